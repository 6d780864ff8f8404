import type { ChangeKind, Origin, SubjectKind } from '../changes/change.ts'
import type { Instant, LocalDate } from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'
import type { MailTrouble } from './mail-trouble.ts'
import type { Recipient } from './recipient.ts'

/** What can follow from a change. */
export type EffectKind = 'mail' | 'reminder' | 'sync'

/** `waiting`: strangers have caused more mails than go out by themselves; somebody of the house decides. */
export type EffectState = 'planned' | 'sending' | 'sent' | 'skipped' | 'parked' | 'waiting'

/**
 * One thing to do because of one change, for one recipient: the row that makes it happen once and leaves a record.
 */
export interface Effect {
  company: string
  subjectKind: SubjectKind
  subjectId: string
  version: number
  effect: EffectKind
  recipient: Recipient
  /** What happened, for the wording. */
  about: ChangeKind | 'reminder'
  origin: Origin
  state: EffectState
  dueAt: Instant
  attempts: number
  leaseUntil?: Instant
  /** Why it was skipped or parked, or sent in other words than it should have been. */
  reason?: string
  messageId?: string
  /** Somebody of the house let it go: it is counted no more. */
  isLetGo?: boolean
  /** It could not go, and is tried again then; nobody is told of it but the sweep. */
  putOffUntil?: Instant
  /** When somebody of the house sent it again: from then on it is tried as long as one that was just due. */
  triedFrom?: Instant
  /** Why it has not gone yet, or never went. */
  trouble?: MailTrouble
  /** It stands in the list of mails that did not go. */
  isListed?: boolean
  /** It is sent although its address is marked as one that takes nothing. */
  isSentAnyway?: boolean
  /** Where it went, or was to go. */
  address?: string
  doneAt?: Instant
  /** Reminders: the start that is reminded of, and how long before. */
  startsAt?: Instant
  minutesBefore?: number
  /** Of whole days the first; then `startsAt` is its midnight in UTC, whatever zone its reader lives in. */
  startDate?: LocalDate
  /** To a former host, of what has been moved as well: when it was for them. */
  wasAt?: Instant
  /** Of an event: since when its reader waits to be told of what has changed. */
  waitsSince?: Instant
  /** What whoever did it adds. */
  note?: string
}

/** How long a worker may hold an effect before another may try it. */
export const LEASE_MS = 5 * MINUTE_MS

/** How long the quick road (stream, queue, schedule) may take before the sweep does it. */
export const QUICK_ROAD_MS = 2 * MINUTE_MS

/** After how many failures a copy in another calendar is parked for people to look at. */
export const ATTEMPTS_BEFORE_PARKING = 8

/** From when on the sweep looks after it, once the quick road had its time: what was put off has no other. */
export const sweptFrom = ({ dueAt, putOffUntil }: Effect): Instant =>
  putOffUntil === undefined ? dueAt : putOffUntil - QUICK_ROAD_MS

export function mayBegin(effect: Effect, now: Instant): boolean {
  if (effect.state === 'planned') return (effect.putOffUntil ?? 0) <= now
  return effect.state === 'sending' && (effect.leaseUntil ?? 0) <= now
}
