import { isEmailAddress } from '../../../shared/domain/booking/question.ts'
import { phrases as faultPhrases } from '../../../shared/words/faults/en.ts'
import type { Typed } from './slot-picker.svelte.ts'

/** What is wrong with who a visitor says they are, by the path of the API. */
export function customerFaults({ name, email }: Pick<Typed, 'name' | 'email'>): Record<string, string> {
  const address = email.trim()
  return {
    ...(name.trim() === '' && { 'customer.name': faultPhrases.missing }),
    ...(address === ''
      ? { 'customer.email': faultPhrases.missing }
      : !isEmailAddress(address) && { 'customer.email': faultPhrases.notEmail }),
  }
}
