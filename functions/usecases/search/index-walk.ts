import { INDEX_LAYOUT } from '../../../shared/domain/search/search-entry.ts'
import { type IndexTools, indexEvent } from './index-event.ts'

export interface WalkTools extends IndexTools {
  log(fault: unknown, about: string): void
}

/** So long one run goes on; the next one goes on from there. */
const RUN_MS = 20_000
/** So many events are put into the index at a time. */
const AT_ONCE = 8

/**
 * Puts every event that was stored before there was an index into it, some at each run until all were seen; afterwards
 * it reads one row. It may run twice, and side by side with jobs that index what changes: what is there already is not
 * written again.
 */
export async function walkIntoIndex(tools: WalkTools): Promise<void> {
  const { store, clock } = tools
  const deadline = clock.elapsedMillis() + RUN_MS
  const known = await store.indexWalk()
  let walk = known?.layout === INDEX_LAYOUT ? known : { layout: INDEX_LAYOUT, isDone: false }
  while (!walk.isDone && clock.elapsedMillis() < deadline) {
    const { events, next } = await store.someEvents(walk.next)
    for (let i = 0; i < events.length; i += AT_ONCE)
      await Promise.all(
        events.slice(i, i + AT_ONCE).map(async ({ company, id }) => {
          try {
            await indexEvent(tools, company, id)
          } catch (fault) {
            // One that cannot be read keeps none of the others from being found.
            tools.log(fault, `search index of event ${id}`)
          }
        }),
      )
    walk = next === undefined ? { layout: INDEX_LAYOUT, isDone: true } : { layout: INDEX_LAYOUT, next, isDone: false }
    await store.putIndexWalk(walk)
  }
}
