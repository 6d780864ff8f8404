import { HOURS_COOKIE, ZONE_COOKIE } from '../../../shared/api/cookies.ts'
import type { DrawnPage, PageDrawer, PageVisit } from '../../../shared/api/drawn-page.ts'
import { isTimeZone, type TimeZone } from '../../../shared/domain/time/time.ts'
import { type Language, preferredIn, readingIn, readingOf } from '../../../shared/words/language.ts'
import type { Opening, Page } from '../../middleware/door.ts'
import type { PublicWorld } from './public-door.ts'

/**
 * The page as it is built for the server, a file a language: read by the first who wants it, so that no other answer
 * waits for it. The build puts these files beside this door's own.
 */
const drawerOf = (page: 'book' | 'reply', language: Language): Promise<PageDrawer> =>
  import(new URL(`../pages/${page}-${language}.mjs`, import.meta.url).href)

function cookieOf(cookies: string[], name: string): string | undefined {
  const value = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1)
  try {
    return value && decodeURIComponent(value)
  } catch {
    return undefined
  }
}

const zoneIn = (name: string | undefined): TimeZone | undefined =>
  name !== undefined && isTimeZone(name) ? name : undefined

/** What is known of whoever opens a page, before their browser has said anything. */
function visitOf({ address, headers, cookies, door }: Opening<PublicWorld>): { language: Language; visit: PageVisit } {
  const query = new URL(address, 'https://door').searchParams
  const preferred = preferredIn(headers['accept-language'] ?? '')
  const asked = [query.get('language'), query.get('lang')].map((one) => one?.toLowerCase())
  const { language } = readingOf([...asked, ...preferred])
  const hours = cookieOf(cookies, HOURS_COOKIE)
  const visit = {
    address,
    locale: readingIn(language, preferred).locale,
    ...((hours === '12' || hours === '24') && { hours: hours as '12' | '24' }),
    // A frame names it in the address: there cookies are nobody's.
    timeZone: zoneIn(query.get('zone') ?? undefined) ?? zoneIn(cookieOf(cookies, ZONE_COOKIE)),
    guessedTimeZone: zoneIn(headers['cloudfront-viewer-time-zone']),
    now: door.clock.now(),
  }
  return { language, visit }
}

/** Who may do what with a page, for the browser that shows it. @param sites that may show it inside their own pages */
function guards(sites: readonly string[], paymentPages: string): Record<string, string> {
  const security = [
    "default-src 'none'",
    "script-src 'self'",
    // Skeletons have their heights by style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    `form-action 'self' ${paymentPages}`,
    `frame-ancestors ${sites.length > 0 ? sites.join(' ') : "'none'"}`,
  ]
  return {
    'content-security-policy': security.join('; '),
    // For browsers that do not know frame-ancestors; where sites are named it could not name them.
    ...(sites.length === 0 && { 'x-frame-options': 'DENY' }),
  }
}

async function drawn(opening: Opening<PublicWorld>, page: 'book' | 'reply' = 'book'): Promise<DrawnPage> {
  const { language, visit } = visitOf(opening)
  const drawer = await drawerOf(page, language)
  try {
    return await drawer.draw(visit, opening.ask)
  } catch (error) {
    const { message, stack } = error as Error
    console.error(JSON.stringify({ fault: message, stack, page: visit.address.split('?')[0]?.split('/')[1] }))
    // The browser draws it all, and says what it cannot have.
    return { status: 500, html: drawer.document, embedOn: [] }
  }
}

/** The pages of the booking desk, drawn here so that they are there with the first answer. */
export const bookingPages: Page<PublicWorld>[] = [
  {
    path: '/book/{proxy+}',
    async answer(opening) {
      const { status, html, embedOn } = await drawn(opening)
      return {
        status,
        headers: { ...guards(embedOn, opening.door.paymentPages), 'referrer-policy': 'same-origin' },
        body: html,
      }
    },
  },
  // The address is the key to a booking, or to somebody's answer: it goes on to nobody.
  ...(
    [
      ['/booking/{proxy+}', 'book'],
      ['/reply/{proxy+}', 'reply'],
    ] as const
  ).map(
    ([path, page]): Page<PublicWorld> => ({
      path,
      async answer(opening) {
        const { status, html } = await drawn(opening, page)
        return {
          status,
          headers: { ...guards([], opening.door.paymentPages), 'referrer-policy': 'no-referrer' },
          body: html,
        }
      },
    }),
  ),
]
