import ICAL from 'ical.js'
import type { CalendarPart } from '../../../functions/ports/mailer.ts'

/** So many dates of a series a client looks at: none has more. */
const MOST_DATES = 60

/** A date in somebody's calendar. */
export interface Shown {
  uid: string
  sequence: number
  /** Of a series, its original start as an instant. */
  key?: number
  startsAt: number
  endsAt: number
  title: string
}

interface Entry {
  sequence: number
  stamp: number
  master?: ICAL.Event
  /** What single dates are, by their original start; nothing where one was called off. */
  dates: Map<number, ICAL.Event | undefined>
}

const millis = (time: ICAL.Time) => time.toJSDate().getTime()

/**
 * The calendar of somebody whose program believes the mails that they get, and nothing else, as RFC 5546 says: a lower
 * SEQUENCE, or the same with an older DTSTAMP, is old (2.1.5). It is written against the RFC and reads with `ical.js`.
 */
export class MailClient {
  private readonly entries = new Map<string, Entry>()

  take({ content }: CalendarPart): void {
    const calendar = new ICAL.Component(ICAL.parse(content))
    const method = String(calendar.getFirstPropertyValue('method'))
    const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
    const [first] = events
    if (!first) return
    const { uid } = first
    const sequence = Math.max(...events.map((one) => one.sequence))
    const stamp = Math.max(...events.map((one) => millis(one.component.getFirstPropertyValue('dtstamp') as ICAL.Time)))
    const known: Entry = this.entries.get(uid) ?? { sequence: -1, stamp: 0, dates: new Map() }
    if (sequence < known.sequence || (sequence === known.sequence && stamp < known.stamp)) return
    const master = events.find((one) => !one.isRecurrenceException())
    const dates = new Map(
      events
        .filter((one) => one.isRecurrenceException())
        .map((one) => [millis(one.recurrenceId), method === 'CANCEL' ? undefined : one]),
    )
    const base = { sequence, stamp }
    if (master) this.entries.set(uid, method === 'CANCEL' ? { ...base, dates: new Map() } : { ...base, master, dates })
    else this.entries.set(uid, { ...known, ...base, dates: new Map([...known.dates, ...dates]) })
  }

  /** All that stands in it. */
  shown(): Shown[] {
    return [...this.entries].flatMap(([uid, entry]) => this.datesOf(uid, entry))
  }

  private datesOf(uid: string, { sequence, master, dates }: Entry): Shown[] {
    const changed = [...dates].flatMap(([key, event]) =>
      event ? [shownOf(uid, sequence, event, event.startDate, key)] : [],
    )
    if (!master) return changed
    if (!master.isRecurring()) return [shownOf(uid, sequence, master, master.startDate), ...changed]
    const found: Shown[] = []
    const starts = master.iterator()
    for (let i = 0; i < MOST_DATES; i++) {
      const start = starts.next() as ICAL.Time | null
      if (!start) break
      const key = millis(start)
      if (!dates.has(key)) found.push(shownOf(uid, sequence, master, start, key))
    }
    return [...found, ...changed]
  }
}

function shownOf(uid: string, sequence: number, event: ICAL.Event, start: ICAL.Time, key?: number): Shown {
  const startsAt = millis(start)
  const endsAt = startsAt + millis(event.endDate) - millis(event.startDate)
  return { uid, sequence, ...(key !== undefined && { key }), startsAt, endsAt, title: event.summary }
}
