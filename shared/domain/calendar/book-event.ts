import type { AppointmentType } from '../booking/appointment-type.ts'
import { type Booking, durationMinutesOf } from '../booking/booking.ts'
import type { ChosenGroup } from '../booking/chosen-group.ts'
import { groupsOf, neededOf } from '../booking/groups.ts'
import { newBooking } from '../booking/new-booking.ts'
import { countedBy } from '../booking/placement.ts'
import type { CalendarEvent } from '../event/calendar-event.ts'
import type { Attendee } from '../people/attendee.ts'
import { isSeries } from '../recurrence/repetition.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'

/** Why an event cannot become a booking, or a booking an event; the sentence is for programs. */
export const NOT_BOOKABLE = {
  draft: 'It is a draft, and nobody is asked yet.',
  foreign: 'It came from a connected calendar.',
  dates: 'Only what takes place once, at a time of day, can be booked.',
  class: 'A class has seats: book one of them.',
  customer: 'Somebody from outside has to take part: they become the customer.',
  host: 'Nobody in it hosts this appointment.',
  resource: 'It needs a resource of this appointment.',
  group: 'It needs more people or things that this appointment takes.',
} as const
export type NotBookable = keyof typeof NOT_BOOKABLE

/** When an event is, who and what of it serves a booking of a type, and who its customer is. */
export interface EventParts {
  startsAt: Instant
  endsAt: Instant
  hosts: string[]
  resources: string[]
  /** The same by the groups of its type. */
  chosen: ChosenGroup[]
  customer: Attendee
  guests: Attendee[]
}

/** What an event brings for a booking of a type, or what it lacks. */
export function partsOf(event: CalendarEvent, type: AppointmentType): EventParts | NotBookable {
  const { attendees, organizerId, resources: rooms = [], source } = event
  if (event.isDraft) return 'draft'
  if (source.kind !== 'almanac') return 'foreign'
  if (event.times.kind !== 'timed' || isSeries(event)) return 'dates'
  if (type.seats > 1) return 'class'
  const coming = attendees.filter(({ reply }) => reply !== 'declined')
  const [customer, ...guests] = coming.filter(({ memberId }) => memberId === undefined)
  if (!customer) return 'customer'
  const members = [organizerId, ...coming.flatMap(({ memberId }) => memberId ?? [])]
  const able = [...new Set(members)].filter((id) => type.hosts.includes(id))
  const needed = neededOf(type)
  if (type.hosts.length > 0 && able.length === 0) return 'host'
  const seated = rooms.filter((id) => type.resources.includes(id))
  if (type.resources.length > 0 && seated.length === 0) return 'resource'
  const first = type.assignment === 'collective' ? type.hosts : able
  if ((type.hosts.length > 0 ? first : seated).length < needed) return 'group'
  // Whoever of a group takes part serves it, also where fewer would do.
  const further = groupsOf(type).map(({ name, of, ids }): ChosenGroup => {
    const there = of === 'members' ? [...new Set(members)] : rooms
    return { ...(name && { name }), of, ids: there.filter((id) => ids.includes(id)), because: 'ofEvent' }
  })
  if (further.some(({ ids }, g) => ids.length < groupsOf(type)[g]!.needed)) return 'group'
  const chosen: ChosenGroup[] = [
    ...(first.length > 0 ? [{ of: 'members' as const, ids: first, because: 'ofEvent' as const }] : []),
    ...(seated.length > 0 ? [{ of: 'resources' as const, ids: seated, because: 'ofEvent' as const }] : []),
    ...further,
  ]
  const allOf = (of: ChosenGroup['of']) => chosen.flatMap((one) => (one.of === of ? one.ids : []))
  const hosts = allOf('members')
  const resources = allOf('resources')
  // Whoever takes part and does not serve it comes along.
  const others = coming.filter(({ memberId }) => memberId !== undefined && !hosts.includes(memberId))
  const { startsAt, endsAt } = event.times
  return { startsAt, endsAt, hosts, resources, chosen, customer, guests: [...guests, ...others] }
}

/** What a booking out of an event is made with. */
export interface FromEvent {
  id: string
  parts: EventParts
  /** In which its customer is written to: how whoever books it reads. */
  timeZone: TimeZone
  locale: string | undefined
  zoneOf: (principal: string) => TimeZone
  booker: string
  meetingAddress: string | undefined
  now: Instant
}

/** An event as a booking of a type: certain, at its own time and length, counted by the limits and bound by none. */
export function bookingOfEvent(
  event: CalendarEvent,
  type: AppointmentType,
  { id, parts, timeZone, locale, zoneOf, booker, meetingAddress, now }: FromEvent,
): Booking {
  const { startsAt, endsAt, hosts, resources, chosen, customer, guests } = parts
  const counted = countedBy(type, { hosts, resources }, startsAt, zoneOf, booker)
  const assignment = {
    hosts,
    resources,
    chosen,
    sharedResources: [],
    counted: counted.map(({ name }) => ({ name, most: Number.MAX_SAFE_INTEGER })),
    assignedBecause: 'made of an event',
  }
  const durationMinutes = (endsAt - startsAt) / MINUTE_MS
  const asked = {
    customer: { name: customer.name ?? customer.email, email: customer.email, timeZone, locale },
    guests: guests.map(({ email }) => email),
    answers: {},
  }
  const booking = newBooking({ id, type, startsAt, durationMinutes, seats: 1, now, meetingAddress }, assignment, asked)
  // What its people have in their calendars already becomes the booking, and no second entry beside it.
  const inCalendars = { icalUid: event.icalUid, sequence: event.sequence + 1 }
  return { ...booking, ...inCalendars, ...(event.location !== '' && { location: event.location }) }
}

/** A booking as an event again: its customer, guests and hosts take part, and its time stays taken. */
export function eventOfBooking(
  booking: Booking,
  {
    id,
    organizerId,
    emailOf,
    now,
  }: { id: string; organizerId: string; emailOf: (memberId: string) => string; now: Instant },
): CalendarEvent {
  const { company, customer, guests, hosts, resources, startsAt, title, location, videoCallUrl } = booking
  const others = hosts.filter((host) => host !== organizerId)
  return {
    id,
    company,
    version: 1,
    icalUid: booking.icalUid,
    sequence: booking.sequence + 1,
    organizerId,
    title: `${title}: ${customer.name}`,
    times: {
      kind: 'timed',
      startsAt,
      endsAt: startsAt + durationMinutesOf(booking) * MINUTE_MS,
      timeZone: customer.timeZone,
    },
    description: '',
    location,
    videoCallUrl: videoCallUrl ?? '',
    attendees: [
      { email: customer.email, name: customer.name, reply: 'accepted' },
      ...guests.map((email) => ({ email, reply: 'needsAction' as const })),
      ...others.map((memberId) => ({ email: emailOf(memberId), memberId, reply: 'accepted' as const })),
    ],
    ...(resources.length > 0 && { resources }),
    privacy: 'public',
    showAs: 'busy',
    changedOccurrences: {},
    source: { kind: 'almanac' },
    createdAt: now,
    updatedAt: now,
  }
}
