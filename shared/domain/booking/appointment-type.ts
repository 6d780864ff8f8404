import type { Money } from '../payment/money.ts'
import type { RefundRule } from '../payment/refund-rule.ts'
import type { DateOverride } from '../people/availability.ts'
import type { Interval } from '../time/interval.ts'
import type { LocalDate, TimeZone } from '../time/time.ts'
import type { Question } from './question.ts'

/** So many days ahead a type can be booked at most. */
export const LONGEST_HORIZON_DAYS = 730
/** So many ranges of times of its own a type may offer. */
export const MOST_OFFERED_RANGES = 200

/** What can be booked beside people: a room, a table, a machine. It has a ledger and opening hours like a person. */
export interface Resource {
  id: string
  name: string
  timeZone: TimeZone
  /** How many people at a time; absent when that is not managed. */
  capacity?: number
  /** Several bookings may use it at once, up to its capacity. */
  isShared?: boolean
  /** Resources that it can be put together with for a larger party. */
  linkedWith?: string[]
  /** The name of its picture, where it has one; other pictures have other names. */
  picture?: string
}

/** A resource with all that it can be put together with, whichever of the two says so. */
export function withLinks(resource: Resource, all: readonly Resource[]): Resource {
  const from = all.filter(({ linkedWith }) => linkedWith?.includes(resource.id)).map(({ id }) => id)
  return { ...resource, linkedWith: [...new Set([...(resource.linkedWith ?? []), ...from])] }
}

/**
 * How many bookings of a type one host (or one resource, where no host serves) takes in a period of its own calendar.
 */
export interface BookingLimits {
  perDay: number | null
  /** Weeks begin on Monday. */
  perWeek: number | null
  perMonth: number | null
  /** How many bookings that are not over one address may have. */
  perBooker: number | null
}

/** What is known of one host of a type: whom to prefer, and in which of their hours they serve it. */
export interface HostTerms {
  /** How large a share of the bookings; 1 unless said otherwise. */
  weight?: number
  /** Hosts of a higher priority are asked first. */
  priority?: number
}

/**
 * People or things that a type needs beside its first group: so many of them, free for the whole meeting and claimed
 * with it. Things are taken whole, whatever they hold.
 */
export interface Group {
  /** What people call it, such as Nurses. */
  name?: string
  of: 'members' | 'resources'
  ids: string[]
  /** How many of them. */
  needed: number
}

/** A mail that follows from its bookings. */
export interface TypeMail {
  isSent: boolean
  /** The company's own wording; absent: the built-in text. */
  templateId?: string
}

/** The round minutes from which starts can be counted. */
export const ALIGNMENTS_MINUTES: readonly number[] = [5, 10, 15, 20, 30, 60]

/** All free times; all, those beside existing bookings first; or only those. */
export type OfferedTimes = 'all' | 'besideFirst' | 'besideOnly'

