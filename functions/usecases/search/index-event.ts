import { isDeepStrictEqual } from 'node:util'
import { type Indexed, indexedAs, listsOf, type Postings } from '../../../shared/domain/search/search-entry.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Events } from '../../ports/events.ts'
import type { Randomness } from '../../ports/randomness.ts'
import type { SearchIndex } from '../../ports/search-index.ts'
import { over, patiently } from '../attempt.ts'

/** The repositories that it uses. */
export type IndexEventStore = Pick<Events, 'event'> & SearchIndex

export interface IndexTools {
  store: IndexEventStore
  clock: Clock
  random: Pick<Randomness, 'fraction'>
}

/**
 * Brings the search index to what an event says now; nothing is written where it says so already. What is about to
 * stand there is noted before a row is written, and the note is made true last and only if nobody else wrote one: a job
 * that died leaves no row that the next does not know, and of two jobs the later one begins anew.
 * @throws when others kept writing it: the change stays marked and is published again
 */
export async function indexEvent(tools: IndexTools, company: string, eventId: string): Promise<void> {
  const { store } = tools
  /** What this job wrote in earlier turns: nobody else may know of it. */
  let written: Postings[] = []
  const indexed = await patiently<'indexed'>(tools, async ({ now }) => {
    const [event, before] = await Promise.all([store.event(company, eventId), store.indexed(company, eventId)])
    const wanted = event && indexedAs(event)
    const former = [...(before?.standings ?? []), ...written]
    const isThere =
      written.length === 0 &&
      isDeepStrictEqual(before?.entry, wanted?.entry) &&
      isDeepStrictEqual(before?.standings ?? [], wanted ? [wanted.postings] : [])
    if (isThere) return over('indexed')
    const revision = before?.revision ?? 0
    const note = { company, eventId, indexedAt: now }
    const begun: Indexed = {
      ...note,
      revision: revision + 1,
      standings: wanted ? [wanted.postings, ...former] : former,
    }
    if (!(await store.putIndexed(begun, revision))) return 'again'
    if (wanted) written = [wanted.postings]
    await writeRows(store, wanted, former, { company, eventId })
    const done: Indexed = {
      ...note,
      revision: revision + 2,
      ...(wanted && { entry: wanted.entry }),
      standings: wanted ? [wanted.postings] : [],
    }
    return (await store.putIndexed(done, revision + 1)) ? over('indexed') : 'again'
  })
  if (indexed !== 'indexed') throw new Error(`the search index of event ${eventId} is being written by others`)
}

/** Writes the rows of where it is to stand, and takes away those of where it stood. */
async function writeRows(
  store: IndexEventStore,
  wanted: ReturnType<typeof indexedAs>,
  before: Postings[],
  { company, eventId }: { company: string; eventId: string },
): Promise<void> {
  const placed = ({ scope, list, kind }: ReturnType<typeof listsOf>[number], at: number) =>
    `${scope}#${kind}#${list}#${at}`
  const kept = new Set(wanted ? listsOf(wanted.postings).map((one) => placed(one, wanted.postings.at)) : [])
  const removed = before.flatMap((postings) => {
    const lists = listsOf(postings).filter((one) => !kept.has(placed(one, postings.at)))
    for (const one of lists) kept.add(placed(one, postings.at))
    return lists.length > 0 ? [{ entry: { company, eventId, at: postings.at }, lists }] : []
  })
  await store.changeSearchRows(wanted ? { entry: wanted.entry, lists: listsOf(wanted.postings) } : undefined, removed)
}
