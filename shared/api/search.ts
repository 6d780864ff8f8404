import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import type { SearchPlace } from '../domain/search/found.ts'
import { MOST_WORDS_ASKED, searchWords } from '../domain/search/words.ts'
import { LATEST } from '../domain/time/units.ts'
import { colleague } from './event-fields.ts'
import { eventEntry } from './event-list.ts'
import { email, id, instant, isId } from './fields.ts'
import { route } from './route.ts'

const MOST_PEOPLE = 6
const MOST_TAGS = 6

/** A place in what was found as the `next` of an answer. */
export const cursorOfSearch = ({ anchor, isGoingOn, at, eventId }: SearchPlace): string =>
  btoa(JSON.stringify([anchor, isGoingOn ? 1 : 0, at, eventId]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

const isTime = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= LATEST

/** The place that a cursor names. It only says where to go on: a forged one harms nobody. */
function placeOf(cursor: string): SearchPlace | undefined {
  try {
    const parsed: unknown = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))
    if (!Array.isArray(parsed) || parsed.length !== 4) return undefined
    const [anchor, goesOn, at, eventId] = parsed as unknown[]
    if (!isTime(anchor) || !isTime(at) || (goesOn !== 0 && goesOn !== 1)) return undefined
    return typeof eventId === 'string' && isId(eventId) ? { anchor, isGoingOn: goesOn === 1, at, eventId } : undefined
  } catch {
    return undefined
  }
}

const next = z
  .string()
  .max(300)
  .transform((text, context): SearchPlace => {
    const place = /^[\w-]+$/.test(text) ? placeOf(text) : undefined
    if (place) return place
    context.addIssue({ code: 'custom', message: says('notNext') })
    return z.NEVER
  })

/** What is typed, as words; a text that holds none asks for nothing. */
const words = z
  .string()
  .max(200)
  .transform((text, context): string[] => {
    const found = searchWords(text, MOST_WORDS_ASKED + 1)
    if (found.length > 0 && found.length <= MOST_WORDS_ASKED) return found
    const message = found.length === 0 ? says('empty') : says('tooManyWords', { maximum: MOST_WORDS_ASKED })
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

/** A list with commas between. */
const listed = <T extends z.ZodType<string, string>>(one: T, most: number, what: string) =>
  z
    .string()
    .max(2000)
    .transform((text) => [...new Set(text.split(',').filter((part) => part !== ''))])
    .pipe(z.array(one).min(1).max(most, `at most ${most} ${what} at a time`))

/** An event that was found: one of a series stands for all of them. */
const foundEvent = eventEntry
  .extend({
    /** Its other meetings are found by it too: the next one is shown, else the last. */
    isSeries: z.boolean(),
    /** Some of who is in it, by name. */
    people: z.array(colleague.omit({ id: true })),
  })
  .meta({ id: 'FoundEvent' })
export type FoundEvent = z.infer<typeof foundEvent>

export const searchEvents = route({
  name: 'searchEvents',
  door: 'app',
  method: 'GET',
  path: '/api/search',
  summary:
    'Events that one may read in which each word of `q` begins a word, or is it if shorter than three letters,' +
    ' that take place at `place` (words too), with all `people` (ids or addresses) and `tags` (ids), and ' +
    'touch [from, to). One of q, people, tags and place must be given. Series that go on come first, then ' +
    'what is latest; at most 7, and a list that goes on has `next`, also where this page is empty. What was ' +
    'changed a moment ago may be found a moment later; what may no longer be read is not.',
  caller: 'member',
  query: z
    .object({
      q: words.optional(),
      people: listed(z.union([id, email]), MOST_PEOPLE, 'people').optional(),
      tags: listed(id, MOST_TAGS, 'tags').optional(),
      place: words.optional(),
      from: instant.optional(),
      to: instant.optional(),
      next: next.optional(),
    })
    .superRefine(({ q, people, tags, place, from, to }, context) => {
      if (!q && !people && !tags && !place)
        context.addIssue({ code: 'custom', path: ['q'], message: says('nothingAsked') })
      if (from !== undefined && to !== undefined && Date.parse(to) <= Date.parse(from))
        context.addIssue({ code: 'custom', path: ['to'], message: says('notAfter', { other: 'from' }) })
    }),
  answers: { 200: z.object({ events: z.array(foundEvent), next: z.string().optional() }) },
})
