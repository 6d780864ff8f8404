import type { Lift, Reason } from '../../../../shared/domain/offers/slot-reason.ts'
import { phrases } from '../../../../shared/words/reasons/en.ts'
import { type ReasonReader, reasonInWords } from '../../../../shared/words/reasons/reason-words.ts'
import type { Answer } from '../../ui/api.ts'

type WrittenReason = NonNullable<Answer<'checkStart'>['reason']>

/** A reason as the API writes it, in the reader's words. */
export function reasonOfStart({ until, lift, ...rest }: WrittenReason, reader: ReasonReader): string {
  const read = lift && {
    ...lift,
    ...('wait' in lift && { wait: Date.parse(String(lift['wait'])) }),
    ...(Array.isArray(lift['nearest']) && { nearest: lift['nearest'].map((at) => Date.parse(String(at))) }),
  }
  const reason = {
    ...rest,
    ...(until !== undefined && { until: Date.parse(until) }),
    // What stands beside the reason came from the same function that words it.
    ...(read && { lift: read as unknown as Lift }),
  }
  return reasonInWords(phrases, reason as Reason, reader)
}
