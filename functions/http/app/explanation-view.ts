import type { Offer } from '../../../shared/domain/offers/slot.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import type { WordedReason } from '../../usecases/booking/explain-slot.ts'

/** A reason with its instants as the wire writes them. */
export function reasonView({ reason, words }: WordedReason) {
  const { until, lift, ...rest } = reason
  const written = lift && {
    ...lift,
    ...('wait' in lift && { wait: formatInstant(lift.wait) }),
    ...('nearest' in lift && { nearest: lift.nearest.map(formatInstant) }),
  }
  return {
    ...rest,
    ...(until !== undefined && Number.isFinite(until) && { until: formatInstant(until) }),
    ...(written && { lift: written }),
    words,
  }
}

/** Whether a start can be had and by whom, or why not. */
export function explanationView(answer: { offer: Offer } | WordedReason) {
  if ('reason' in answer) return { reason: reasonView(answer) }
  const { startsAt, endsAt, hosts, seatings, session } = answer.offer
  return {
    offer: {
      startsAt: formatInstant(startsAt),
      endsAt: formatInstant(endsAt),
      hosts,
      resources: [...new Set(seatings.flat())],
      seatings,
      ...(session && { session: { seatsLeft: session.seatsLeft } }),
    },
  }
}
