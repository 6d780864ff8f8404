import { HOURS_COOKIE, ZONE_COOKIE } from '../../../shared/api/cookies.ts'
import type { PageVisit } from '../../../shared/api/drawn-page.ts'
import { DAY_MS, SECOND_MS } from '../../../shared/domain/time/units.ts'
import { type Language, readingIn } from '../../../shared/words/language.ts'

export type HourFormat = '12' | '24'

/** The only address that a page in a frame speaks to and listens to: that of the site around it (`?embed=`). */
const EMBED = 'embed'
const LANGUAGES = ['language', 'lang']
const COOKIE_LIFE_SECONDS = (365 * DAY_MS) / SECOND_MS

/**
 * Where a page of the booking desk stands and who reads it: the same for the server that draws it and the browser that
 * goes on with it.
 */
export class Visit {
  readonly locale: string
  readonly hours: HourFormat | undefined
  /** In which times are read; nothing while nobody has an idea of it. */
  timeZone: string | undefined
  /** Whether the visitor's own browser said that zone. */
  readonly isZoneTheirs: boolean
  readonly path: string
  readonly query: URLSearchParams
  /** How far the clock that decides is ahead of this one, milliseconds. */
  private readonly aheadMs: number

  constructor({ address, locale, hours, timeZone, guessedTimeZone, now }: PageVisit) {
    this.locale = locale
    this.hours = hours
    this.timeZone = timeZone ?? guessedTimeZone
    this.isZoneTheirs = timeZone !== undefined
    const { pathname, searchParams } = new URL(address, 'https://visit')
    this.path = pathname
    this.query = searchParams
    this.aheadMs = now - Date.now()
  }

  /** Epoch milliseconds, by the clock that decides what can be booked. */
  now(): number {
    return Date.now() + this.aheadMs
  }

  /** The site in whose page this one stands; nothing where it stands alone. */
  get site(): string | undefined {
    const site = this.query.get(EMBED)
    return site && URL.canParse(site) && new URL(site).origin === site ? site : undefined
  }

  /** An address of ours that keeps the language which the visitor asked for in this one, and where it is shown. */
  alike(address: string): string {
    const { pathname } = new URL(address, 'https://visit')
    const kept = new URLSearchParams([...this.query].filter(([name]) => name === EMBED || LANGUAGES.includes(name)))
    return kept.size > 0 ? `${pathname}?${kept}` : pathname
  }
}

/** The visit of a browser to which nothing was drawn. */
export function visitOfBrowser(): PageVisit {
  return {
    address: location.pathname + location.search,
    // The document was built for one language, and says it.
    locale: readingIn(document.documentElement.lang as Language, navigator.languages).locale,
    timeZone: zoneOfBrowser(),
    now: Date.now(),
  }
}

export const zoneOfBrowser = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The next page is drawn in this zone at once. */
export const rememberZone = (zone: string): void => remember(ZONE_COOKIE, zone)
export const rememberHours = (hours: HourFormat): void => remember(HOURS_COOKIE, hours)

/** A browser that keeps nothing, or nothing in frames, forgets it with the page. */
function remember(name: string, value: string): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  const terms = `Path=/; Max-Age=${COOKIE_LIFE_SECONDS}; SameSite=Lax${secure}`
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: what takes its place is not in all browsers yet
    document.cookie = `${name}=${encodeURIComponent(value)}; ${terms}`
  } catch {
    // Nothing is kept here.
  }
}
