import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { holdsEncodedWord, tidyLine, tidyText } from '../domain/answers/text.ts'
import { addressFaults } from '../domain/effects/mail-trouble.ts'
import { daysBetween, isLocalDate, isTimeZone } from '../domain/time/time.ts'
import { DAY_MS, EARLIEST, LATEST } from '../domain/time/units.ts'

const isLocale = (tag: string) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

const WRITTEN_AS_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/

/** So far apart the ends of what is listed may lie. */
const MOST_DAYS_LISTED = 400

/** Of a list in [from, to): it ends behind its begin, and not too far. */
export function isShortRange({ from, to }: { from: string; to: string }, context: z.RefinementCtx): void {
  const fault = (message: string) => context.addIssue({ code: 'custom', path: ['to'], message })
  const length = Date.parse(to) - Date.parse(from)
  if (length <= 0) fault(says('notAfter', { other: 'from' }))
  if (length > MOST_DAYS_LISTED * DAY_MS) fault(says('tooFarApart', { days: MOST_DAYS_LISTED, other: 'from' }))
}

/** Of days from `from` to `to`, both in it: that many at most, and not backwards. */
export const areDaysWithin =
  (most: number) =>
  ({ from, to }: { from: string; to: string }, context: z.RefinementCtx): void => {
    // What is no date has its own fault.
    if (!isLocalDate(from) || !isLocalDate(to)) return
    const fault = (message: string) => context.addIssue({ code: 'custom', path: ['to'], message })
    const days = daysBetween(from, to)
    if (days < 0) fault(says('before', { other: 'from' }))
    if (days >= most) fault(says('tooFarApart', { days: most - 1, other: 'from' }))
  }

/** Why nothing is sent to an address any more. */
export const mailFault = z.enum(addressFaults).optional()

/** An instant on the wire: ISO 8601 with `Z` or an offset, between 1970 and 2200. */
export const instant = z.iso
  // One that is written as an instant is, and still none, names a date or a time that there is not.
  .datetime({
    offset: true,
    error: ({ input }) => says(WRITTEN_AS_INSTANT.test(String(input)) ? 'noSuchDate' : 'notInstant'),
  })
  .max(40)
  .refine((text) => {
    const at = Date.parse(text)
    return at >= EARLIEST && at < LATEST
  }, says('outOfTime'))
  .meta({ format: 'date-time', example: '2026-11-24T09:00:00.000Z' })

/** A calendar date without a zone, `YYYY-MM-DD`. */
export const localDate = z
  .string()
  .regex(/^(19[7-9]\d|20\d\d|21\d\d)-\d\d-\d\d$/, says('notDate'))
  .refine((text) => !/^\d{4}-\d\d-\d\d$/.test(text) || isLocalDate(text), says('noSuchDate'))
  .meta({ format: 'date', example: '2026-11-24' })

/** An IANA time zone name that this runtime knows. */
export const timeZone = z
  .string()
  .max(64)
  .refine((name) => isTimeZone(name), says('notTimeZone'))
  .meta({ format: 'time-zone', example: 'Europe/Berlin' })

/** How somebody reads: a language, and a country's habits where they are known (BCP 47). */
export const locale = z
  .string()
  .max(35)
  .refine((tag) => isLocale(tag), says('notLocale'))
  .meta({ format: 'locale', example: 'de-AT' })

export const email = z
  .email(says('notEmail'))
  .max(254)
  .transform((text) => text.toLowerCase())
  .meta({ format: 'email', example: 'ann@example.com' })

const ID = /^[a-z0-9][a-z0-9-]{0,63}$/
/** Whether a text is written as the id of one of our rows is. */
export const isId = (text: string): boolean => ID.test(text)

/** The id of one of our rows, as the server made it. */
export const id = z.string().regex(ID, says('notId')).meta({ format: 'id', example: '0f3a9c' })

/** A schedule: the id of whose hours they are, and a name where they are not the usual ones. */
export const scheduleId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}(?:\.[a-z0-9][a-z0-9-]{0,39})?$/, says('notScheduleId'))
  .meta({ format: 'schedule-id', example: '0f3a9c.evenings' })

/** The token at the end of a link. */
export const token = z.string().min(10).max(300)

/** A word in an address: company or appointment type. */
export const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/, says('notSlug'))
  .meta({ format: 'slug', example: 'call' })

// Which kind of text a field is, and why: docs/decisions/0015. Half characters (lone surrogates) are refused at the
// door, wherever they stand.

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what these refuse
const ONE_LINE = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what these refuse
const MANY_LINES = /^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$/

/**
 * One line, such as a name, a title or a place. Marks of direction (U+202E and its like) and spaces around it are taken
 * away, what leaves no ink is empty; control characters and encoded words (RFC 2047) are refused. May be empty.
 */
export const optionalLine = (max: number) =>
  z
    .string()
    .overwrite(tidyLine)
    .max(max)
    .regex(ONE_LINE, says('notOneLine'))
    .refine((text) => !holdsEncodedWord(text), says('encodedWord'))

/** The same, and something must be left of it. */
export const line = (max: number) => optionalLine(max).min(1, says('empty'))

/** Many lines: control characters besides the ends of lines and tabs are refused, what leaves no ink is empty. */
export const text = (max: number) =>
  z.string().overwrite(tidyText).max(max).regex(MANY_LINES, says('controlCharacters'))

/** Letters for machines, such as a rule or a code: what is on every keyboard, no spaces. */
export const code = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x21-\x7e]*$/, says('notPlainLetters'))

export const minutes = (max: number) => z.int().min(0).max(max)

export const password = z
  .string()
  .min(10, says('tooShort', { minimum: 10 }))
  .max(200)

/** `HH:MM`. */
export const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, says('notWallTime'))

/** `HH:MM`, and `24:00` for the end of the day. */
export const wallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, says('notWallTime'))

export const webAddress = z
  .url({ protocol: /^https?$/, error: says('notWebAddress') })
  .max(500)
  .regex(/^[^\s\p{Cc}\p{Cf}]*$/u, says('invisible'))
