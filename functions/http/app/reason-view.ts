import type { Reason } from '../../../shared/domain/offers/slot-reason.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'

/** A reason with its instants as the wire writes them. */
export function reasonView({ until, lift, ...rest }: Reason) {
  const written = lift && {
    ...lift,
    ...('wait' in lift && { wait: formatInstant(lift.wait) }),
    ...('nearest' in lift && { nearest: lift.nearest.map(formatInstant) }),
  }
  return {
    ...rest,
    ...(until !== undefined && Number.isFinite(until) && { until: formatInstant(until) }),
    ...(written && { lift: written }),
  }
}
