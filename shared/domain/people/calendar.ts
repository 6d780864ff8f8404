import type { Colour } from './colour.ts'

export const privacies = ['public', 'confidential', 'private'] as const

/**
 * Who may know what an event is: everybody who may look; the company; those in it and those who look after the
 * calendar.
 */
export type Privacy = (typeof privacies)[number]

export const reminderWays = ['screen', 'mail'] as const

/** Something that reaches the people of an event some time before it begins: on the screen, or by mail. */
export interface EventReminder {
  minutesBefore: number
  by: (typeof reminderWays)[number]
}

/** So many an event has, and so long before it the earliest comes: four weeks. */
export const MOST_REMINDERS = 5
export const LONGEST_LEAD_MINUTES = 40_320

export const calendarRights = ['freeBusy', 'see', 'edit', 'manage'] as const

/** What somebody may do with a calendar; each may do what the ones before it may. */
export type CalendarRight = (typeof calendarRights)[number]

/** A calendar: somebody's own, or a team's such as leave or on call. An event stands in one. */
export interface Calendar {
  id: string
  company: string
  version: number
  name: string
  colour: Colour
  /** Whose it is; absent: a team's. */
  ownerId?: string
  /** Of a new event in it that says nothing of its own. */
  defaultPrivacy: Privacy
  defaultReminders: EventReminder[]
  /** Its events take the time of those who are in them. */
  isBlocking: boolean
  /** Who may do other than a colleague, who sees it. */
  members: { memberId: string; right: CalendarRight }[]
  /** It is no more: what stood in it stands in this one. */
  movedTo?: string
}

/** So many a person has beside the first, and so many a company for its teams. */
export const MOST_CALENDARS = { personal: 20, team: 100 } as const

const FIRST = 'first-'
const TEAM = 'team-'
const OWN = 'own-'

/** The calendar that everybody has from the start. These ids never change: events and addresses name them. */
export const firstCalendarId = (memberId: string) => `${FIRST}${memberId}`

/** Whose first calendar an id names; nothing where it names another. */
export const ownerOfFirst = (id: string) => (id.startsWith(FIRST) ? id.slice(FIRST.length) : undefined)

/** The id of a new calendar: it tells a team's, whose events stand under the calendar itself, from somebody's own. */
export const newCalendarId = (kind: 'personal' | 'team', random: string) => `${kind === 'team' ? TEAM : OWN}${random}`

export const isTeamCalendar = (id: string | undefined): id is string => id?.startsWith(TEAM) ?? false
