import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import { mayEdit } from '../../../shared/domain/calendar/calendar-rights.ts'
import { calendarFieldsOf, placeOfNew } from '../../../shared/domain/calendar/place.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { handedOver } from '../../../shared/domain/event/hand-over.ts'
import { answersOfOthers, type Invited, recognised } from '../../../shared/domain/event/invited.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import type { OccurrenceContent } from '../../../shared/domain/recurrence/occurrence-content.ts'
import { rulesOf } from '../../../shared/domain/recurrence/repetition.ts'
import { crowdingOf } from '../../../shared/domain/recurrence/series-bounds.ts'
import { rdatesOf, startingAtFirstMatch, withoutDates } from '../../../shared/domain/recurrence/series-starts.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Members } from '../../ports/members.ts'
import type { World } from '../world.ts'
import { type CheckNamesStore, checkNames } from './check-names.ts'
import { saveAndTell, type Telling, type TellOfEventStore, type ToldEvent } from './tell-of-event.ts'

/** The repositories that it uses. */
export type CreateEventStore = Members & Calendars & CheckNamesStore & TellOfEventStore

export interface EventDraft extends OccurrenceContent {
  times: EventTimes
  rrule?: string
  resources?: string[]
  moreRules?: string[]
  rdates?: string[]
  /** Original starts at which nothing takes place. */
  exdates?: string[]
  attendees: Invited[]
  /** As its calendar says, where nothing is said. */
  privacy?: CalendarEvent['privacy'] | undefined
  /** Busy, whole days free, where nothing is said. */
  showAs?: CalendarEvent['showAs'] | undefined
  /** Whose it is: who makes it, or whose calendar is named. */
  organizerId?: string | undefined
  calendarId?: string | undefined
  appointmentTypeId?: string | undefined
  recordId?: string | undefined
  /** It is kept for who writes it: nobody is asked yet. */
  isDraft?: boolean | undefined
  /** The activity of that record for which it is placed. */
  activityId?: string | undefined
}

/** Puts a new event into its organizer's calendar, or a team's, and into those of the members invited. */
export async function createEvent(
  tools: World<CreateEventStore>,
  caller: Member,
  draft: EventDraft,
  telling: Telling = {},
): Promise<(ToldEvent & { overlaps: number }) | Refusal> {
  const { company } = caller
  const [members, calendars] = await Promise.all([tools.store.members(company), tools.store.calendars(company)])
  const place = placeOfNew({ members, calendars }, caller, draft)
  if (isRefusal(place)) return place
  const faults = answersOfOthers(draft.attendees, [], caller.email)
  if (faults.length > 0) throw new BadInput(...faults)
  await checkNames(tools, caller, draft)
  const { organizer, calendar } = place
  const id = tools.random.id()
  const now = tools.clock.now()
  const {
    rrule,
    moreRules,
    rdates,
    exdates = [],
    isDraft,
    organizerId: _organizer,
    calendarId: _calendar,
    ...content
  } = draft
  const rules = rulesOf({ rrule, moreRules, rdates: rdates && rdatesOf(draft.times, rdates) })
  const invited = recognised(draft.attendees, members)
  // Who makes it for somebody else stays in it, unless they look after that calendar.
  const giver = organizer.id === caller.id || mayEdit(calendar, caller) ? undefined : caller
  const { defaultReminders } = calendar
  const series: CalendarEvent = {
    ...content,
    ...(isDraft && { isDraft }),
    ...rules,
    ...calendarFieldsOf(calendar),
    ...(!content.reminders && defaultReminders.length > 0 && { reminders: defaultReminders }),
    times: startingAtFirstMatch(draft.times, rules),
    attendees: handedOver(invited, giver, organizer),
    privacy: draft.privacy ?? calendar.defaultPrivacy,
    // A whole day says where one is or what day it is: it takes no time unless its maker says so.
    showAs: draft.showAs ?? (draft.times.kind === 'allDay' ? 'free' : 'busy'),
    id,
    company,
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
  const saved = await saveAndTell(tools, members, [{ after: event, kind: 'created' }], caller, telling)
  return isRefusal(saved) ? saved : { event, ...saved }
}
