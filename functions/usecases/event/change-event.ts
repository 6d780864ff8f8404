import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { mayChangeEvent } from '../../../shared/domain/calendar/calendar-rights.ts'
import { calendarFieldsOf, placeOfChanged } from '../../../shared/domain/calendar/place.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { dateOff } from '../../../shared/domain/event/date-off.ts'
import { checkCrowding, inZoneOf, keepingReplies } from '../../../shared/domain/event/event-patch.ts'
import { conflictsSince } from '../../../shared/domain/event/field-history.ts'
import { handedOver } from '../../../shared/domain/event/hand-over.ts'
import { answersOfOthers, recognised } from '../../../shared/domain/event/invited.ts'
import { attendeesAt, zoneOfHolder } from '../../../shared/domain/event/people-at.ts'
import type { Scope } from '../../../shared/domain/event/reach.ts'
import { reachOf } from '../../../shared/domain/event/reach.ts'
import { editSeries, type OccurrenceOutcome, type SeriesPatch } from '../../../shared/domain/event/series-edit.ts'
import { withUndo } from '../../../shared/domain/event/undo.ts'
import { repliesAfterEdit } from '../../../shared/domain/invitation/replies-after.ts'
import { isAdmin, type Member } from '../../../shared/domain/people/member.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Events } from '../../ports/events.ts'
import type { Members } from '../../ports/members.ts'
import type { World } from '../world.ts'
import { type CheckNamesStore, checkNames } from './check-names.ts'
import type { EventDraft } from './create-event.ts'
import type { EventStep } from './save-event.ts'
import { saveAndTell, type Telling, type TellOfEventStore, type ToldEvent } from './tell-of-event.ts'

/** The repositories that it uses. */
export type ChangeEventStore = Events & Members & Calendars & CheckNamesStore & TellOfEventStore

/** What changes; `rrule: null` takes the rules away. */
export type EventPatch = Omit<SeriesPatch, 'attendees' | 'calendarId' | 'blocksNobody' | 'isDraft'> & {
  /** `false` sends a draft out, `true` takes an event back to one. */
  isDraft?: boolean
  calendarId?: string
  attendees?: EventDraft['attendees']
  /** The times name no zone of their own: that of the event stays. */
  keepsZone?: boolean
}

export interface ChangeRequest {
  id: string
  scope?: Scope | undefined
  occurrence?: string | undefined
  /** The version that the caller saw; where somebody changed the same meanwhile it is refused as Changed. */
  ifVersion?: number | undefined
}

export interface ChangedEvent extends ToldEvent {
  overlaps: number
  /** What became of each occurrence that was other than its series. */
  occurrences: OccurrenceOutcome[]
  /** The event and version by which the change can be undone. */
  undo: { id: string; version: number }
}

/** Whether somebody may change an event; refused whether they may see it or not. */
export async function mayChange(
  { store }: { store: Members & Calendars },
  member: Member,
  event: CalendarEvent,
): Promise<Refusal | undefined> {
  if (event.organizerId === member.id) return undefined
  const [members, calendars] = await Promise.all([store.members(member.company), store.calendars(member.company)])
  if (mayChangeEvent(event, member, calendars, members)) return undefined
  return refuse('NotAllowed', { detail: 'Only the organizer, or who may edit its calendar, may change this event.' })
}

/**
 * Loads an event for its organizer to change, or for who may edit its calendar.
 * @param mayElse for whom else, on its own grounds
 */
export async function ownEvent(
  tools: { store: Events & Members & Calendars },
  member: Member,
  request: ChangeRequest,
  mayElse: (event: CalendarEvent) => boolean = () => false,
): Promise<CalendarEvent | Refusal> {
  const event = await tools.store.event(member.company, request.id)
  if (!event || event.isDeleted) return refuse('NotFound')
  const refusal = mayElse(event) ? undefined : await mayChange(tools, member, event)
  if (refusal) return refusal
  if (request.ifVersion !== undefined && request.ifVersion !== event.version) return refuse('Changed')
  return event
}

const HANDED_OVER = new Set(['organizerId', 'keepsZone'])

/**
 * What a request changes of an event, with what follows from it.
 * @throws BadInput for what the company does not have
 */
