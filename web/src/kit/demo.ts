import type { Person } from '../ui/combobox/typed-people.ts'
import type { CardEvent } from '../ui/event/card-event.ts'
import type { EventLook } from '../ui/event/event-look.ts'

/** Tuesday, 1 December 2026, 10:12 in Berlin: the kit looks the same every day. */
export const now = Date.UTC(2026, 11, 1, 9, 12)
export const today = '2026-12-01'

/** An instant of that day in Berlin. */
export const at = (hour: number, minute = 0, day = 1) => Date.UTC(2026, 11, day, hour - 1, minute)

export const people: Person[] = [
  { name: 'Ada Lovelace', email: 'ada@demo.test', availability: 'free' },
  { name: 'Grace Hopper', email: 'grace@demo.test', availability: 'busy' },
  { name: 'Noor Haddad', email: 'noor@demo.test', availability: 'free' },
  { name: 'Linus Andersson', email: 'linus@demo.test', availability: 'unknown' },
  {
    name: 'Maria José Fernández de la Cruz',
    email: 'maria.jose.fernandez@longer-company-name.test',
    availability: 'free',
  },
  { name: 'نور حداد', email: 'nour@demo.test', availability: 'unknown' },
]

/** People whose name or address has a word that begins so. */
export const findPeople = (text: string): Person[] => {
  const typed = text.trim().toLowerCase()
  return people.filter(({ name, email }) =>
    [...name.toLowerCase().split(/\s/), email].some((word) => word.startsWith(typed)),
  )
}

export const events: EventLook[] = [
  {
    id: 'plan',
    title: 'Plan the quarter',
    startsAt: at(9),
    endsAt: at(10),
    hue: 'sea',
    place: 'Room Kepler',
    repeats: true,
  },
  {
    id: 'call',
    title: 'Call with Noor',
    startsAt: at(10, 30),
    endsAt: at(11),
    hue: 'orange',
    isBooking: true,
    organizer: 'Grace Hopper',
  },
  {
    id: 'asked',
    title: 'Design review',
    startsAt: at(11),
    endsAt: at(12),
    hue: 'violet',
    reply: 'needsAction',
    organizer: 'Linus Andersson',
  },
  {
    id: 'perhaps',
    title: 'Lunch with the new colleagues',
    startsAt: at(12),
    endsAt: at(13),
    hue: 'leaf',
    reply: 'tentative',
    place: 'Canteen',
  },
  { id: 'no', title: 'Vendor demo', startsAt: at(13), endsAt: at(14), hue: 'rose', reply: 'declined' },
  {
    id: 'wait',
    title: 'Consultation, J. Okafor',
    startsAt: at(14),
    endsAt: at(14, 45),
    hue: 'blue',
    isPending: true,
    isBooking: true,
  },
  { id: 'free', title: 'Focus time', startsAt: at(15), endsAt: at(17), hue: 'teal', isFree: true },
  { id: 'doctor', title: 'Doctor', startsAt: at(17), endsAt: at(18), hue: 'indigo', isPrivate: true, isChanged: true },
  {
    id: 'night',
    title: 'Night move of the database',
    startsAt: at(22),
    endsAt: at(2, 0, 2),
    hue: 'tomato',
    repeats: true,
    isPrivate: true,
    isBooking: true,
  },
  { id: 'leave', title: 'Leave', startDate: '2026-12-03', endDate: '2026-12-06', hue: 'amber' },
]

export const cardEvent: CardEvent = {
  ...events[2]!,
  title: 'Design review: the booking page, second round',
  repetition: 'every second Tuesday until 3 March 2027, Berlin time',
  startsAt: at(10, 15),
  endsAt: at(11, 30),
  place: 'Room Kepler, Torstraße 1, Berlin',
  mapUrl: 'https://maps.example.test/?q=Torstra%C3%9Fe+1',
  videoCallUrl: 'https://meet.example.test/kepler',
  attendees: [
    { name: 'Ada Lovelace', email: 'ada@demo.test', reply: 'needsAction' },
    { name: 'Grace Hopper', email: 'grace@demo.test', reply: 'accepted' },
    { name: 'Noor Haddad', email: 'noor@demo.test', reply: 'accepted' },
    { name: 'Linus Andersson', email: 'linus@demo.test', reply: 'accepted' },
    { name: 'J. Okafor', email: 'j@okafor.test', reply: 'declined' },
  ],
  description: 'Bring what you would not sign.\nThe drawings: https://example.test/drawings/booking-page.',
  tags: [
    { name: 'Internal Meeting', colour: 'blue' },
    { name: 'Design', colour: 'violet' },
  ],
  source: 'Google, 40 s ago',
}
