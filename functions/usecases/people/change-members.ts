import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { changedMember, type Member, mayGiveRole, type Role } from '../../../shared/domain/people/member.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { Committing, Write } from '../../ports/commit.ts'
import { factsWrite, type Ledger } from '../../ports/ledger.ts'
import { type Members, memberRemoval, memberUpdate, ownerCheck } from '../../ports/members.ts'
import { pictureRemoval } from '../../ports/pictures.ts'
import { attempt, over, patienceFrom, type Step } from '../attempt.ts'
import { disconnect } from '../sync/connect-calendar.ts'
import type { SyncWorld } from '../sync/sync-world.ts'
import type { World } from '../world.ts'
import { type Commitments, commitmentsOf } from './commitments.ts'

/** The repositories that it uses. */
export type ChangeMembersStore = AppointmentTypes & Ledger & Members & Committing

/**
 * What a commit that takes an owner away must hold on to: another one, whoever that is. Two owners who take each
 * other's role at once cannot both succeed. @returns nothing where there is no other
 */
async function keepsAnOwner(tools: World<ChangeMembersStore>, member: Member): Promise<Write[] | undefined> {
  if (member.role !== 'owner') return []
  const members = await tools.store.members(member.company)
  const other = members.find(({ id, role }) => role === 'owner' && id !== member.id)
  return other && [ownerCheck(member.company, other.id)]
}

/** Gives a member another role. There always is an owner. */
export async function changeRole(
  tools: World<ChangeMembersStore>,
  by: Member,
  id: string,
  role: Role,
): Promise<Member | Refusal> {
  const { company } = by
  return attempt<Member | Refusal>(tools, async () => {
    const member = await tools.store.member(company, id)
    if (!member) return over(refuse('NotFound'))
    if (member.role === role) return over(member)
    if (!mayGiveRole(by, member.role) || !mayGiveRole(by, role))
      return over(refuse('NotAllowed', { detail: 'Only an owner makes owners, and takes that back.' }))
    const kept = await keepsAnOwner(tools, member)
    if (!kept) return over(refuse('LastOwner'))
    return {
      writes: [memberUpdate(company, id, { role }), ...kept],
      done: () => changedMember(member, { role }),
    }
  })
}

/**
 * Takes a member away: they are signed out and their calendars at providers disconnected. Their events and what
 * customers had with them stay. Refused while they host bookings that are still ahead, or stand in a type as host.
 */
export async function removeMember(
  tools: World<ChangeMembersStore> & SyncWorld,
  by: Member,
  id: string,
): Promise<Refusal | undefined> {
  const { company } = by
  const found = await tools.store.member(company, id)
  if (!found) return refuse('NotFound')
  if (id === by.id) return refuse('NotAllowed', { detail: 'Nobody removes themselves: another admin does.' })
  if (!mayGiveRole(by, found.role)) return refuse('NotAllowed', { detail: 'Only an owner removes an owner.' })
  const commitments = await commitmentsOf(tools, company, id)
  if (commitments.bookings > 0 || commitments.types.length > 0)
    return refuse('StillHosting', stillHosting(found.name, commitments))
  const deadline = patienceFrom(tools)
  for (const connection of await tools.store.connectionsOf(company, id)) await disconnect(tools, connection, deadline)
  const decideOn = async (): Promise<Step<Refusal | 'removed'>> => {
    const member = await tools.store.member(company, id)
    if (!member) return over('removed')
    const kept = await keepsAnOwner(tools, member)
    if (!kept) return over(refuse('LastOwner'))
    return {
      writes: [
        memberRemoval(member),
        pictureRemoval(company, { member: id }),
        // Whoever is about to book them decides again.
        factsWrite(company, id, {}),
        ...kept,
      ],
      done: () => 'removed',
    }
  }
  const removed = await attempt(tools, decideOn, deadline)
  return removed === 'removed' ? undefined : removed
}

/** What is said of who still hosts: how much, and what. */
function stillHosting(name: string, { bookings, types }: Commitments): Omit<Refusal, 'refusal'> {
  const detail = [
    ...(bookings > 0 ? [`${name} hosts ${bookings} bookings that are still ahead.`] : []),
    ...(types.length > 0 ? [`${name} is a host of ${types.join(', ')}.`] : []),
  ].join(' ')
  return { detail, hosting: { bookings, types } }
}
