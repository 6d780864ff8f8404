import type { OccurrenceContent, Repetition } from '../recurrence/repetition.ts'
import type { Instant } from '../time/time.ts'
import type { Attendee } from './attendee.ts'
import type { Undo } from './undo.ts'

/** Where an event came from: made here, or adopted from a member's connected calendar. */
export type EventSource = { kind: 'almanac' } | { kind: 'google' | 'microsoft'; connectionId: string }

export interface CalendarEvent extends Repetition, OccurrenceContent {
  id: string
  company: string
  version: number
  /** iCalendar UID (RFC 5545, 3.8.4.7): the same in every calendar that holds this event. */
  icalUid: string
  /** iCalendar SEQUENCE (RFC 5545, 3.8.7.4): rises when the time changes. */
  sequence: number
  organizerId: string
  /** The series that this one was split from, and the original start there at which it begins. */
  splitFrom?: { id: string; key: string }
  /** The series that goes on where this one was split. */
  continuedBy?: string
  attendees: Attendee[]
  /** Rooms and other resources that it takes place in or with; taken, where people may overbook themselves. */
  resources?: string[]
  /** The announcement under which it waits to be settled (see announcement.ts). */
  announcementId?: string
  /** More people hold it than one transaction claims: the rest follows by a job. */
  isCrowded?: boolean
  privacy: 'public' | 'private'
  showAs: 'busy' | 'free'
  source: EventSource
  createdAt: Instant
  updatedAt: Instant
  isDeleted?: boolean
  /** What the last change through Almanac replaced. */
  undo?: Undo
}

/** An event as a version of its own; a changed time also raises the iCalendar SEQUENCE. */
export function nextVersion(event: CalendarEvent, now: Instant, timesChanged: boolean): CalendarEvent {
  return {
    ...event,
    version: event.version + 1,
    sequence: event.sequence + (timesChanged ? 1 : 0),
    updatedAt: now,
  }
}
