import type { SubjectKind } from '../changes/change.ts'
import type { Provider } from '../event/calendar-providers.ts'
import type { Instant } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'

/**
 * What is wrong with a connection. permissionEnded: its owner has to connect again. eventsMissing: so much is missing
 * of a full listing that nothing was deleted here. eventRefused, eventFailed: an event could not be put there, for the
 * provider never takes it, or in spite of several tries.
 */
export const connectionProblems = ['permissionEnded', 'eventsMissing', 'eventRefused', 'eventFailed'] as const

/** As programs read it, and as a code with its numbers, by which pages word it for people. */
export interface ConnectionProblem {
  problem?: string
  /** Absent of what was written before there were codes. */
  problemCode?: (typeof connectionProblems)[number]
  /** Of events that are missing: how many of how many. */
  problemData?: { missing: number; of: number }
}

/** What a connection is changed to when nothing is wrong with it any more. */
export const NO_PROBLEM = { problem: undefined, problemCode: undefined, problemData: undefined }

/** A member's calendar at a provider, kept in step both ways. */
export interface CalendarConnection extends ConnectionProblem {
  id: string
  company: string
  memberId: string
  version: number
  provider: Provider
  /** The provider's own id of the account: a reconnect must be of the same one. */
  accountId: string
  accountEmail: string
  /** planning: waits for a yes to its plan. needsReconnect: the grant is dead, jobs rest. */
  status: 'planning' | 'active' | 'needsReconnect'
  /** Sealed; bound to company and connection. Opaque to everybody but the provider's adapter. */
  sealedCredentials: string
  /** Opaque to everybody but the provider's adapter. */
  cursor?: string
  watch?: { channelId: string; resourceId?: string; endsAt: Instant }
  /** Counts notifications; compared at the end of a pull so that none that came meanwhile is lost. */
  dirty: number
  lastPulledAt?: Instant
  /** How far ahead the calendar is known; offers end there. */
  knownUntil?: Instant
  parked: number
  createdAt: Instant
}

/** Ties one of our subjects to its copy in a connected calendar (sync rule 1). */
export interface CalendarLink {
  company: string
  connectionId: string
  subjectId: string
  subjectKind: Extract<SubjectKind, 'booking' | 'event'>
  remoteId: string
  icalUid: string
  etag: string
  /** Hash of the normalised provider answer at the last agreement. */
  baseHash: string
  /** Our version at the last agreement. */
  localVersion: number
  state: 'pushing' | 'linked'
  /** Whose event it is at heart; decides when both sides changed the same field. */
  owner: 'almanac' | 'provider'
}

/** A watch is renewed so long before it ends. */
export const RENEW_BEFORE_END_MS = DAY_MS

/** What sealed credentials are bound to. */
export const sealContext = ({ company, id }: Pick<CalendarConnection, 'company' | 'id'>) => ({
  company,
  connection: id,
})
