import type { Attendee } from '../../../shared/domain/attendee.ts'
import { BadInput } from '../../../shared/domain/bad-input.ts'
import { type CalendarEvent, type EventTimes, seriesStart, timesFrom } from '../../../shared/domain/calendar-event.ts'
import type { Member } from '../../../shared/domain/member.ts'
import { parseRule } from '../../../shared/domain/recurrence-rule.ts'
import { isRefusal, type Refusal } from '../../../shared/domain/refusal.ts'
import { occurrenceDatesBetween, occurrencesBetween } from '../../../shared/domain/series.ts'
import { addDays } from '../../../shared/domain/time.ts'
import { saveEvents } from './save-event.ts'
import type { CalendarTools } from './tools.ts'

export interface EventDraft {
  title: string
  times: EventTimes
  rrule?: string
  resources?: string[]
  attendees: { email: string; name?: string | undefined; reply?: Attendee['reply'] | undefined }[]
  privacy: CalendarEvent['privacy']
  showAs: CalendarEvent['showAs']
  description: string
  location: string
  videoCallUrl: string
}

const SEARCH_FOR_FIRST_MS = 10 * 366 * 86_400_000

/** Attendees with the members among them recognised; an invited member has not answered yet. */
export function recognised(attendees: EventDraft['attendees'], members: Member[]): Attendee[] {
  return attendees.map(({ email, name, reply = 'needsAction' }) => {
    const member = members.find((one) => one.email === email)
    return {
      email,
      ...((name || member?.name) && { name: name || member!.name }),
      ...(member && { memberId: member.id }),
      reply,
    }
  })
}

/** Moves the start of a series to the rule's first match, for a start that the rule does not match is no occurrence. */
export function startingAtFirstMatch(times: EventTimes, rrule: string): EventTimes {
  const parsed = parseRule(rrule)
  if ('faults' in parsed) throw new BadInput(...parsed.faults.map((message) => ({ path: 'rrule', message })))
  if (times.kind === 'timed') {
    const series = { startsAt: seriesStart(times), timeZone: times.timeZone, rrule }
    const [first] = occurrencesBetween(series, times.startsAt, times.startsAt + SEARCH_FOR_FIRST_MS)
    if (first === undefined) throw new BadInput({ path: 'rrule', message: 'has no date within ten years of the start' })
    return timesFrom(times, first)
  }
  const series = { startDate: times.startDate, timeZone: 'UTC', rrule }
  const [first] = occurrenceDatesBetween(series, times.startDate, addDays(times.startDate, 3660))
  if (first === undefined) throw new BadInput({ path: 'rrule', message: 'has no date within ten years of the start' })
  return timesFrom(times, first)
}

/** Puts a new event into its organizer's calendar and those of the members invited. */
export async function createEvent(
  tools: CalendarTools,
  organizer: Member,
  draft: EventDraft,
): Promise<{ event: CalendarEvent; overlaps: number } | Refusal> {
  const members = draft.attendees.length > 0 ? await tools.store.members(organizer.company) : [organizer]
  const id = tools.random.id()
  const now = tools.clock.now()
  const event: CalendarEvent = {
    ...draft,
    times: draft.rrule === undefined ? draft.times : startingAtFirstMatch(draft.times, draft.rrule),
    attendees: recognised(draft.attendees, members).map((one) =>
      one.memberId === organizer.id ? { ...one, reply: 'accepted' } : one,
    ),
    id,
    company: organizer.company,
    version: 1,
    icalUid: `${id}@almanac`,
    sequence: 0,
    organizerId: organizer.id,
    changedOccurrences: {},
    source: { kind: 'almanac' },
    createdAt: now,
    updatedAt: now,
  }
  const saved = await saveEvents(tools, members, [{ after: event, kind: 'created' }], `member:${organizer.id}`)
  return isRefusal(saved) ? saved : { event, overlaps: saved.overlaps }
}
