import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { usualHours } from '../../../shared/domain/people/availability.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import type { TimeZone } from '../../../shared/domain/time/time.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { changeWrite } from '../../ports/changes.ts'
import type { Write } from '../../ports/commit.ts'
import { type Invitation, invitationWrite } from '../../ports/invitations.ts'
import { factsWrite, hoursWrite } from '../../ports/ledger.ts'
import { memberWrite } from '../../ports/members.ts'
import { attempt } from '../attempt.ts'
import type { Links } from './links.ts'
import { type AccountsTools, openSession } from './session.ts'

const INVITATION_LIFE_MS = 7 * DAY_MS

export type InvitationTools = AccountsTools & { links: Links }

/** What an invitation is now: an open one past its end has expired. */
export function statusOf(invitation: Invitation, now: number): 'open' | 'accepted' | 'revoked' | 'expired' {
  return invitation.status === 'open' && invitation.expiresAt <= now ? 'expired' : invitation.status
}

/** Invites somebody; the mail leaves as an effect of the change. */
export async function inviteMember(
  tools: InvitationTools,
  by: Member,
  input: { email: string; role: 'admin' | 'member' },
): Promise<Invitation | Refusal> {
  if (await tools.store.login(input.email))
    return refuse('AlreadyExists', { detail: `${input.email} is a member already.` })
  const now = tools.clock.now()
  const open = (await tools.store.invitations(by.company)).find(
    (one) => one.email === input.email && statusOf(one, now) === 'open',
  )
  if (open)
    return refuse('AlreadyExists', { detail: `${input.email} is invited already; send that invitation again instead.` })
  const invitation: Invitation = {
    id: tools.random.id(),
    company: by.company,
    version: 1,
    email: input.email,
    role: input.role,
    status: 'open',
    invitedBy: by.name,
    ...(by.locale !== undefined && { locale: by.locale }),
    generation: 1,
    expiresAt: now + INVITATION_LIFE_MS,
    createdAt: now,
  }
  return save(tools, invitation, 0, by, true)
}

async function save(
  tools: InvitationTools,
  invitation: Invitation,
  expectedVersion: number,
  by: Member,
  mails: boolean,
): Promise<Invitation | Refusal> {
  const writes: Write[] = [
    invitationWrite(invitation, expectedVersion),
    ...(mails
      ? [
          changeWrite({
            company: invitation.company,
            subjectKind: 'invitation' as const,
            subjectId: invitation.id,
            version: invitation.version,
            kind: 'invited' as const,
            origin: `member:${by.id}` as const,
            at: tools.clock.now(),
          }),
        ]
      : []),
  ]
  return attempt<Invitation | Refusal>(tools, async () => ({
    writes,
    done: () => invitation,
    failed: () => refuse('Changed'),
  }))
}

/** Sends an open or expired invitation again: a new link for seven days, the old link ends. */
export async function resendInvitation(tools: InvitationTools, by: Member, id: string): Promise<Invitation | Refusal> {
  const found = await tools.store.invitation(by.company, id)
  if (!found) return refuse('NotFound')
  if (found.status !== 'open') return refuse('InvitationOver')
  const next = {
    ...found,
    version: found.version + 1,
    generation: found.generation + 1,
    expiresAt: tools.clock.now() + INVITATION_LIFE_MS,
  }
  return save(tools, next, found.version, by, true)
}

export async function revokeInvitation(tools: InvitationTools, by: Member, id: string): Promise<Invitation | Refusal> {
  const found = await tools.store.invitation(by.company, id)
  if (!found) return refuse('NotFound')
  if (found.status === 'revoked') return found
  if (found.status === 'accepted') return refuse('InvitationOver')
  return save(tools, { ...found, version: found.version + 1, status: 'revoked' }, found.version, by, false)
}

/** The invitation behind a link, whatever became of it; only forged links name nothing. */
export async function readInvitation(
  tools: Pick<InvitationTools, 'store' | 'links' | 'clock'>,
  token: string,
): Promise<{ invitation: Invitation; company: Company; status: ReturnType<typeof statusOf> } | Refusal> {
  const named = await tools.links.read(token, 'join')
  if (!named) return refuse('NotFound')
  const [invitation, company] = await Promise.all([
    tools.store.invitation(named.company, named.subjectId),
    tools.store.company(named.company),
  ])
  if (!invitation || !company) return refuse('NotFound')
  const isLatest = invitation.generation === named.generation
  const status = statusOf(invitation, tools.clock.now())
  return { invitation, company: company.company, status: isLatest || status !== 'open' ? status : 'expired' }
}

/** Makes the invited person a member, once, and signs them in. */
export async function acceptInvitation(
  tools: InvitationTools,
  token: string,
  input: { name: string; password: string; timeZone: TimeZone; locale?: string | undefined },
): Promise<{ token: string; member: Member; company: Company } | Refusal> {
  const read = await readInvitation(tools, token)
  if (isRefusal(read)) return read
  if (read.status !== 'open') return refuse('InvitationOver')
  const { invitation, company } = read
  const member: Member = {
    id: tools.random.id(),
    company: invitation.company,
    email: invitation.email,
    name: input.name,
    role: invitation.role,
    timeZone: input.timeZone,
    ...(input.locale !== undefined && { locale: input.locale }),
  }
  const session = await openSession(tools, member)
  const writes: Write[] = [
    invitationWrite({ ...invitation, version: invitation.version + 1, status: 'accepted' }, invitation.version),
    memberWrite(member, await tools.passwords.hash(input.password)),
    factsWrite(member.company, member.id, { timeZone: member.timeZone, daysOff: [] }),
    hoursWrite(member.company, usualHours(member.id, member.timeZone)),
  ]
  const joined = await attempt<Refusal | 'joined'>(tools, async () => ({
    writes,
    done: () => 'joined',
    failed: (index) => refuse(index === 0 ? 'InvitationOver' : 'AlreadyExists'),
  }))
  return joined === 'joined' ? { token: session, member, company } : joined
}
