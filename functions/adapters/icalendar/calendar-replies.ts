import ICAL from 'ical.js'
import type { CalendarAnswer, CalendarReply } from '../../../shared/domain/invitation/calendar-reply.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import {
  addDays,
  formatInstant,
  type Instant,
  instantOf,
  isLocalDate,
  isTimeZone,
} from '../../../shared/domain/time/time.ts'
import { SECOND_MS } from '../../../shared/domain/time/units.ts'
import type { CalendarReplies, UnreadableReply } from '../../ports/calendar-replies.ts'

/** No client's answer is larger: it is one meeting, with all who are asked to it at worst. */
const MOST_BYTES = 256 * 1024
/** So many dates one file may answer, and so many lines it may have. */
const MOST_ANSWERS = 100
const MOST_LINES = 5000
const LONGEST_COMMENT = 2000
const LONGEST_ID = 1000
const MOST_CLOCK_CHANGES = 200
const FIRST_YEAR = 1970
const LAST_YEAR = 2199

const REPLIES: Record<string, CalendarAnswer['reply']> = {
  ACCEPTED: 'accepted',
  TENTATIVE: 'tentative',
  DECLINED: 'declined',
  'NEEDS-ACTION': 'needsAction',
}

class Unreadable extends Error {
  readonly why: UnreadableReply
  constructor(why: UnreadableReply) {
    super(why)
    this.why = why
  }
}

const textIn = (component: ICAL.Component, name: string): string => {
  const value = component.getFirstPropertyValue(name)
  return typeof value === 'string' ? value : value === null ? '' : String(value)
}

/** `mailto:Max@Out.test` as the address that it names; nothing for what is none. */
function addressIn(value: unknown): string | undefined {
  const [, address] = /^mailto:([^\s@]+@[^\s@]+)$/i.exec(String(value).trim()) ?? []
  return address === undefined || address.length > LONGEST_ID ? undefined : address.toLowerCase()
}

/** The zone of this runtime that a name means. */
const zoneNamed = (tzid: unknown): string | undefined =>
  typeof tzid === 'string' && isTimeZone(tzid) ? tzid : undefined

/** One day of each year, the way in which zones change their clocks: others would keep a parser busy for hours. */
function isYearly(value: unknown): boolean {
  if (!(value instanceof ICAL.Recur) || value.freq !== 'YEARLY' || value.interval !== 1) return false
  const parts = Object.entries(value.parts as Record<string, unknown[]>)
  return parts.every(
    ([name, values]) =>
      values.length === 1 &&
      ((name === 'BYMONTH' && /^([1-9]|1[0-2])$/.test(String(values[0]))) ||
        (name === 'BYDAY' && /^(-1|[1-4])[A-Z]{2}$/.test(String(values[0])))),
  )
}

/** A zone that only the file itself knows (Outlook has names of its own), where it can be reckoned with. */
function isReckonable(component: ICAL.Component, tzid: unknown): boolean {
  const zones = component.parent?.getAllSubcomponents('vtimezone') ?? []
  const zone = zones.find((one) => one.getFirstPropertyValue('tzid') === tzid)
  const changes = zone?.getAllSubcomponents() ?? []
  return (
    changes.length > 0 &&
    changes.length <= MOST_CLOCK_CHANGES &&
    changes.every((one) => !one.hasProperty('rdate') && one.getAllProperties('rrule').length <= 1) &&
    changes.every((one) => !one.hasProperty('rrule') || isYearly(one.getFirstPropertyValue('rrule')))
  )
}

/** A date-time as an instant: by the zone of this runtime where it has one, else by the one in the file. */
function instantIn(component: ICAL.Component, time: ICAL.Time, tzid: unknown): Instant {
  const zone = zoneNamed(tzid)
  const isUtc = time.zone?.tzid === 'UTC'
  // Without a zone nobody knows when it is.
  if (!isUtc && !zone && !isReckonable(component, tzid)) throw new Unreadable('badDate')
  if (time.year < FIRST_YEAR || time.year > LAST_YEAR) throw new Unreadable('badDate')
  const at = isUtc || !zone ? time.toUnixTime() * SECOND_MS : instantOf(time.toString().slice(0, 19), zone)
  if (!Number.isFinite(at)) throw new Unreadable('badDate')
  return at
}

interface Moment {
  start: Instant | string
  zone: string | undefined
}

/** When a property says; whatever is no time is refused as one. */
function momentIn(component: ICAL.Component, name: string): Moment | undefined {
  try {
    return readMoment(component, name)
  } catch {
    throw new Unreadable('badDate')
  }
}

function readMoment(component: ICAL.Component, name: string): Moment | undefined {
  const property = component.getFirstProperty(name)
  if (!property) return undefined
  const value: unknown = property.getFirstValue()
  if (!(value instanceof ICAL.Time)) throw new Unreadable('badDate')
  // The parser carries what is too much (a 99th of some month) into the next year.
  const written = String(property.toJSON()[3])
  if (!written.startsWith(value.toString().slice(0, 19))) throw new Unreadable('badDate')
  const tzid: unknown = property.getParameter('tzid')
  if (!value.isDate) return { start: instantIn(component, value, tzid), zone: zoneNamed(tzid) }
  const start = value.toString()
  if (!isLocalDate(start) || value.year < FIRST_YEAR || value.year > LAST_YEAR) throw new Unreadable('badDate')
  return { start, zone: undefined }
}

