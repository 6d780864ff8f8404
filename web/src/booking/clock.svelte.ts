import type { LocalDate } from '../../../shared/domain/time/time.ts'
import type { BookingPhrases } from '../../../shared/words/booking/en.ts'
import { hourDigits } from '../../../shared/words/hours.ts'
import type { Say } from '../../../shared/words/phrase.ts'

const KEPT = 'hours'

export type HourFormat = '12' | '24'

/** How a visitor reads times: their zone, their language, twelve hours or twenty-four. */
export class Clock {
  timeZone = $state(Intl.DateTimeFormat().resolvedOptions().timeZone)
  hours: HourFormat = $state('24')
  private readonly locale: string
  private readonly say: Say<BookingPhrases>

  constructor(locale: string, say: Say<BookingPhrases>) {
    this.locale = locale
    this.say = say
    const kept = read()
    this.hours = kept ?? (hourDigits(locale) === '2-digit' ? '24' : '12')
  }

  /** Reads times so from now on, also on the next visit. */
  useHours(hours: HourFormat): void {
    this.hours = hours
    try {
      localStorage.setItem(KEPT, hours)
    } catch {
      // A browser that keeps nothing forgets it with the page.
    }
  }

  /** The date that the visitor's calendar shows at an instant. */
  dateOf(instant: string, zone = this.timeZone): LocalDate {
    return new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }).format(new Date(instant))
  }

  /** The hour of an instant on the visitor's wall, 0 to 23. */
  hourOf(instant: string): number {
    const wall = new Intl.DateTimeFormat('en-GB', { timeZone: this.timeZone, hour: '2-digit', hourCycle: 'h23' })
    return Number(wall.format(new Date(instant)))
  }

  time(instant: string, zone = this.timeZone): string {
    return new Intl.DateTimeFormat(this.locale, { timeZone: zone, ...this.wall }).format(new Date(instant))
  }

  /** @param date a local date */
  day(date: LocalDate, style: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' }): string {
    return new Intl.DateTimeFormat(this.locale, { timeZone: 'UTC', ...style }).format(Date.parse(date))
  }

  when(instant: string, zone = this.timeZone): string {
    return new Intl.DateTimeFormat(this.locale, {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      ...this.wall,
    }).format(new Date(instant))
  }

  whenFully(from: string, to: string, zone = this.timeZone): string {
    const day = new Intl.DateTimeFormat(this.locale, { timeZone: zone, dateStyle: 'full' }).format(new Date(from))
    return this.say('whenFully', { day, from: this.time(from, zone), to: this.time(to, zone) })
  }

  private get wall(): Intl.DateTimeFormatOptions {
    return this.hours === '24'
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : { hour: 'numeric', minute: '2-digit', hourCycle: 'h12' }
  }
}

function read(): HourFormat | undefined {
  try {
    const kept = localStorage.getItem(KEPT)
    return kept === '12' || kept === '24' ? kept : undefined
  } catch {
    return undefined
  }
}
