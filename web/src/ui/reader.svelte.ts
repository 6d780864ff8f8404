import { getContext, hasContext, setContext } from 'svelte'
import { dateFormat } from '../../../shared/words/formats.ts'
import { directionOf, type Language } from '../../../shared/words/language.ts'
import { type Say, sayIn, type Translated } from '../../../shared/words/phrase.ts'
import { phrases as english, type UiPhrases } from '../../../shared/words/ui/en.ts'
import { locale as browserLocale } from './locale.ts'
import { canonicalZone } from './zone/zone-names.ts'

interface Habits {
  /** BCP 47, as `Intl` takes it. */
  locale: string
  /** The words of the parts in the language of this locale. */
  phrases?: Translated<UiPhrases>
  /** IANA; else that of the browser. */
  timeZone?: string
  isHour12?: boolean
  /** The day that a week begins with; 0 is Sunday. */
  firstWeekday?: number
}

/** What a member has chosen of it. */
interface Chosen {
  timeZone: string
  hourFormat?: 'h12' | 'h23' | undefined
  firstWeekday?: number | undefined
}

/** Who reads the page: language, zone, hours and weeks. Every part asks here, so that no two differ. */
export class Reader {
  readonly locale: string
  readonly say: Say<UiPhrases>
  readonly direction: 'ltr' | 'rtl'
  timeZone: string = $state('UTC')
  isHour12: boolean = $state(false)
  firstWeekday: number = $state(1)

  constructor({ locale, phrases = english, timeZone, isHour12, firstWeekday }: Habits) {
    this.locale = locale
    this.say = sayIn<UiPhrases>(phrases, locale)
    this.direction = directionOf(locale.split('-')[0] as Language)
    this.timeZone = timeZone ?? canonicalZone(Intl.DateTimeFormat().resolvedOptions().timeZone)
    this.isHour12 = isHour12 ?? isHour12In(locale)
    this.firstWeekday = firstWeekday ?? firstWeekdayIn(locale)
  }

  /** A day of this year or so and a time of day, as the reader's calendar and clock show them: `Tue, 1 Dec, 10:00`. */
  moment(instant: number): string {
    return this.clock({ weekday: 'short', day: 'numeric', month: 'short' }).format(instant)
  }

  /** The same, without the day where that is today. @param instant epoch milliseconds */
  momentToday(instant: number, now = Date.now()): string {
    const { timeZone } = this
    const day = dateFormat('en-CA', { timeZone, dateStyle: 'short' })
    return day.format(instant) === day.format(now) ? this.clock({}).format(instant) : this.moment(instant)
  }

  private clock(day: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return dateFormat(this.locale, {
      timeZone: this.timeZone,
      ...day,
      hour: this.isHour12 ? 'numeric' : '2-digit',
      minute: '2-digit',
      hourCycle: this.isHour12 ? 'h12' : 'h23',
    })
  }

  /** Takes over what somebody has chosen for themselves; what they have not, their language says. */
  follow({ timeZone, hourFormat, firstWeekday }: Chosen): void {
    this.timeZone = timeZone
    this.isHour12 = hourFormat === undefined ? isHour12In(this.locale) : hourFormat === 'h12'
    this.firstWeekday = firstWeekday ?? firstWeekdayIn(this.locale)
  }
}

const isHour12In = (locale: string): boolean =>
  dateFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 === true

/** The first weekday of the locale; Monday where the browser does not know. */
function firstWeekdayIn(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } }
  return (known.getWeekInfo?.().firstDay ?? 1) % 7
}

const KEY = Symbol('reader')

/** Says who reads what stands below this component. */
export const setReader = (reader: Reader): Reader => setContext(KEY, reader)

/** Whether somebody said who reads. */
export const hasReader = (): boolean => hasContext(KEY)

/** Who reads; where nobody said so, somebody with this browser, in English. */
export const getReader = (): Reader =>
  hasContext(KEY) ? getContext<Reader>(KEY) : new Reader({ locale: browserLocale })
