import type { Phrases } from '../phrase.ts'

/** Why a time cannot be had, and what would lift it, for members. */
export const phrases = {
  noneOpen: 'Nobody is open then.',
  noneFree: 'Nobody is free then.',
  noneTaken: 'No more bookings of this type are taken then.',
  noneKnown: 'The connected calendars are not known that far ahead.',
  past: 'This start is in the past.',
  notice: 'This start is closer than the minimum notice.',
  horizon: 'Bookings are not taken for this date.',
  calendarNotKnownThatFar: 'The connected calendar of {who} is not known that far ahead.',
  dayOff: '{who} is not open then: a day off.',
  holiday: '{who} is not open then: a holiday.',
  otherHours: '{who} is not open then: other hours that day.',
  outsideHours: '{who} is not open then: outside the working hours.',
  busy: '{who} is busy with {what}.',
  buffer: '{who} needs a break beside {what}.',
  hold: '{who} is kept for a customer who is still deciding.',
  limitOfAddress: 'This address has as many bookings as it may have.',
  limit: '{who} takes no more bookings of this type then.',
  capacity: 'There are not enough places left.',
  notAligned: 'Starts are offered in steps, and this one lies between two.',
  // What somebody is busy with.
  event: 'an event',
  booking: 'a booking',
  pending: 'a request that is not answered yet',
  external: 'an event of a connected calendar',
  session: 'a class',
  // What would lift it.
  wait: 'It can be had from {time}.',
  free: 'It can be had when that is moved or cancelled.',
  lessNotice: {
    one: 'A notice of at most {n} minute would allow it.',
    other: 'A notice of at most {n} minutes would allow it.',
  },
  longerHorizon: {
    one: 'Taking bookings at least {n} day ahead would allow it.',
    other: 'Taking bookings at least {n} days ahead would allow it.',
  },
  widerDates: 'A wider range of dates would allow it.',
  shorterBuffers: {
    one: 'Buffers of at most {n} minute would allow it.',
    other: 'Buffers of at most {n} minutes would allow it.',
  },
  nearest: 'Nearest: {times}.',
  morePlaces: { one: 'It would take {n} place.', other: 'It would take {n} places.' },
  higherLimit: 'A limit of at least {n} would allow it.',
  ownDate: 'It is offered at other hours that day, or not at all.',
  notBeside: 'That day only times beside what is booked are offered.',
  nobodyOf: 'Of {group} nobody is free.',
  nothingOf: 'Of {group} nothing is free.',
  fewOf: 'Needed of {group}: {needed}, free: {free}.',
} as const satisfies Phrases

export type ReasonPhrases = typeof phrases
