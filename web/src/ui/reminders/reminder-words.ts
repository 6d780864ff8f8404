import type { Me } from '../../../../shared/api/me.ts'
import type { Reader } from '../reader.svelte.ts'
import { lengthInWords } from './length-in-words.ts'

type Reminder = Me['defaultReminders'][number]
type Words = Pick<Reader, 'say' | 'locale'>

/** When a reminder comes: `10 minutes before`, `at the start`. */
export const whenWords = ({ minutesBefore }: Pick<Reminder, 'minutesBefore'>, { say, locale }: Words): string =>
  minutesBefore === 0 ? say('atStart') : say('beforeStart', { time: lengthInWords(minutesBefore, locale) })

/** When it comes, and how, where that is not on the screen. */
export const reminderWords = (reminder: Reminder, words: Words): string =>
  reminder.by === 'mail' ? `${whenWords(reminder, words)} (${words.say('byEmail')})` : whenWords(reminder, words)
