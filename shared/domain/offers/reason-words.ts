import type { Instant, TimeZone } from '../time/time.ts'
import type { Lift, Reason } from './slot-reason.ts'

const kinds: Record<string, string> = {
  event: 'an event',
  booking: 'a booking',
  pending: 'a request that is not answered yet',
  hold: 'a customer who is still deciding',
  external: 'an event of a connected calendar',
  session: 'a class',
}

const closures: Record<string, string> = {
  dayOff: 'a day off',
  holiday: 'a holiday',
  override: 'other hours that day',
  hours: 'the working hours',
}

/** A reason as one or two sentences for members: what forbids the start, and the nearest thing that would lift it. */
export function reasonInWords(reason: Reason, nameOf: (id: string) => string, timeZone: TimeZone): string {
  const words = firstSentence(reason, reason.who === undefined ? undefined : nameOf(reason.who))
  const lifted = reason.lift && liftInWords(reason.lift, timeZone)
  return lifted ? `${words} ${lifted}` : words
}

function firstSentence({ reason, what, lift }: Reason, who = 'Nobody'): string {
  const closure = lift && 'rule' in lift ? closures[lift.rule] : undefined
  switch (reason) {
    case 'past':
      return 'This start is in the past.'
    case 'notice':
      return 'This start is closer than the minimum notice.'
    case 'horizon':
      return 'Bookings are not taken for this date.'
    case 'calendarNotKnownThatFar':
      return `The connected calendar of ${who} is not known that far ahead.`
    case 'override':
      return `${who} is not open then: ${closure ?? closures['override']}.`
    case 'outsideHours':
      return `${who} is not open then: outside ${closures['hours']}.`
    case 'busy':
      return `${who} is busy with ${kinds[what?.kind ?? 'event']}.`
    case 'buffer':
      return `${who} needs a break beside ${kinds[what?.kind ?? 'event']}.`
    case 'hold':
      return `${who} is kept for ${kinds['hold']}.`
    case 'limit':
      return lift && 'rule' in lift && lift.rule === 'perBooker'
        ? 'This address has as many bookings as it may have.'
        : `${who} takes no more bookings of this type then.`
    case 'capacity':
      return 'There are not enough places left.'
    case 'notAligned':
      return 'Starts are offered in steps, and this one lies between two.'
  }
}

function liftInWords(lift: Lift, timeZone: TimeZone): string {
  const time = (at: Instant) =>
    new Intl.DateTimeFormat('en', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(at)
  if ('wait' in lift) return `It can be had from ${time(lift.wait)}.`
  if ('free' in lift) return 'It can be had when that is moved or cancelled.'
  switch (lift.rule) {
    case 'noticeMinutes':
      return `A notice of at most ${lift.atMost} minutes would allow it.`
    case 'horizonDays':
      return `Taking bookings at least ${lift.atLeast} days ahead would allow it.`
    case 'dates':
      return 'A wider range of dates would allow it.'
    case 'buffers':
      return `Buffers of at most ${lift.atMost} minutes would allow it.`
    case 'stepMinutes':
      return `Nearest: ${new Intl.ListFormat('en', { type: 'disjunction' }).format(lift.nearest.map(time))}.`
    case 'seats':
    case 'capacity':
      return `It would take ${lift.atLeast} places.`
    case 'perDay':
    case 'perWeek':
    case 'perMonth':
    case 'perBooker':
      return `A limit of at least ${lift.atLeast} would allow it.`
    default:
      return lift.title ? `(${lift.title})` : ''
  }
}
