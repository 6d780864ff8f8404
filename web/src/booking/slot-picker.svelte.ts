import type { BookingPageView } from '../../../shared/api/booking-page.ts'
import type { BookingView } from '../../../shared/api/bookings.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { type BookingPhrases, phrases } from '../../../shared/words/booking/en.ts'
import { hourDigits } from '../../../shared/words/hours.ts'
import { type Language, readingIn } from '../../../shared/words/language.ts'
import { type Say, sayIn } from '../../../shared/words/phrase.ts'
import { type Answer, ask, type Input, type Problem, problemOf } from '../ui/api.ts'

export type Slot = Answer<'listSlots'>['slots'][number]

/** What a customer has typed: kept through lost races and other choices. */
export interface Typed {
  name: string
  email: string
  guests: string
  answers: Record<string, string>
  /** How a recurring booking repeats; empty: once. */
  every: '' | NonNullable<Input<'bookAppointment'>['body']['repeat']>['every']
  count: number
  /** Books the dates that can be had where not all can. */
  skips: boolean
  key: string
}

/** Why a day has no times, as far as there are words for it. */
const CLOSED = [
  'full',
  'outsideHours',
  'override',
  'past',
  'notice',
  'horizon',
  'limit',
  'capacity',
  'calendarNotKnownThatFar',
] as const

/** Six weeks: what a month's grid shows at most. */
const DAYS_SHOWN = 41

/** The time, the zone and the language of the visitor, and the times that a type offers them. */
export class SlotPicker {
  readonly company: string
  readonly type: string
  /** The token of the private link that the visitor came by. */
  readonly link: string | undefined
  readonly locale: string
  readonly say: Say<BookingPhrases>
  timeZone = $state(Intl.DateTimeFormat().resolvedOptions().timeZone)
  page = $state<BookingPageView>()
  slots = $state<Slot[]>([])
  closedDays = $state<Record<string, string>>({})
  /** First day of the month on show, `YYYY-MM-01`. */
  month = $state('')
  day = $state<string>()
  isLoading = $state(true)
  problem = $state<Problem>()
  durationMinutes = $state<number>()
  /** Seats of a class, or people to be seated. */
  people = $state(1)
  /** The time for which the details are being given. */
  chosen = $state<Slot>()
  /** The start that the address asked for, where it cannot be had any more. */
  gone = $state<string>()

  slotsByDay = $derived(Map.groupBy(this.slots, ({ startsAt }) => this.dateOf(startsAt)))
  earliest = $derived(this.slots[0])

  constructor(company: string, type: string) {
    this.company = company
    this.type = type
    this.link = new URLSearchParams(location.search).get('link') ?? undefined
    // The document was built for one language, and says it.
    this.locale = readingIn(document.documentElement.lang as Language, navigator.languages).locale
    this.say = sayIn<BookingPhrases>(phrases, this.locale)
    this.month = `${this.dateOf(new Date().toISOString()).slice(0, 7)}-01`
  }

