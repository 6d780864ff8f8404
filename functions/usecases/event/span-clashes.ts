import type { PrincipalTime } from '../../../shared/domain/ledger/ledger.ts'
import { type Instant, utcDayOf } from '../../../shared/domain/time/time.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type SpanClashesStore = Ledger

const LAST_DAY = '9999-12-31'
/** The time of principals from now on, without end or to a last day. */
export function laterTimes(
  tools: Pick<World<SpanClashesStore>, 'store'>,
  company: string,
  principals: string[],
  now: Instant,
  lastDay = LAST_DAY,
): Promise<PrincipalTime[]> {
  return tools.store.time(company, principals, utcDayOf(now), lastDay, 'latest')
}
