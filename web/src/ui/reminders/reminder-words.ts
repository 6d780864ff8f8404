import type { Me } from '../../../../shared/api/me.ts'
import { DAY_MINUTES } from '../../../../shared/domain/time/units.ts'
import { type Say, sayIn } from '../../../../shared/words/phrase.ts'
import { phrases, type ReminderPhrases } from '../../../../shared/words/reminders/en.ts'
import { getReader, type Reader } from '../reader.svelte.ts'
import { clockOf, minutesOf, type WallTime, wallTime } from '../time/wall-time.ts'
import { lengthInWords } from './length-in-words.ts'

export type Reminder = Me['defaultReminders'][number]

/** Who is told, and in which words. */
export interface ReminderWords {
  say: Say<ReminderPhrases>
  reader: Pick<Reader, 'locale' | 'isHour12' | 'say' | 'direction'>
}

/** What a component says of reminders, to whoever reads it. */
export function reminderWords(): ReminderWords & { reader: Reader } {
  const reader = getReader()
  return { say: sayIn<ReminderPhrases>(phrases, reader.locale), reader }
}

/**
 * When a reminder comes: `10 minutes before`, `at the start`; of whole days `at 8:00 the day before`.
 * @param wholeDaysAt the hour of the morning from which reminders of whole days count back
 */
export function whenWords(minutesBefore: number, { say, reader }: ReminderWords, wholeDaysAt?: WallTime): string {
  if (wholeDaysAt !== undefined) {
    const minutes = minutesOf(wholeDaysAt) - minutesBefore
    const time = clockOf(wallTime(minutes), reader)
    const days = -Math.floor(minutes / DAY_MINUTES)
    return days === 0
      ? say('sameDay', { time })
      : days === 1
        ? say('dayBefore', { time })
        : say('daysBefore', { time, n: days })
  }
  return minutesBefore === 0 ? say('atStart') : say('before', { time: lengthInWords(minutesBefore, reader.locale) })
}

/** How and when it comes: `By mail, 1 day before`. */
export function wordsOf({ by, minutesBefore }: Reminder, words: ReminderWords, wholeDaysAt?: WallTime): string {
  return words.say(by === 'mail' ? 'byMail' : 'byScreen', { when: whenWords(minutesBefore, words, wholeDaysAt) })
}
