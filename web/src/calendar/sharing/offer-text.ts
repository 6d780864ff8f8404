import { localDateOf } from '../../../../shared/domain/time/time.ts'
import type { Say } from '../../../../shared/words/phrase.ts'
import type { SharingPhrases } from '../../../../shared/words/sharing/en.ts'
import { dateWords } from '../../ui/date/date-words.ts'
import { clockWords, type ReadBy } from '../../ui/event/event-look.ts'
import { lengthWords } from '../../ui/time/wall-time.ts'

interface Offer {
  title: string
  lengthMinutes: number
  /** Of the booking page. */
  url: string
  /** Starts that can be booked, ISO 8601, earliest first. */
  starts: readonly string[]
  /** Epoch milliseconds: dates of other years carry theirs. */
  now: number
}

/** More of a day than this are counted, and more days than this: a mail is to be read. */
const MOST_OF_DAY = 8
const MOST_DAYS = 14

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (letter) => ESCAPED[letter]!)
/** An address in markup, under some words. */
export const link = (url: string, words: string) => `<a href="${escaped(url)}">${escaped(words)}</a>`

/** The address at which the booking page opens with one start chosen. */
export const addressOfStart = (url: string, startsAt: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}at=${startsAt}`

/**
 * Times in words for a mail, day by day in the reader's zone and language; each leads to the page that books that very
 * start.
 */
export function offerText(
  { title, lengthMinutes, url, starts, now }: Offer,
  reader: ReadBy & { direction: 'ltr' | 'rtl' },
  say: Say<SharingPhrases>,
): { plain: string; html: string } {
  const { locale, timeZone } = reader
  const days = [...Map.groupBy(starts, (start) => localDateOf(Date.parse(start), timeZone))]
  const thisYear = localDateOf(now, timeZone).slice(0, 4)
  const dayWords = (date: string) =>
    dateWords(date, locale, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      ...(date.slice(0, 4) !== thisYear && { year: 'numeric' }),
    })
  const zone =
    new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' })
      .formatToParts(now)
      .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  const intro = say('textIntro', { title, length: lengthWords(lengthMinutes, locale, 'short'), zone })
  const plain = [intro]
  const html = [`<p>${escaped(intro)}</p>`]
  for (const [date, all] of days.slice(0, MOST_DAYS)) {
    const named = all
      .slice(0, MOST_OF_DAY)
      .map((start) => ({ words: clockWords(Date.parse(start), reader), url: addressOfStart(url, start) }))
    const rest = all.length > MOST_OF_DAY ? say('textMore', { n: all.length - MOST_OF_DAY }) : undefined
    plain.push('', `${dayWords(date)}:`, ...named.map((one) => `${one.words}  ${one.url}`))
    if (rest) plain.push(`${rest}  ${url}`)
    const links = [...named.map((one) => link(one.url, one.words)), ...(rest ? [link(url, rest)] : [])]
    html.push(`<p><b>${escaped(dayWords(date))}</b>: ${links.join(', ')}</p>`)
  }
  const later = days.slice(MOST_DAYS).reduce((sum, [, all]) => sum + all.length, 0)
  const last = later > 0 ? say('textLater', { n: later }) : say('textAll')
  plain.push('', `${last}: ${url}`)
  html.push(`<p>${link(url, last)}</p>`)
  return { plain: plain.join('\n'), html: `<div dir="${reader.direction}">${html.join('')}</div>` }
}
