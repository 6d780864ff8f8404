import type { Translated } from '../phrase.ts'
import type { RemindingPhrases } from './en.ts'

export const phrases: Translated<RemindingPhrases> = {
  ahead: 'بعد {time}: {title}، {when}',
  now: 'الآن: {title}، {when}',
  noTitle: '(بلا عنوان)',
}