async function patchOf(
  tools: World<ChangeEventStore>,
  caller: Member,
  event: CalendarEvent,
  key: string | undefined,
  { attendees, keepsZone, times, organizerId, calendarId, isDraft, ...rest }: EventPatch,
): Promise<SeriesPatch | Refusal> {
  // The other calendar holds what came from it, whatever is said here.
  if (isDraft && event.source.kind !== 'almanac')
    return refuse('NotAllowed', { detail: 'An event of a connected calendar cannot be a draft.' })
  const { company } = caller
  const [members, calendars] = await Promise.all([tools.store.members(company), tools.store.calendars(company)])
  // Tags that it has already may stay, also those that are no more.
  const news = rest.tags?.map((id) => (event.tags?.includes(id) ? undefined : id))
  const { recordId } = rest
  // One that it has already may stay, also where who changes it may not see it.
  const record = recordId === event.recordId ? undefined : recordId
  await checkNames(tools, caller, { ...rest, tags: news, recordId: record })
  const known = attendeesAt(event, key)
  const faults = answersOfOthers(attendees ?? [], [...known, ...event.attendees], caller.email)
  if (faults.length > 0) throw new BadInput(...faults)
  const patch: SeriesPatch = {
    ...rest,
    ...(isDraft !== undefined && isDraft !== (event.isDraft ?? false) && { isDraft: isDraft || null }),
    ...(times && { times: keepsZone ? inZoneOf(event, times) : times }),
    ...(attendees && { attendees: keepingReplies(recognised(attendees, members), known, caller.email) }),
  }
  const moves = calendarId !== undefined || (organizerId !== undefined && organizerId !== event.organizerId)
  if (!moves) return patch
  if (
    organizerId !== undefined &&
    organizerId !== event.organizerId &&
    event.organizerId !== caller.id &&
    !isAdmin(caller)
  )
    return refuse('NotAllowed', { detail: 'Only the organizer or an admin may hand this event over.' })
  const place = placeOfChanged({ members, calendars }, caller, event, { organizerId, calendarId })
  if (isRefusal(place)) return place
  const { organizer, calendar } = place
  const stands = calendarFieldsOf(calendar)
  const before = members.find(({ id }) => id === event.organizerId)
  return {
    ...patch,
    calendarId: stands.calendarId ?? null,
    blocksNobody: stands.blocksNobody,
    ...(organizer.id !== event.organizerId && {
      organizerId: organizer.id,
      attendees: handedOver(patch.attendees ?? event.attendees, before, organizer),
    }),
  }
}

/**
 * Changes an event, or a part of a series; the answer names what became of its changed occurrences, and how to undo it.
 */
export async function changeEvent(
  tools: World<ChangeEventStore>,
  member: Member,
  request: ChangeRequest,
  given: EventPatch,
  telling: Telling = {},
): Promise<ChangedEvent | Refusal> {
  // An admin may hand over what a colleague leaves behind, and change nothing else.
  const isHandOver =
    given.organizerId !== undefined &&
    Object.entries(given).every(([name, value]) => value === undefined || HANDED_OVER.has(name))
  const { ifVersion, ...wanted } = request
  const event = await ownEvent(tools, member, wanted, () => isHandOver && isAdmin(member))
  if (isRefusal(event)) return event
  const { occurrence } = wanted
  // A date that the series had when it was looked at has gone with a change of somebody else.
  const isSeenBefore = ifVersion !== undefined && ifVersion !== event.version
  if (isSeenBefore && occurrence !== undefined && dateOff(event, occurrence)?.is === 'notInSeries')
    return refuse('Changed', { conflicts: ['times'] })
  const reach = reachOf(event, request.scope, occurrence)
  const patch = await patchOf(tools, member, event, reach.key, given)
  if (isRefusal(patch)) return patch
  const conflicts = ifVersion === undefined ? [] : conflictsSince(event, ifVersion, patch, request.scope)
  if (conflicts.length > 0) return refuse('Changed', { conflicts })
  const members = await tools.store.members(member.company)
  const now = tools.clock.now()
  const edited = repliesAfterEdit(event, editSeries(event, reach, patch, { now, newId: tools.random.id() }), {
    key: reach.key,
    by: member.id,
    now,
    timeZone: zoneOfHolder(members, event) ?? member.timeZone,
  })
  checkCrowding(edited.event, patch)
  const first = withUndo(event, edited.earlier ?? edited.event, edited.earlier && edited.event)
  const steps: EventStep[] = [{ before: event, after: first, kind: 'changed' }]
  if (edited.earlier) steps.push({ after: edited.event, kind: 'created' })
  const saved = await saveAndTell(tools, members, steps, member, telling)
  if (isRefusal(saved)) return saved
  const { occurrences } = edited
  return {
    event: steps.at(-1)!.after,
    ...saved,
    occurrences,
    undo: { id: first.id, version: first.version },
  }
}