/** What a booking link offers: how long, how often, with whom, under which rules. */
export interface AppointmentType {
  slug: string
  company: string
  version: number
  /** Strangers can book what is published, and only that: a draft was never offered, what is archived no longer is. */
  state: 'draft' | 'published' | 'archived'
  /** Who comes in: whoever has its address, or only whoever has a private link to it. */
  access: 'anyone' | 'link'
  /** The pages of the company that list it, once it is published. */
  websites: string[]
  /** Whose it is, where a member offers their own time; absent: the company's. */
  ownerId?: string
  title: string
  description: string
  /** The same with its markup, made safe; absent or empty: it is plain. */
  descriptionHtml?: string | undefined
  location: string
  /**
   * The zone in which its page speaks of it: that of the company when it was made. Older ones have none: their hosts'
   * counts.
   */
  timeZone?: TimeZone | undefined
  /** Whether visitors read its times in that zone, and in no other. */
  isTimeZoneLocked?: boolean
  durationsMinutes: number[]
  stepMinutes: number
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  /** Between two neighbours the larger of their buffers counts, or where either of them says so both together. */
  buffersAddUp: boolean
  noticeMinutes: number
  cancelNoticeMinutes: number
  /** Until how long before the start customers may move it; absent: as long as they may cancel it. */
  moveNoticeMinutes?: number
  /** How far ahead bookings are taken, in days on the visitor's calendar. */
  horizonDays: number
  /** Offers only these dates, both inclusive. */
  dates: { from?: LocalDate; to?: LocalDate }
  limits: BookingLimits
  /** How many can take part in one meeting; above one it is a class with seats. */
  seats: number
  hosts: string[]
  resources: string[]
  assignment: 'roundRobin' | 'collective'
  /**
   * How many of its first group serve together (its hosts, or its resources where no host serves), where that is
   * neither one nor all.
   */
  needed?: number
  /** What it needs besides, in the order in which people read it. Nobody and nothing stands in two groups of a type. */
  groups?: Group[]
  /** In which order a customer chooses: who serves and then a time, a time and then who, or a time alone. */
  choose: 'whoThenTime' | 'timeThenWho' | 'automatic'
  /** Whether customers see the pictures of its hosts and resources. */
  showPictures: boolean
  /**
   * Whether the capacities of its resources count, and customers say how many they are; else one booking takes one of
   * them.
   */
  manageCapacities: boolean
  hostTerms: Record<string, HostTerms>
  /** Which of a principal's schedules holds for this type, by name; its usual hours where none is named. */
  hours: Record<string, string>
  limitToWorkingHours: boolean
  /**
   * Other hours on single dates than those who serve have, on the clock of each; no windows: nothing is offered that
   * day.
   */
  overrides?: DateOverride[]
  /** Whether it is offered on the holidays of the company as well. */
  isOpenOnHolidays?: boolean
  /**
   * Starts of a free stretch are counted from round minutes of this many; absent or null: of the largest that divides
   * the step.
   */
  alignMinutes?: number | null
  /** Which of the free times are offered, on days on which something is booked; absent: all of them. */
  offer?: OfferedTimes
  /**
   * How long a place that becomes free is held for whoever is next on the waitlist; absent or null: there is no
   * waitlist.
   */
  waitlistMinutes?: number | null
  /** Offered by hand in place of the week; empty: the week stands. */
  ranges: Interval[]
  /** Whether a host must say yes before a booking is certain. */
  confirmation: 'automatic' | 'manual'
  /** How long a request waits for its answer; absent or null: until it would begin. */
  answerWithinMinutes?: number | null
  /** Where it takes place besides: in a video meeting of the company's own, made for each booking. */
  videoCall: 'none' | 'almanac'
  /** Whether each booking makes a record to be followed up. */
  createOpportunity: boolean
  /** The name of the room in which its classes meet: whoever comes to one must find the others. */
  roomName?: string
  /**
   * Of resources: a booking with which more of their places are taken than this share of them waits for a yes as well.
   */
  approvalAbovePercent: number | null
  /** How many dates one recurring booking may have; 1: bookings do not repeat. */
  mostDates: number
  questions: Question[]
  reminderMinutesBefore: number[]
  /** Whether customers may name others who are told as well. */
  allowGuests: boolean
  /** What a customer reads once it is confirmed, on the page and in the mail. */
  confirmationMessage: string
  confirmationMessageHtml?: string | undefined
  /** A page of their own to which customers go on from the confirmation, once it is certain. */
  continueUrl?: string | undefined
  /** The sites that may show its page inside their own; absent: none. */
  embedOn?: string[]
  /** Whether customers and their guests are mailed when it is certain, and when it is cancelled; in whose words. */
  confirmationMail: TypeMail
  cancellationMail: TypeMail
  /** Addresses that hear of every change, and take no part. */
  ccTo: string[]
  /**
   * What one booking costs, whatever its length and however many seats it has; null: it is free. Paid before it is
   * booked.
   */
  price: Money | null
  /** What of the price comes back to customers who cancel. */
  refundRule: RefundRule
}

/** The zone in which everybody reads its times, where it is fixed. */
export function lockedZoneOf({ isTimeZoneLocked, timeZone }: AppointmentType): TimeZone | undefined {
  return isTimeZoneLocked ? timeZone : undefined
}
