import type { TimeZone } from '../time/time.ts'
import type { EventReminder, Privacy } from './calendar.ts'

export const hourFormats = ['h12', 'h23'] as const
export const themes = ['light', 'dark', 'system'] as const
export const hourHeights = ['compact', 'usual', 'roomy'] as const
export const colourings = ['calendar', 'person', 'tag'] as const

/** How somebody likes their calendar. What is not there was never chosen: the locale says it, or `usualPreferences`. */
export interface Preferences {
  /** Of 12 hours or of 24. */
  hourFormat?: (typeof hourFormats)[number] | undefined
  /** The day that a week begins with, from Sunday (0) to Saturday (6). */
  firstWeekday?: number | undefined
  theme?: (typeof themes)[number] | undefined
  /** Of events that they make. */
  defaultPrivacy?: Privacy | undefined
  defaultReminders?: EventReminder[] | undefined
  /** From when on reminders of whole days count back: `HH:MM` where they live. */
  wholeDayRemindersAt?: string | undefined
  showsWeekends?: boolean | undefined
  showsDeclined?: boolean | undefined
  showsWeekNumbers?: boolean | undefined
  /** A second clock beside the first. */
  secondTimeZone?: TimeZone | undefined
  /** How high an hour is drawn. */
  hourHeight?: (typeof hourHeights)[number] | undefined
  /** What gives events their colour. */
  colourBy?: (typeof colourings)[number] | undefined
  /** A day of several people is a column for each of them. */
  splitsPeople?: boolean | undefined
  /** How their page is called behind the company's address, in place of their id. */
  pageWord?: string | undefined
  /** What their page says at its head. */
  pageIntroduction?: string | undefined
  /** People and rooms whose calendars they look at together. */
  groups?: PeopleGroup[] | undefined
}

export interface PeopleGroup {
  name: string
  /** Ids of members and resources; some may have left since. */
  people: string[]
}

/** What holds for whoever has not chosen. */
export const usualPreferences = {
  theme: 'system',
  defaultPrivacy: 'public',
  defaultReminders: [],
  wholeDayRemindersAt: '08:00',
  showsWeekends: true,
  showsDeclined: true,
  showsWeekNumbers: false,
  hourHeight: 'usual',
  colourBy: 'calendar',
  splitsPeople: false,
  pageIntroduction: '',
  groups: [],
} as const satisfies Preferences

/** A change of fields, where null takes one away again. */
export type Unsettable<T> = { [Field in keyof T]?: T[Field] | null }
