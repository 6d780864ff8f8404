import type { LocalDate } from '../../../shared/domain/time/time.ts'
import type { BookingPhrases } from '../../../shared/words/booking/en.ts'
import { dateFormat } from '../../../shared/words/formats.ts'
import { hourDigits } from '../../../shared/words/hours.ts'
import type { Say } from '../../../shared/words/phrase.ts'
import { type HourFormat, rememberHours, type Visit } from './visit.ts'

/** What says a time whole, in the words of its page. */
type SayWhen = Say<Pick<BookingPhrases, 'whenFully'>>

/** How a visitor reads times: their zone, their language, twelve hours or twenty-four. */
export class Clock {
  timeZone = $state('UTC')
  hours: HourFormat = $state('24')
  private readonly locale: string
  private readonly say: SayWhen
  constructor({ locale, hours, timeZone = 'UTC' }: Visit, say: SayWhen) {
    this.locale = locale
    this.say = say
    this.timeZone = timeZone
    this.hours = hours ?? (hourDigits(locale) === '2-digit' ? '24' : '12')
  }

  /** Reads times so from now on, also on the next visit. */
  useHours(hours: HourFormat): void {
    this.hours = hours
    rememberHours(hours)
  }

  /** The date that the visitor's calendar shows at an instant. */
  dateOf(instant: string, timeZone = this.timeZone): LocalDate {
    return this.format(
      { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
      // The one whose dates are written as ours are.
      'en-CA',
    ).format(new Date(instant))
  }

  /** The hour of an instant on the visitor's wall, 0 to 23. */
  hourOf(instant: string): number {
    const { timeZone } = this
    return Number(this.format({ timeZone, hour: '2-digit', hourCycle: 'h23' }, 'en-GB').format(new Date(instant)))
  }

  time(instant: string, timeZone = this.timeZone): string {
    return this.format({ timeZone, ...this.wall }).format(new Date(instant))
  }

  /** @param date a local date */
  day(date: LocalDate, style: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' }): string {
    return this.format({ timeZone: 'UTC', ...style }).format(Date.parse(date))
  }

  when(instant: string, timeZone = this.timeZone): string {
    const style = { weekday: 'short', day: 'numeric', month: 'short' } as const
    return this.format({ timeZone, ...style, ...this.wall }).format(new Date(instant))
  }

  whenFully(from: string, to: string, timeZone = this.timeZone): string {
    const day = this.format({ timeZone, dateStyle: 'full' }).format(new Date(from))
    return this.say('whenFully', { day, from: this.time(from, timeZone), to: this.time(to, timeZone) })
  }

  private format(style: Intl.DateTimeFormatOptions, locale = this.locale): Intl.DateTimeFormat {
    return dateFormat(locale, style)
  }

  private get wall(): Intl.DateTimeFormatOptions {
    return this.hours === '24'
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : { hour: 'numeric', minute: '2-digit', hourCycle: 'h12' }
  }
}
