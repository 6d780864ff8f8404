import type { InputFault } from '../../domain/answers/bad-input.ts'
import { filled, type Translated } from '../phrase.ts'
import type { FaultPhrases } from './en.ts'

/** What is wrong with a field, as people read it beside the field. */
export function faultInWords(phrases: Translated<FaultPhrases>, { code, data }: InputFault, locale: string): string {
  const known = code in phrases ? phrases[code as keyof FaultPhrases] : phrases.wrongForm
  return filled(known, locale, data)
}
