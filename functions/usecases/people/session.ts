import { createHash } from 'node:crypto'
import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { Announcements } from '../../ports/announcements.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Changes } from '../../ports/changes.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Committing } from '../../ports/commit.ts'
import type { Companies } from '../../ports/companies.ts'
import type { Events } from '../../ports/events.ts'
import type { Invitations } from '../../ports/invitations.ts'
import type { Members } from '../../ports/members.ts'
import type { Randomness } from '../../ports/randomness.ts'
import type { Passwords } from '../../ports/secrets.ts'
import type { Sessions } from '../../ports/sessions.ts'
import { refusalOfTries, type ThrottleStore } from './throttling.ts'

/** The repositories that it uses. */
export type SessionStore = Announcements &
  Bookings &
  Changes &
  Committing &
  Companies &
  Events &
  Invitations &
  Members &
  Sessions &
  ThrottleStore

export interface AccountsTools {
  store: SessionStore
  clock: Clock
  random: Randomness
  passwords: Passwords
  /** Off under rehearsal, where one address plays a whole crowd. */
  throttles: boolean
}

/** How long somebody stays signed in; their cookies last as long. */
export const SESSION_LIFE_MS = 30 * DAY_MS
const TRIES_PER_ACCOUNT = 10
const TRIES_PER_ADDRESS = 50

/** Tokens are stored hashed: who reads the table cannot become anybody. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Checks address and password and begins a session. @returns the token for the cookie, or why not */
export async function signIn(
  tools: AccountsTools,
  credentials: { email: string; password: string },
  address: string,
): Promise<{ token: string; member: Member; company: Company } | Refusal> {
  const tooMany = await refusalOfTries(tools, [
    { key: `login#${hashToken(credentials.email)}`, most: TRIES_PER_ACCOUNT },
    { key: `address#${address}`, most: TRIES_PER_ADDRESS },
  ])
  if (tooMany) return tooMany
  const login = await tools.store.login(credentials.email)
  if (!(await tools.passwords.matches(credentials.password, login?.passwordHash)) || !login)
    return refuse('WrongCredentials')
  return beginSession(tools, login.member)
}

async function beginSession(
  tools: AccountsTools,
  member: Member,
): Promise<{ token: string; member: Member; company: Company }> {
  const token = await openSession(tools, member)
  const company = await tools.store.company(member.company)
  if (!company) throw new Error(`member ${member.id} belongs to no company`)
  return { token, member, company: company.company }
}

/**
 * Begins a session of somebody who may still be about to become a member: it is nobody's until then. So whoever has
 * just been stored is signed in without anything that could fail. @returns its token
 */
export async function openSession(tools: AccountsTools, member: Member): Promise<string> {
  const token = tools.random.secret()
  await tools.store.putSession(hashToken(token), {
    company: member.company,
    memberId: member.id,
    expiresAt: tools.clock.now() + SESSION_LIFE_MS,
  })
  return token
}

/** Ends a session: its cookie lets nobody in any more. */
export async function signOut(
  { store }: { store: Pick<SessionStore, 'removeSession'> },
  sessionHash: string,
): Promise<void> {
  await store.removeSession(sessionHash)
}

/** Who a session token belongs to, if it still lives. */
export async function memberOfToken(
  tools: Pick<AccountsTools, 'store' | 'clock'>,
  token: string,
): Promise<{ member: Member; sessionHash: string } | undefined> {
  const sessionHash = hashToken(token)
  const session = await tools.store.session(sessionHash, tools.clock.now())
  if (!session) return undefined
  const member = await tools.store.member(session.company, session.memberId)
  return member && { member, sessionHash }
}
