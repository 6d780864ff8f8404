import type { ClaimKind, PrincipalTime } from '../ledger/ledger.ts'
import type { Tally } from '../ledger/tally.ts'
import type { Interval } from '../time/interval.ts'
import { DAY_MS } from '../time/units.ts'

/** Something that stands in the ledger's days: where its claim lies, and whether it is an event or a booking. */
export interface Single extends Interval {
  id: string
  kind: ClaimKind
}

/** Whether a booking holds it; else an event does. */
export const isBooked = ({ kind }: Pick<Single, 'kind'>): boolean => kind !== 'event' && kind !== 'external'

/** What stands in days and in classes, each once, in the order in which it begins. */
export function singlesIn(times: PrincipalTime[], classes: Tally[]): Single[] {
  const found = new Map<string, Single>()
  for (const { days } of times)
    for (const { claims } of days)
      for (const { id, kind, from, to } of claims) if (kind !== 'session') found.set(id, { id, kind, from, to })
  for (const { name, entries } of classes)
    if (name.tally === 'session')
      for (const id of Object.keys(entries))
        found.set(id, { id, kind: 'session', from: name.startsAt, to: name.startsAt + DAY_MS })
  return [...found.values()].sort((a, b) => a.from - b.from)
}
