import type { Translated } from '../phrase.ts'
import type { RemindingPhrases } from './en.ts'

export const phrases: Translated<RemindingPhrases> = {
  ahead: 'Dans {time} : {title}, {when}',
  now: 'Maintenant : {title}, {when}',
  noTitle: '(sans titre)',
}
