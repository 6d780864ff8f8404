import type { Instant, LocalDate } from '../time/time.ts'

/** Which bookings a limit counts: those of a type that one host or resource serves in a period of its own calendar. */
export interface LimitName {
  tally: 'limit'
  type: string
  principal: string
  period: 'perDay' | 'perWeek' | 'perMonth'
  /** First date of the period: the day, its Monday, or the first of its month. */
  startDate: LocalDate
}

export type TallyName =
  | LimitName
  /** The seats of one class. `principal` is whose ledger it stands in. */
  | { tally: 'session'; principal: string; startsAt: Instant; id: string }
  /** The bookings of a type that one address has and that are not over. */
  | { tally: 'booker'; type: string; booker: string }
  /** The bookings that stand and were made by one private link. */
  | { tally: 'link'; type: string; link: string }

export interface TallyEntry {
  count: number
  /** From then on it no longer counts: the end of a hold, or of a booking. */
  until?: Instant
}

/**
 * A counted set with a ceiling: seats of a class, or bookings that a limit counts. Adding is a conditional write of its
 * sum, so that many can join at once; the exact decision, which forgets what has expired, is made against its version.
 */
export interface Tally {
  name: TallyName
  version: number
  entries: Record<string, TallyEntry>
  /**
   * Of a class: names who gave it the time that it has now, and when. Another one once that time has ended, was made to
   * last or was given up; the same when others only join or leave.
   */
  generation?: string
  /** Of a class: everybody and everything whose time it takes. */
  holders?: string[]
  /** What counts a class as a whole, as it was when the class was opened: whoever leaves last gives just that back. */
  counted?: { name: TallyName; most: number }[]
}

export type TallyWrite =
  /** Adds an entry where the sum of all entries, expired ones too, is at most `room`. */
  | {
      kind: 'addEntry'
      name: TallyName
      id: string
      entry: TallyEntry
      room: number
      /**
       * Of a class: it must have this generation. One that was given up, or that only holds still keep, must not be
       * joined like that.
       */
      generation?: string
    }
  | { kind: 'removeEntry'; name: TallyName; id: string; count: number }
  | { kind: 'replaceTally'; expectedVersion: number; next: Tally }
  | { kind: 'dropTally'; name: TallyName; expectedVersion: number }

/** One string per tally, for maps. */
export function tallyKey(name: TallyName): string {
  switch (name.tally) {
    case 'limit':
      return `limit/${name.type}/${name.principal}/${name.period}/${name.startDate}`
    case 'session':
      return `session/${name.principal}/${name.id}`
    case 'booker':
      return `booker/${name.type}/${name.booker}`
    case 'link':
      return `link/${name.type}/${name.link}`
  }
}

/** The sum of the entries that still count; `except` names one that is being decided about. */
export function countOf(tally: Tally | undefined, now: Instant, except?: string): number {
  let sum = 0
  for (const [id, entry] of Object.entries(tally?.entries ?? {}))
    if (id !== except && (entry.until === undefined || entry.until > now)) sum += entry.count
  return sum
}

/** The sum of all entries as it is stored. */
export function storedSum(tally: Tally | undefined): number {
  return Object.values(tally?.entries ?? {}).reduce((sum, { count }) => sum + count, 0)
}

export function liveEntries(tally: Tally | undefined, now: Instant): Record<string, TallyEntry> {
  return Object.fromEntries(
    Object.entries(tally?.entries ?? {}).filter(([, entry]) => entry.until === undefined || entry.until > now),
  )
}
