import { type CalendarEvent, isPublished } from '../event/calendar-event.ts'
import { answeredAt, attendeesAt, everybodyAsked, withReply } from '../event/people-at.ts'
import { type Reach, reachOf } from '../event/reach.ts'
import { type EventTimes, sameTimes, spanOf, timesFrom } from '../recurrence/event-times.ts'
import { hasOccurrence, startOfKey } from '../recurrence/occurrence.ts'
import { isSeries, rulesOf } from '../recurrence/repetition.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import { SECOND_MS } from '../time/units.ts'
import type { CalendarAnswer, CalendarReply } from './calendar-reply.ts'
import type { Told } from './heard.ts'
import { liesAhead } from './held.ts'

/** Why an answer that came by mail is not believed. */
export const disbeliefs = [
  'unreadable',
  'noAnswer',
  'otherPerson',
  'otherEvent',
  'notInvited',
  'cancelled',
  'noDate',
  'olderRevision',
  'otherTimes',
  'olderAnswer',
  'over',
  'notKept',
  'text',
] as const
export type Disbelief = (typeof disbeliefs)[number]

/** What an answer that came by mail is held against. */
export interface AnswerBackground {
  event: CalendarEvent
  /** The address that the event was sent to with the reply address that the answer came to. */
  email: string
  /** What its owner was told of the event last; nothing where that is not kept yet. */
  told: Told | undefined
  now: Instant
  /** Whole days are those of it. */
  timeZone: TimeZone
}

/** An answer, or a proposal, that counts: for which dates, given when. */
export interface Believed {
  reach: Reach
  at: Instant
}

/** When an event takes place, each of its dates: what an answer belongs to (RFC 6638, 3.2.8). */
export function whenOf(event: CalendarEvent): string {
  const dates = Object.entries(event.changedOccurrences).flatMap(([key, change]) =>
    change.isCancelled ? [[key, 'off']] : change.times ? [[key, change.times]] : [],
  )
  return JSON.stringify([event.times, rulesOf(event), dates])
}

/** When one date of a series takes place, or all of it begins; nothing for a date that it does not have. */
export function timesAt(event: CalendarEvent, key: string | undefined): EventTimes | undefined {
  if (key === undefined) return event.times
  const change = event.changedOccurrences[key]
  if (change?.isCancelled || (!change && !hasOccurrence(event, key))) return undefined
  if (change?.times) return change.times
  const start = startOfKey(event, key)
  return start === undefined ? undefined : timesFrom(event.times, start)
}

/** What of an event an answer is to; nothing where the event has no such date. */
function reachOfAnswer(event: CalendarEvent, { key, isOnwards }: CalendarAnswer): Reach | undefined {
  if (key === undefined) return { scope: 'all' }
  if (!isSeries(event) || timesAt(event, key) === undefined) return undefined
  return reachOf(event, isOnwards ? 'following' : 'this', key)
}

/** Whether an event has other times by now than those that were told, as far as an answer is about them. */
function hasOtherTimes(event: CalendarEvent, told: CalendarEvent, { scope, key }: Reach): boolean {
  if (scope !== 'this' || key === undefined) return whenOf(event) !== whenOf(told)
  const [was, is] = [timesAt(told, key), timesAt(event, key)]
  return !was || !is || !sameTimes(was, is)
}

/**
 * Whether an answer that came by mail counts. It came to an address that only its owner was told of, so what else it
 * says is asked: of whom it is, what it answers, and whether a later one is known. The sender's own header proves
 * nothing.
 */
