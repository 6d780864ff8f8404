import ICAL from 'ical.js'

export const parsed = (text: string) => new ICAL.Component(ICAL.parse(text))

const instantIn = (time: ICAL.Time) => time.toUnixTime() * 1000
const keyOf = (time: ICAL.Time) => (time.isDate ? time.toString() : new Date(instantIn(time)).toISOString())

const line = (start: ICAL.Time, end: ICAL.Time) =>
  start.isDate ? `${start} ${end}` : `${instantIn(start)} ${instantIn(end)}`

/**
 * The meetings that ical.js finds in a file, as `start end` by their original starts, until a moment. A date that is
 * called off in it is none.
 */
export function datesIn(text: string, until: number, most = 1500): Map<string, string> {
  const components = parsed(text).getAllSubcomponents('vevent')
  const event = new ICAL.Event(components.find((one) => !one.hasProperty('recurrence-id')) ?? components[0]!)
  for (const one of components) if (one.hasProperty('recurrence-id')) event.relateException(new ICAL.Event(one))
  if (!event.isRecurring()) return new Map([['', line(event.startDate, event.endDate)]])
  const found = new Map<string, string>()
  const iterator = event.iterator()
  for (let next = iterator.next(), i = 0; next && i < most; next = iterator.next(), i++) {
    const { startDate, endDate } = event.getOccurrenceDetails(next)
    if (!startDate.isDate && instantIn(next) >= until) break
    if (startDate.isDate && next.toString() >= new Date(until).toISOString().slice(0, 10)) break
    found.set(keyOf(next), line(startDate, endDate))
  }
  return found
}

/** The dates that a file names one by one, as `start end` by their original starts. */
export const datesNamedIn = (text: string): Map<string, string> =>
  new Map(
    parsed(text)
      .getAllSubcomponents('vevent')
      .map((component) => {
        const { recurrenceId, startDate, endDate } = new ICAL.Event(component)
        return [keyOf(recurrenceId), line(startDate, endDate)]
      }),
  )
