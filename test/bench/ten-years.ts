import assert from 'node:assert/strict'
import { eventWrite } from '../../functions/ports/events.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { PATIENCE_MS } from '../../functions/usecases/attempt.ts'
import type { CalendarEvent } from '../../shared/domain/event/calendar-event.ts'
import { indexedAs, listsOf } from '../../shared/domain/search/search-entry.ts'
import { DAY_MS } from '../../shared/domain/time/units.ts'
import { eventOf } from '../contracts/samples.ts'

export const MANY_EVENTS = 50_000
const SERIES = 300
const TEN_YEARS_MS = 3652 * DAY_MS
const AT_ONCE = 8

const kinds = ['Meeting', 'Review', 'Standup', 'Planning', 'Interview', 'Workshop', 'Demo', 'Lunch', 'Retro', 'Call']
const subjects = Array.from({ length: 400 }, (_, i) => `subject${String.fromCharCode(97 + (i % 26))}${i}`)
const places = ['Oslo', 'Lima', 'Kyoto', 'Quito', 'Turin', 'Perth', 'Accra', 'Malmö', 'Cork', 'Riga', 'Graz', 'Bern']
const tags = ['customer-meeting', 'internal-meeting', 'travel', 'hiring', 'press']
const said = 'Numbers of the last quarter, what was agreed, who goes on with it, and when we look at it again.'

/** Questions and, of each, the lists in which the index may look it up; no other rows are made. */
export const questions: { title: string; ask: (ids: string[]) => Record<string, string>; isFound?: boolean }[] = [
  { title: 'one word of each tenth event', ask: () => ({ q: 'meeting' }) },
  { title: 'the beginning of a word', ask: () => ({ q: 'revi' }) },
  { title: 'a rare word', ask: () => ({ q: 'zeppelin' }) },
  { title: 'a common and a rare word', ask: () => ({ q: 'meeting zeppelin' }) },
  { title: 'a series', ask: () => ({ q: 'orchestra' }) },
  { title: 'person and tag', ask: (ids) => ({ people: ids[3]!, tags: 'customer-meeting' }) },
  {
    title: 'word, person, tag and place',
    ask: (ids) => ({ q: 'meeting', people: ids[3]!, tags: 'internal-meeting', place: 'room' }),
  },
  { title: 'word in a range', ask: () => ({ q: 'meeting', from: '2021-03-01T00:00:00Z', to: '2021-04-01T00:00:00Z' }) },
  { title: 'two words that never meet', ask: () => ({ q: 'lunch zeppelin' }), isFound: false },
]

function listsAsked(ids: string[]): Set<string> {
  const begins = ['mee', 'meeti', 'rev', 'revie', 'zeppe', 'orche', 'lunch', 'roo'].map((begin) => `w.${begin}`)
  return new Set([...begins, `p.${ids[3]}`, 't.customer-meeting', 't.internal-meeting'])
}

/** One of so many for this event, without a pattern that another choice has too, and always the same. */
const oneOf = (i: number, choice: number, many: number) =>
  (Math.imul(i * 31 + choice * 7919 + 17, 2654435761) >>> 8) % many

/** Ten years of a company's events, evenly over them; some are series. */
export function* tenYears(
  company: string,
  memberIds: string[],
  now: number,
  count = MANY_EVENTS,
): Generator<CalendarEvent> {
  const every = Math.floor(count / Math.min(SERIES, count / 10))
  for (let i = 0; i < count; i++) {
    const startsAt = now - TEN_YEARS_MS + Math.floor((i / count) * (TEN_YEARS_MS + 90 * DAY_MS))
    const isSeries = i % every === 0
    const isRare = i % Math.floor(count / 10) === 10
    const title = [
      isRare ? 'Meeting' : kinds[oneOf(i, 1, kinds.length)],
      subjects[oneOf(i, 2, subjects.length)],
      isSeries && 'Orchestra',
      isRare && 'Zeppelin',
    ]
    const invited = [1, 2, 3].map((step) => memberIds[oneOf(i, 2 + step, memberIds.length)]!)
    yield eventOf(company, {
      id: `e${i}`,
      title: title.filter(Boolean).join(' '),
      description: said,
      location: `Room ${places[oneOf(i, 6, places.length)]}`,
      tags: [tags[oneOf(i, 7, tags.length)]!],
      organizerId: memberIds[oneOf(i, 8, memberIds.length)]!,
      attendees: invited.map((memberId) => ({ email: `${memberId}@bench.test`, memberId, reply: 'accepted' })),
      times: { kind: 'timed', startsAt, endsAt: startsAt + 1_800_000, timeZone: 'UTC' },
      ...(isSeries && { rrule: 'FREQ=WEEKLY' }),
    })
  }
}

/** Stores events, and of the index the lists that the questions look into. */
export async function storeWithIndex(store: Repositories, events: Iterable<CalendarEvent>, memberIds: string[]) {
  const asked = listsAsked(memberIds)
  const waiting = [...Map.groupBy(enumerated(events), ([i]) => Math.floor(i / 100)).values()].values()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const batch of waiting) {
        const writes = batch.map(([, event]) => eventWrite(event, 0))
        assert.equal((await store.commit(writes, { patienceMs: PATIENCE_MS })).outcome, 'done')
        for (const [, event] of batch) {
          const { entry, postings } = indexedAs(event)!
          const lists = listsOf(postings).filter(({ list }) => asked.has(list))
          if (lists.length > 0) await store.changeSearchRows({ entry, lists }, [])
        }
      }
    }),
  )
}

function* enumerated<T>(things: Iterable<T>): Generator<[number, T]> {
  let i = 0
  for (const thing of things) yield [i++, thing]
}