export function judged(
  reply: Pick<CalendarReply, 'method' | 'uid' | 'attendee'>,
  answer: CalendarAnswer,
  { event, email, told, now, timeZone }: AnswerBackground,
): Believed | { why: Disbelief } {
  if (reply.attendee !== email.toLowerCase()) return { why: 'otherPerson' }
  if (reply.uid !== event.icalUid) return { why: 'otherEvent' }
  if (!isPublished(event)) return { why: 'cancelled' }
  if (!everybodyAsked(event).some((one) => one.email === email)) return { why: 'notInvited' }
  if (reply.method === 'REPLY' && (answer.reply === 'needsAction' || answer.reply === 'other'))
    return { why: 'noAnswer' }
  // What its owner was told last may not be kept yet, if their program answers at once: a later revision is the newest.
  const newest = told?.sequence ?? event.sequence
  const isBetween = answer.sequence > newest && answer.sequence < event.sequence
  if (answer.sequence < newest || isBetween) return { why: 'olderRevision' }
  const reach = reachOfAnswer(event, answer)
  if (!reach) return { why: 'noDate' }
  if (told && answer.sequence === newest && hasOtherTimes(event, told.event, reach)) return { why: 'otherTimes' }
  const times = timesAt(event, reach.key)!
  const hasEnded = reach.scope === 'this' ? spanOf(times, timeZone).to <= now : !liesAhead(event, now, timeZone)
  if (hasEnded) return { why: 'over' }
  const asked = attendeesOf(event, reach.key).find((one) => one.email === email)
  if (!asked) return { why: 'notInvited' }
  // A clock that is ahead must not silence what its owner answers after that. DTSTAMP knows no parts of a second.
  const at = Math.min(answer.stampedAt ?? now, now)
  const known = answeredAt(asked, reach.key)
  if (known !== undefined && at < Math.floor(known / SECOND_MS) * SECOND_MS) return { why: 'olderAnswer' }
  return { reach, at }
}

/** Who is asked to a date with all that they answered, or to any of it where no date is named. */
function attendeesOf(event: CalendarEvent, key: string | undefined) {
  if (key === undefined) return everybodyAsked(event)
  const comes = new Set(attendeesAt(event, key).map(({ email }) => email))
  const guests = event.changedOccurrences[key]
  const added = guests && !guests.isCancelled ? (guests.added ?? []) : []
  return [...added, ...event.attendees.filter((one) => !added.some(({ email }) => email === one.email))].filter(
    ({ email }) => comes.has(email),
  )
}

const COUNTING = ['accepted', 'tentative', 'declined'] as const
const counts = (reply: CalendarAnswer['reply']): reply is (typeof COUNTING)[number] =>
  COUNTING.some((one) => one === reply)

/** What became of one answer of a mail. */
export interface JudgedAnswer {
  answer: CalendarAnswer
  /** Why it is not believed; absent: it counts. */
  why?: Disbelief
  /** What it proposes instead, and what it was to have been. */
  proposal?: { key?: string; was: EventTimes; is: EventTimes; at: Instant }
}

/**
 * An event after the answers of one mail, and what became of each. A proposal counts as the answer that stands beside
 * it (Outlook's "tentative and propose"), if any does.
 */
export function withMailedReply(
  event: CalendarEvent,
  reply: CalendarReply,
  background: Omit<AnswerBackground, 'event'>,
): { event: CalendarEvent; answers: JudgedAnswer[] } {
  let after = event
  const answers = reply.answers.map((answer): JudgedAnswer => {
    const judgement = judged(reply, answer, { ...background, event: after })
    if ('why' in judgement) return { answer, why: judgement.why }
    const { reach, at } = judgement
    const proposal = proposalIn(after, reply, answer, judgement)
    if (reply.method === 'COUNTER' && !proposal) return { answer, why: 'noAnswer' }
    if (!counts(answer.reply)) return { answer, ...(proposal && { proposal }) }
    const replied = withReply(after, { email: background.email }, answer.reply, reach, answer.comment ?? '', at)
    if (!replied) return { answer, why: 'notInvited' }
    after = replied
    return { answer, ...(proposal && { proposal }) }
  })
  return { event: after, answers }
}

/** What a mail proposes, where that is another time than it has. */
function proposalIn(
  event: CalendarEvent,
  { method }: CalendarReply,
  { proposed }: CalendarAnswer,
  { reach: { scope, key }, at }: Believed,
): JudgedAnswer['proposal'] {
  const was = timesAt(event, key)
  if (method !== 'COUNTER' || scope === 'following' || !proposed || !was || sameTimes(proposed, was)) return undefined
  return { ...(key !== undefined && { key }), was, is: proposed, at }
}
