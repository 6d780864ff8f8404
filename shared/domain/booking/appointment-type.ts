import { type InputFault, inputFault } from '../answers/bad-input.ts'
import type { Money } from '../payment/money.ts'
import type { RefundRule } from '../payment/refund-rule.ts'
import type { Interval } from '../time/interval.ts'
import type { LocalDate, TimeZone } from '../time/time.ts'

export interface Question {
  id: string
  label: string
  kind: 'line' | 'text' | 'choice'
  choices: string[]
  placeholder: string
  isRequired: boolean
}

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
}

/** How many bookings of a type one host (or one resource, where no host serves) takes in a period of its own calendar. */
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

/** What a booking link offers: how long, how often, with whom, under which rules. */
export interface AppointmentType {
  slug: string
  company: string
  version: number
  /** Strangers can book what is published, and only that: a draft was never offered, what is archived no longer is. */
  state: 'draft' | 'published' | 'archived'
  /** Who comes in: whoever has its address, or only whoever has a private link to it. */
  access: 'anyone' | 'link'
  /** Whose it is, where a member offers their own time; absent: the company's. */
  ownerId?: string
  title: string
  description: string
  location: string
  /** The zone in which its page speaks of it: that of the company when it was made. Older ones have none: their hosts' counts. */
  timeZone?: TimeZone | undefined
  durationsMinutes: number[]
  stepMinutes: number
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  /** Between two neighbours the larger of their buffers counts, or where either of them says so both together. */
  buffersAddUp: boolean
  noticeMinutes: number
  cancelNoticeMinutes: number
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
  hostTerms: Record<string, HostTerms>
  /** Which of a principal's schedules holds for this type, by name; its usual hours where none is named. */
  hours: Record<string, string>
  limitToWorkingHours: boolean
  /** Offered by hand in place of the week; empty: the week stands. */
  ranges: Interval[]
  /** Whether a host must say yes before a booking is certain. */
  confirmation: 'automatic' | 'manual'
  /** How many dates one recurring booking may have; 1: bookings do not repeat. */
  mostDates: number
  questions: Question[]
  reminderMinutesBefore: number[]
  /** Whether customers may name others who are told as well. */
  allowGuests: boolean
  /** What a customer reads once it is confirmed, on the page and in the mail. */
  confirmationMessage: string
  /** Whether customers and their guests are mailed when it is certain, and when it is cancelled. */
  confirmationMail: { isSent: boolean }
  cancellationMail: { isSent: boolean }
  /** Addresses that hear of every change, and take no part. */
  ccTo: string[]
  /** What one booking costs, whatever its length and however many seats it has; null: it is free. Paid before it is booked. */
  price: Money | null
  /** What of the price comes back to customers who cancel. */
  refundRule: RefundRule
}

/** What is wrong with a customer's answers, by question; nothing when all is well. */
export function faultsInAnswers(questions: Question[], answers: Record<string, string>): InputFault[] {
  const faults: InputFault[] = []
  const known = new Set(questions.map((question) => question.id))
  for (const name of Object.keys(answers)) if (!known.has(name)) faults.push(inputFault(`answers.${name}`, 'notAsked'))
  for (const question of questions) {
    const answer = (Object.hasOwn(answers, question.id) ? answers[question.id] : undefined)?.trim() ?? ''
    const path = `answers.${question.id}`
    if (question.isRequired && answer === '') faults.push(inputFault(path, 'unanswered'))
    else if (question.kind === 'line' && /[\r\n]/.test(answer)) faults.push(inputFault(path, 'notOneLine'))
    else if (question.kind === 'choice' && answer !== '' && !question.choices.includes(answer))
      faults.push(inputFault(path, 'notOneOf', { options: question.choices.join(', ') }))
  }
  return faults
}
