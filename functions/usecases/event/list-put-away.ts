import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import type { Events } from '../../ports/events.ts'
import type { EventsPutAway, PlaceAway, PutAway } from '../../ports/events-put-away.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ListPutAwayStore = EventsPutAway & Pick<Events, 'events'>

/** So many are looked at for one answer. */
const MOST = 100

/** When an event came to lie there; nothing where it lies there no more. */
const liesSince = (event: CalendarEvent, lies: PlaceAway): Instant | undefined =>
  lies === 'bin' ? (event.isDeleted ? event.deletion?.at : undefined) : event.isDeleted ? undefined : event.archivedAt

/**
 * Events that lie in the archive or the bin of somebody, what came there last first; `next` where there may be more.
 */
export async function listPutAway(
  tools: Pick<World<ListPutAwayStore>, 'store'>,
  { company, lies, principal }: Pick<PutAway, 'company' | 'lies' | 'principal'>,
  since: Instant,
  before?: Pick<PutAway, 'at' | 'eventId'>,
): Promise<{ events: CalendarEvent[]; next?: Pick<PutAway, 'at' | 'eventId'> }> {
  const found = await tools.store.putAway(company, lies, principal, MOST, before)
  const wanted = found.filter(({ at }) => at > since)
  const events = await tools.store.events(
    company,
    wanted.map(({ eventId }) => eventId),
  )
  const byId = new Map(events.map((event) => [event.id, event]))
  const there = wanted.flatMap(({ eventId, at }) => {
    const event = byId.get(eventId)
    return event && liesSince(event, lies) === at ? [event] : []
  })
  const last = found.at(-1)
  return { events: there, ...(last && found.length === MOST && last.at > since && { next: last }) }
}
