import type { Offer } from '../../../shared/domain/offers/slot.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import type { WordedReason } from '../../usecases/booking/explain-slot.ts'
import { reasonView } from './reason-view.ts'

/** A reason as the wire writes it, with its words. */
export const wordedView = ({ reason, words }: WordedReason) => ({ ...reasonView(reason), words })

/** Whether a start can be had and by whom, or why not. */
export function explanationView(answer: { offer: Offer } | WordedReason) {
  if ('reason' in answer) return { reason: wordedView(answer) }
  const { startsAt, endsAt, hosts, seatings, groups, session } = answer.offer
  return {
    offer: {
      startsAt: formatInstant(startsAt),
      endsAt: formatInstant(endsAt),
      hosts,
      resources: [...new Set(seatings.flat())],
      seatings,
      ...(groups && { groups }),
      ...(session && { session: { seatsLeft: session.seatsLeft } }),
    },
  }
}
