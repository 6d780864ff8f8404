import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { changedType, type NewType, newType, type TypeChange } from '../../../shared/domain/booking/type-change.ts'
import {
  faultsInTemplates,
  faultsInType,
  type MailsAsked,
  type NamedAnew,
  templatesNamed,
  whoseHoursAreNamed,
} from '../../../shared/domain/booking/type-faults.ts'
import { mayKeepType, mayMakeType, seesType } from '../../../shared/domain/booking/type-rights.ts'
import { ending, type Waitlist } from '../../../shared/domain/booking/waitlist.ts'
import type { Website } from '../../../shared/domain/booking/website.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import { utcDayOf } from '../../../shared/domain/time/time.ts'
import { type AppointmentTypes, typeRemoval } from '../../ports/appointment-types.ts'
import type { Committing } from '../../ports/commit.ts'
import type { Companies } from '../../ports/companies.ts'
import { type Ledger, MOST_LEDGER_WRITES } from '../../ports/ledger.ts'
import type { MailTemplates } from '../../ports/mail-templates.ts'
import type { Members } from '../../ports/members.ts'
import type { PrivateLinks } from '../../ports/private-links.ts'
import type { Resources } from '../../ports/resources.ts'
import { waitlistWrite } from '../../ports/waitlists.ts'
import type { Websites } from '../../ports/websites.ts'
import { attempt, over, patienceFrom, type Step } from '../attempt.ts'
import type { World } from '../world.ts'
import { endWaitlist } from './end-waitlist.ts'
import { removeLinksOf } from './private-links.ts'
import type { WaitlistStore } from './waitlist.ts'

/** The repositories that it reads. */
export type WrittenTypeStore = AppointmentTypes &
  Companies &
  Pick<Ledger, 'time'> &
  Members &
  Pick<Resources, 'resources'> &
  Pick<Websites, 'websites'>

/** The repositories that it uses. */
export type ChangeTypesStore = WrittenTypeStore & Committing & Pick<MailTemplates, 'mailTemplate'>

type Tools = World<ChangeTypesStore>

/**
 * That a type names only what its company has, and keeps to the rules of types.
 * @returns the pages of the company
 * @throws BadInput with every fault
 */
async function checkType(
  { store, clock }: World<WrittenTypeStore>,
  type: AppointmentType,
  named: NamedAnew,
  before?: AppointmentType,
): Promise<Website[]> {
  const { company } = type
  const [members, resources, { websites }, found] = await Promise.all([
    store.members(company),
    store.resources(company),
    store.websites(company),
    type.videoCall === 'none' ? undefined : store.company(company),
  ])
  const now = clock.now()
  const principals = whoseHoursAreNamed(named, { members, resources }, before)
  const today = utcDayOf(now)
  const times = principals.length > 0 ? await store.time(company, principals, today, today, 'latest') : []
  const known = {
    ...{ members, resources, websites },
    schedules: times.flatMap(({ schedules }) => schedules.map(({ id }) => id)),
    hasMeetingAddress: Boolean(found?.company.meetingAddress),
  }
  const faults = faultsInType(type, named, known, { now, mostWrites: MOST_LEDGER_WRITES, before })
  if (faults.length > 0) throw new BadInput(...faults)
  return websites
}

/** That the templates named are the company's, each for its own mail. @throws BadInput */
async function checkTemplates({ store }: Tools, company: string, mails: MailsAsked): Promise<void> {
  const found = await Promise.all(templatesNamed(mails).map((id) => store.mailTemplate(company, id)))
  const faults = faultsInTemplates(
    mails,
    found.filter((one) => one !== undefined),
  )
  if (faults.length > 0) throw new BadInput(...faults)
}

/** A type as it is asked for, by whoever may make it. @throws BadInput for what cannot be */
async function checkedType(
  tools: World<WrittenTypeStore>,
  member: Member,
  asked: NewType,
  named: NamedAnew,
): Promise<{ type: AppointmentType; company: Company; websites: Website[] } | Refusal> {
  const found = await tools.store.company(member.company)
  if (!found) throw new Error(`member ${member.id} belongs to no company`)
  const { company } = found
  const type = newType(asked, { member, company, roomName: tools.random.id() })
  if (!mayMakeType(member, type)) return refuse('NotAllowed')
  return { type, company, websites: await checkType(tools, type, named) }
}

/**
 * A type that is being written, for whoever may make it; nothing is stored. It may be one that stands, written anew:
 * terms, hours and a last day are taken as they are.
 * @throws BadInput for somebody or something that there is not
 */
