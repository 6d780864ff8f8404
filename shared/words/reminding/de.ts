import type { Translated } from '../phrase.ts'
import type { RemindingPhrases } from './en.ts'

export const phrases: Translated<RemindingPhrases> = {
  ahead: 'In {time}: {title}, {when}',
  now: 'Jetzt: {title}, {when}',
  noTitle: '(ohne Titel)',
}
