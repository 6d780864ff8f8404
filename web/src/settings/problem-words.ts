import { outages, phrases } from '../../../shared/words/refusals/en.ts'
import type { Problem } from '../ui/api.ts'

/** What went wrong, as people read it. */
export function problemWords({ refusal, status }: Problem): string {
  if (refusal !== undefined) return phrases[refusal]
  if (status === 0) return outages.offline
  return status === 503 ? outages.outage : outages.fault
}
