import type { Translated } from '../phrase.ts'
import type { RemindingPhrases } from './en.ts'

export const phrases: Translated<RemindingPhrases> = {
  ahead: 'En {time}: {title}, {when}',
  now: 'Ahora: {title}, {when}',
  noTitle: '(sin título)',
}
