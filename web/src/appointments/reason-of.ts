import type { Lift, Reason } from '../../../shared/domain/offers/slot-reason.ts'
import { phrases } from '../../../shared/words/reasons/en.ts'
import { type ReasonReader, reasonInWords } from '../../../shared/words/reasons/reason-words.ts'
import type { Answer } from '../ui/api.ts'

/** A reason as the wire writes it. */
export type WrittenReason = NonNullable<Answer<'checkStart'>['reason']>

/** The same with its instants as instants again. */
export function reasonOf({ reason, who, what, until, lift, missing }: WrittenReason): Reason {
  const read = lift && {
    ...lift,
    ...(typeof lift['wait'] === 'string' && { wait: Date.parse(lift['wait']) }),
    ...(Array.isArray(lift['nearest']) && { nearest: lift['nearest'].map((at) => Date.parse(String(at))) }),
  }
  const known = {
    reason,
    ...(who !== undefined && { who }),
    ...(what && { what }),
    ...(until !== undefined && { until: Date.parse(until) }),
    ...(read && { lift: read as unknown as Lift }),
    ...(missing && { missing }),
  }
  // What the wire says came from the function that has this type.
  return known as Reason
}

/** The same in the reader's words. */
export const reasonWords = (written: WrittenReason, reader: ReasonReader): string =>
  reasonInWords(phrases, reasonOf(written), reader)