export function writtenType(
  tools: World<WrittenTypeStore>,
  member: Member,
  asked: NewType,
): Promise<{ type: AppointmentType; company: Company } | Refusal> {
  return checkedType(tools, member, asked, { websites: asked.websites })
}

/**
 * A type as it stands, and as it would be after a change, for whoever may make it; nothing is stored.
 * @throws BadInput for what cannot be
 */
export async function rewrittenType(
  tools: World<WrittenTypeStore>,
  member: Member,
  slug: string,
  change: TypeChange,
): Promise<{ before: AppointmentType; after: AppointmentType } | Refusal> {
  const before = await tools.store.type(member.company, slug)
  if (!before || !seesType(member, before)) return refuse('NotFound')
  const after = changedType(before, change, tools.random.id())
  if (!mayKeepType(member, before) || !mayKeepType(member, after)) return refuse('NotAllowed')
  await checkType(tools, after, change, before)
  return { before, after }
}

/**
 * Makes a type; its address is one that neither a page nor another type has. Where one that was called so has been
 * deleted a moment ago, whoever waited for that one is sent home first.
 * @throws BadInput for what cannot be
 */
export async function createType(
  tools: World<ChangeTypesStore & WaitlistStore>,
  member: Member,
  asked: NewType,
): Promise<AppointmentType | Refusal> {
  const deadline = patienceFrom(tools)
  const made = await checkedType(tools, member, asked, asked)
  if (isRefusal(made)) return made
  await checkTemplates(tools, member.company, asked)
  const { type, websites } = made
  // Pages and appointments stand at the same place of an address.
  if (websites.some(({ id }) => id === type.slug))
    return refuse('AlreadyExists', { detail: `There is a page "${type.slug}" already.` })
  const list = await tools.store.waitlist(member.company, type.slug)
  if (list?.ending && !(await endWaitlist(tools, list, deadline)))
    return refuse('Busy', { detail: 'Whoever waited for the one before is being told: try again in a moment.' })
  const decideOn = async (): Promise<Step<AppointmentType | Refusal>> => ({
    put: () => tools.store.putType(type, 0),
    done: () => type,
    failed: () => refuse('AlreadyExists', { detail: `There is a type "${type.slug}" already.` }),
  })
  return attempt(tools, decideOn, deadline)
}

/**
 * Changes a type; its bookings stay as they are. Refused where somebody else changed it at the same moment.
 * @throws BadInput for what cannot be
 */
export function changeType(
  tools: Tools,
  member: Member,
  slug: string,
  change: TypeChange,
): Promise<AppointmentType | Refusal> {
  return attempt<AppointmentType | Refusal>(tools, async () => {
    const rewritten = await rewrittenType(tools, member, slug, change)
    if (isRefusal(rewritten)) return over(rewritten)
    await checkTemplates(tools, member.company, change)
    const { before, after } = rewritten
    return {
      put: () => tools.store.putType(after, before.version),
      done: () => after,
      failed: () => refuse('Changed'),
    }
  })
}

/**
 * Takes a type away with its private links; its bookings stay. Whoever waits for it is told that it is no longer
 * offered: its list is marked in the same transaction, so that nobody joins any more, and where this ends in the middle
 * the next sweep goes on.
 */
export async function removeType(
  tools: World<WaitlistStore & PrivateLinks>,
  member: Member,
  slug: string,
): Promise<Refusal | undefined> {
  const deadline = patienceFrom(tools)
  const { company } = member
  const removed = await attempt<Refusal | Waitlist | 'gone'>(
    tools,
    async ({ now, number }) => {
      const list = await tools.store.waitlist(company, slug)
      const type = await tools.store.type(company, slug)
      // Who deletes it at the same moment deletes the same.
      if (!type && number > 0) return over('gone')
      if (!type || !seesType(member, type)) return over(refuse('NotFound'))
      if (!mayKeepType(member, type)) return over(refuse('NotAllowed'))
      // The links first: where the type is gone nobody could take them away any more, and the next of its name had
      // them.
      await removeLinksOf(tools, type)
      const marked = ending(type, list, member.id, now)
      return {
        writes: [typeRemoval(company, slug), waitlistWrite(marked, marked.version - 1)],
        done: () => marked,
      }
    },
    deadline,
  )
  if (removed === 'gone') return undefined
  if (isRefusal(removed)) return removed
  // What is left goes home with the next sweep.
  void (await endWaitlist(tools, removed, deadline))
  return undefined
}
