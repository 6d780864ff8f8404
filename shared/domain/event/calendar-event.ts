import type { Attendee } from '../people/attendee.ts'
import type { EventReminder, Privacy } from '../people/calendar.ts'
import type { OccurrenceContent } from '../recurrence/occurrence-content.ts'
import type { Repetition } from '../recurrence/repetition.ts'
import type { Instant } from '../time/time.ts'
import type { Provider } from './calendar-providers.ts'

/** What an event is called that came from elsewhere without a title; a page says that in the language of its reader. */
export const UNTITLED = '(no title)'

/** Where an event came from: made here, or adopted from a member's connected calendar. */
export type EventSource = { kind: 'almanac' } | { kind: Provider; connectionId: string }

export interface CalendarEvent extends Repetition, OccurrenceContent {
  id: string
  company: string
  version: number
  /** iCalendar UID (RFC 5545, 3.8.4.7): the same in every calendar that holds this event. */
  icalUid: string
  /** iCalendar SEQUENCE (RFC 5545, 3.8.7.4): rises when the time changes. */
  sequence: number
  organizerId: string
  /** The calendar that it stands in; absent: its organizer's first. Others are its organizer's own, or a team's. */
  calendarId?: string
  /**
   * Its calendar does not block: it takes the time of nobody but rooms. Kept here, for what is taken follows from an
   * event alone.
   */
  blocksNobody?: boolean
  /** The series that this one was split from, and the original start there at which it begins. */
  splitFrom?: { id: string; key: string }
  /** The series that goes on where this one was split. */
  continuedBy?: string
  attendees: Attendee[]
  /** Rooms and other resources that it takes place in or with; taken, where people may overbook themselves. */
  resources?: string[]
  /** The announcement under which it waits to be resolved (see announcement.ts). */
  announcementId?: string
  /** More people hold it than one transaction claims: the rest follows by a job. */
  isCrowded?: boolean
  privacy: Privacy
  showAs: 'busy' | 'free'
  source: EventSource
  /** The appointment type that it belongs to. */
  appointmentTypeId?: string
  /** The record of the business that it is about. */
  recordId?: string
  /** The activity of that record for which it was placed. */
  activityId?: string
  /** By member, what they are reminded by in place of what the event says; empty: by nothing. */
  ownReminders?: Record<string, EventReminder[]>
  createdAt: Instant
  updatedAt: Instant
  /** It is not sent out yet: it holds nobody's time, and only who may change it knows of it. */
  isDraft?: boolean
  /** It was put away: off every calendar, and neither deleted nor told to be. */
  archivedAt?: Instant
  isDeleted?: boolean
  /** Who deleted it, and when: it lies in the bin for a while. Absent where nobody threw it away by itself. */
  deletion?: { at: Instant; by: string }
  /** Which version changed what. */
  history?: FieldHistory
  /** What the last change through Almanac replaced. */
  undo?: Undo
}

/** Which version last changed each field: so two people who change different things of one event do not meet. */
export interface FieldHistory {
  /** What changed before this version is not known. */
  since: number
  fields: Record<string, number>
}

type ChangedField = Exclude<
  keyof CalendarEvent,
  'id' | 'company' | 'version' | 'sequence' | 'createdAt' | 'updatedAt' | 'undo' | 'history'
>

/** What a change replaced, kept with the event so that it can be taken back exactly. */
export interface Undo {
  /** The version that the change made: a later one is somebody else's, and not ours to take back. */
  version: number
  /** The fields as they were, of those that changed; `absent` names those that were not there. */
  was: Partial<Pick<CalendarEvent, ChangedField>>
  absent: string[]
  /** The part that a split made: it goes with the undo, unless it was changed since. */
  created?: { id: string; version: number }
}

/** Whether an event stands in no calendar: it was deleted, or put away. */
export const isOffCalendars = ({ isDeleted, archivedAt }: CalendarEvent) => isDeleted || archivedAt !== undefined

/** Whether an event stands in the calendars of all who are in it: a draft stands in that of who writes it alone. */
export const isPublished = (event: CalendarEvent) => !isOffCalendars(event) && event.isDraft !== true

/** An event as a version of its own; a changed time also raises the iCalendar SEQUENCE. */
export function nextVersion(event: CalendarEvent, now: Instant, timesChanged: boolean): CalendarEvent {
  return {
    ...event,
    version: event.version + 1,
    sequence: event.sequence + (timesChanged ? 1 : 0),
    updatedAt: now,
  }
}