  /** The date that the visitor's calendar shows at an instant. */
  dateOf(instant: string, zone = this.timeZone): string {
    return new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }).format(new Date(instant))
  }

  time(instant: string, zone = this.timeZone): string {
    return new Intl.DateTimeFormat(this.locale, {
      timeZone: zone,
      hour: hourDigits(this.locale),
      minute: '2-digit',
    }).format(new Date(instant))
  }

  /** A number in the digits of the dates and times. */
  number(n: number): string {
    return new Intl.NumberFormat(this.locale).format(n)
  }

  dayWords(date: string): string {
    return new Intl.DateTimeFormat(this.locale, {
      timeZone: 'UTC',
      weekday: 'long',
      day: 'numeric',
      month: 'long',
    }).format(Date.parse(date))
  }

  when(instant: string, zone = this.timeZone): string {
    return new Intl.DateTimeFormat(this.locale, {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: hourDigits(this.locale),
      minute: '2-digit',
    }).format(new Date(instant))
  }

  whenFully(from: string, to: string, zone = this.timeZone): string {
    const day = new Intl.DateTimeFormat(this.locale, {
      timeZone: zone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    }).format(new Date(from))
    return this.say('whenFully', { day, from: this.time(from, zone), to: this.time(to, zone) })
  }

  /** The 42 dates of the month's grid, from the first weekday of the visitor's locale. */
  get grid(): string[] {
    const first = Date.parse(this.month)
    const weekday = new Date(first).getUTCDay()
    const start = first - ((weekday - this.firstWeekday + 7) % 7) * DAY_MS
    return Array.from({ length: 42 }, (_, i) => new Date(start + i * DAY_MS).toISOString().slice(0, 10))
  }

  get firstWeekday(): number {
    const locale = new Intl.Locale(this.locale) as Intl.Locale & {
      getWeekInfo?: () => { firstDay: number }
      weekInfo?: { firstDay: number }
    }
    const info = locale.getWeekInfo?.() ?? locale.weekInfo
    return (info?.firstDay ?? 1) % 7
  }

  async load(): Promise<void> {
    this.isLoading = true
    this.problem = undefined
    const params = { company: this.company, type: this.type }
    const today = this.dateOf(new Date().toISOString())
    const [gridFirst = today] = this.grid
    const from = gridFirst < today ? today : gridFirst
    const to = new Date(Date.parse(gridFirst) + DAYS_SHOWN * DAY_MS).toISOString().slice(0, 10)
    const { timeZone, durationMinutes, link } = this
    const seats = this.people === 1 ? undefined : this.people
    try {
      const [page, offered] = await Promise.all([
        this.page ?? ask('readBookingPage', { params, query: { link } }),
        to < today
          ? { slots: [], closedDays: [] }
          : ask('listSlots', { params, query: { from, to, timeZone, durationMinutes, seats, link } }),
      ])
      this.page = page
      this.durationMinutes ??= page.type.durationsMinutes[0]
      this.slots = offered.slots
      this.closedDays = Object.fromEntries(offered.closedDays.map(({ date, reason }) => [date, reason]))
      if (this.day === undefined || !this.grid.includes(this.day))
        this.day = this.earliest && this.dateOf(this.earliest.startsAt)
    } catch (error) {
      this.problem = problemOf(error)
    } finally {
      this.isLoading = false
    }
  }

  /** Loads the days around the start that the address asks for, and chooses it where it is offered. @param at ISO 8601, if it asks for one */
  async open(at: string | null): Promise<void> {
    const wanted = at === null ? Number.NaN : Date.parse(at)
    if (Number.isNaN(wanted)) return this.load()
    const instant = new Date(wanted).toISOString()
    const thisMonth = this.month
    this.month = `${this.dateOf(instant).slice(0, 7)}-01`
    await this.load()
    const slot = this.slots.find(({ startsAt }) => Date.parse(startsAt) === wanted)
    if (this.problem) return
    this.chosen = slot
    this.gone = slot ? undefined : instant
    if (this.slotsByDay.has(this.dateOf(instant))) this.day = this.dateOf(instant)
    else if (this.slots.length === 0 && this.month !== thisMonth) {
      this.month = thisMonth
      await this.load()
    }
  }

  async showMonth(step: 1 | -1): Promise<void> {
    const [year, month] = this.month.split('-').map(Number) as [number, number]
    this.month = new Date(Date.UTC(year, month - 1 + step, 1)).toISOString().slice(0, 10)
    this.day = undefined
    await this.load()
  }

  async useZone(zone: string): Promise<void> {
    this.timeZone = zone
    this.day = undefined
    await this.load()
  }

  why(date: string): string {
    const reason = this.closedDays[date] ?? (date < this.dateOf(new Date().toISOString()) ? 'past' : 'outsideHours')
    return this.say(CLOSED.find((name) => name === reason) ?? 'outsideHours')
  }
}

/** An address of ours that keeps the language which the visitor asked for in this one. */
export function inSameLanguage(address: string): string {
  const language = new URLSearchParams(location.search).get('language')
  const { pathname } = new URL(address, location.href)
  return language === null ? pathname : `${pathname}?language=${encodeURIComponent(language)}`
}

/** Every zone that the browser knows, the visitor's first. */
export function zonesFor(current: string): string[] {
  const all = Intl.supportedValuesOf('timeZone')
  return all.includes(current) ? all : [current, ...all]
}

/** Links that put a booking into the visitor's own calendar. */
export function googleCalendarLink(booking: BookingView): string {
  const compact = (instant: string) => `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`
  const query = new URLSearchParams({
    action: 'TEMPLATE',
    text: booking.type.title,
    dates: `${compact(booking.startsAt)}/${compact(booking.endsAt)}`,
    location: booking.type.location,
    details: booking.manageUrl,
  })
  return `https://calendar.google.com/calendar/render?${query}`
}
