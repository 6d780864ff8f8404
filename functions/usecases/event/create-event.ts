import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { type Invited, recognised } from '../../../shared/domain/event/invited.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { rulesOf } from '../../../shared/domain/recurrence/repetition.ts'
import { crowdingOf } from '../../../shared/domain/recurrence/series-bounds.ts'
import { rdatesOf, startingAtFirstMatch, withoutDates } from '../../../shared/domain/recurrence/series-starts.ts'
import type { Members } from '../../ports/members.ts'
import type { World } from '../world.ts'
import { type SaveEventStore, saveEvents } from './save-event.ts'

/** The repositories that it uses. */
export type CreateEventStore = Members & SaveEventStore

export interface EventDraft {
  title: string
  times: EventTimes
  rrule?: string
  resources?: string[]
  moreRules?: string[]
  rdates?: string[]
  /** Original starts at which nothing takes place. */
  exdates?: string[]
  attendees: Invited[]
  privacy: CalendarEvent['privacy']
  showAs: CalendarEvent['showAs']
  description: string
  location: string
  videoCallUrl: string
}

/** Puts a new event into its organizer's calendar and those of the members invited. */
export async function createEvent(
  tools: World<CreateEventStore>,
  organizer: Member,
  draft: EventDraft,
): Promise<{ event: CalendarEvent; overlaps: number } | Refusal> {
  const members = draft.attendees.length > 0 ? await tools.store.members(organizer.company) : [organizer]
  const id = tools.random.id()
  const now = tools.clock.now()
  const { rrule, moreRules, rdates, exdates = [], ...content } = draft
  const rules = rulesOf({ rrule, moreRules, rdates: rdates && rdatesOf(draft.times, rdates) })
  const series: CalendarEvent = {
    ...content,
    ...rules,
    times: startingAtFirstMatch(draft.times, rules),
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
  const event = withoutDates(series, exdates)
  const crowding = crowdingOf(event)
  if (crowding) throw new BadInput({ path: rrule === undefined ? 'rdates' : 'rrule', ...crowding })
  const saved = await saveEvents(tools, members, [{ after: event, kind: 'created' }], `member:${organizer.id}`)
  return isRefusal(saved) ? saved : { event, overlaps: saved.overlaps }
}