/** When a proposal wants it to be. */
function proposedIn(component: ICAL.Component): EventTimes | undefined {
  const begins = momentIn(component, 'dtstart')
  if (!begins) return undefined
  const { start, zone } = begins
  const duration: unknown = component.getFirstPropertyValue('duration')
  const seconds = duration instanceof ICAL.Duration ? duration.toSeconds() : 0
  const end =
    momentIn(component, 'dtend')?.start ?? (typeof start === 'number' ? start + seconds * SECOND_MS : undefined)
  if (typeof start === 'string') {
    const endDate = typeof end === 'string' ? end : addDays(start, 1)
    if (endDate <= start) throw new Unreadable('badDate')
    return { kind: 'allDay', startDate: start, endDate }
  }
  if (typeof end !== 'number' || end <= start) throw new Unreadable('badDate')
  return { kind: 'timed', startsAt: start, endsAt: end, timeZone: zone ?? 'UTC' }
}

function answerIn(component: ICAL.Component, attendee: ICAL.Property, isProposal: boolean): CalendarAnswer {
  const about = component.getFirstProperty('recurrence-id')
  const date = about && momentIn(component, 'recurrence-id')
  const stamp = momentIn(component, 'dtstamp')?.start
  const sequence = Number(component.getFirstPropertyValue('sequence') ?? 0)
  const comment = textIn(component, 'comment').trim().slice(0, LONGEST_COMMENT)
  const proposed = isProposal ? proposedIn(component) : undefined
  const said = String(attendee.getParameter('partstat') ?? 'NEEDS-ACTION').toUpperCase()
  return {
    ...(date && { key: typeof date.start === 'number' ? formatInstant(date.start) : date.start }),
    ...(String(about?.getParameter('range') ?? '').toUpperCase() === 'THISANDFUTURE' && { isOnwards: true }),
    reply: REPLIES[said] ?? 'other',
    sequence: Number.isSafeInteger(sequence) && sequence >= 0 ? sequence : 0,
    ...(typeof stamp === 'number' && { stampedAt: stamp }),
    ...(comment !== '' && { comment: comment.toWellFormed() }),
    ...(proposed && { proposed }),
  }
}

/** Whoever answers: an answer names nobody else (RFC 5546, 3.2.3), a proposal may (3.2.7). */
function answering(component: ICAL.Component, asked: string | undefined): ICAL.Property {
  const attendees = component.getAllProperties('attendee')
  if (attendees.length === 0) throw new Unreadable('noAnswer')
  const own = attendees.find((one) => asked !== undefined && addressIn(one.getFirstValue()) === asked.toLowerCase())
  if (own) return own
  if (attendees.length > 1) throw new Unreadable('severalPeople')
  return attendees[0]!
}

function calendarIn(part: Uint8Array): ICAL.Component {
  if (part.length > MOST_BYTES) throw new Unreadable('tooLarge')
  const text = new TextDecoder().decode(part)
  if (text.split('\n', MOST_LINES + 1).length > MOST_LINES) throw new Unreadable('tooManyParts')
  const parsed: unknown = ICAL.parse(text)
  const isOne = Array.isArray(parsed) && parsed[0] === 'vcalendar'
  if (!isOne) throw new Unreadable('notCalendar')
  return new ICAL.Component(parsed)
}

function replyIn(part: Uint8Array, asked: string | undefined): CalendarReply {
  const calendar = calendarIn(part)
  const method = textIn(calendar, 'method').toUpperCase()
  if (method !== 'REPLY' && method !== 'COUNTER') throw new Unreadable('otherMethod')
  const events = calendar.getAllSubcomponents('vevent')
  if (events.length === 0) throw new Unreadable('noAnswer')
  if (events.length > MOST_ANSWERS) throw new Unreadable('tooManyParts')
  if (calendar.getAllSubcomponents().length > 2 * MOST_ANSWERS) throw new Unreadable('tooManyParts')
  const uid = textIn(events[0]!, 'uid')
  if (uid === '' || uid.length > LONGEST_ID) throw new Unreadable('noAnswer')
  if (events.some((event) => textIn(event, 'uid') !== uid)) throw new Unreadable('severalEvents')
  const people = events.map((event) => answering(event, method === 'COUNTER' ? asked : undefined))
  const addresses = people.map((one) => addressIn(one.getFirstValue()))
  const [attendee] = addresses
  if (attendee === undefined) throw new Unreadable('noAnswer')
  if (addresses.some((one) => one !== attendee)) throw new Unreadable('severalPeople')
  const answers = events.map((event, i) => answerIn(event, people[i]!, method === 'COUNTER'))
  return { method, uid, attendee, answers }
}

/** Answers read by `ical.js`. */
export const icalendarReplies: CalendarReplies = {
  read(part, asked) {
    try {
      return replyIn(part, asked)
    } catch (error) {
      // What a stranger sends is no fault of ours, whatever the parser makes of it.
      return { unreadable: error instanceof Unreadable ? error.why : 'notCalendar' }
    }
  },
}
