import { isDeepStrictEqual } from 'node:util'
import { type Indexed, indexedAs, listsOf, type Postings } from '../../../shared/domain/search/search-entry.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Events } from '../../ports/events.ts'
import type { SearchIndex } from '../../ports/search-index.ts'

/** The repositories that it uses. */
export type IndexEventStore = Pick<Events, 'event'> & SearchIndex

export interface IndexTools {
  store: IndexEventStore
  clock: Clock
}

/** So often it begins anew when another job writes rows of the same event. */
const MOST_TURNS = 5

/**
 * Brings the search index to what an event says now; nothing is written where it says so already. What is about to stand
 * there is noted before a row is written, and the note is made true last and only if nobody else wrote one: a job that died
 * leaves no row that the next does not know, and of two jobs the later one begins anew.
 * @throws when others kept writing it: the change stays marked and is published again
 */
export async function indexEvent({ store, clock }: IndexTools, company: string, eventId: string): Promise<void> {
  /** What this job wrote in earlier turns: nobody else may know of it. */
  let written: Postings[] = []
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const [event, before] = await Promise.all([store.event(company, eventId), store.indexed(company, eventId)])
    const wanted = event && indexedAs(event)
    const former = [...(before?.standings ?? []), ...written]
    const isThere =
      written.length === 0 &&
      isDeepStrictEqual(before?.entry, wanted?.entry) &&
      isDeepStrictEqual(before?.standings ?? [], wanted ? [wanted.postings] : [])
    if (isThere) return
    const revision = before?.revision ?? 0
    const note = { company, eventId, indexedAt: clock.now() }
    const begun: Indexed = {
      ...note,
      revision: revision + 1,
      standings: wanted ? [wanted.postings, ...former] : former,
    }
    if (!(await store.putIndexed(begun, revision))) continue
    if (wanted) written = [wanted.postings]
    await writeRows(store, wanted, former, { company, eventId })
    const done: Indexed = {
      ...note,
      revision: revision + 2,
      ...(wanted && { entry: wanted.entry }),
      standings: wanted ? [wanted.postings] : [],
    }
    if (await store.putIndexed(done, revision + 1)) return
  }
  throw new Error(`the search index of event ${eventId} is being written by others`)
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
