import type { InputFault } from '../../../shared/domain/answers/bad-input.ts'
import type { RefusalName } from '../../../shared/domain/answers/refusal.ts'
import { phrases as faultPhrases } from '../../../shared/words/faults/en.ts'
import { faultInWords } from '../../../shared/words/faults/fault-words.ts'
import { outages, phrases as refusalPhrases } from '../../../shared/words/refusals/en.ts'
import type { Problem } from './api.ts'

/** What went wrong, in the language of the page: from the codes of the answer, never from its English. */
export function problemInWords({ status, refusal, errors, lost }: Problem, locale: string): string {
  if (refusal !== undefined) return refusalPhrases[refusal as RefusalName]
  if (status === 0)
    return lost === 'question' ? outages.unreached : lost === 'unsent' ? outages.unsent : outages.offline
  if (status === 503) return outages.outage
  const [fault] = errors ?? []
  return fault ? faultWords(fault, locale) : outages.fault
}

export const faultWords = (fault: InputFault, locale: string) => faultInWords(faultPhrases, fault, locale)
