import type { Instant } from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'
import { leftOut } from './reminder-reason.ts'

/** One reminder of a start: when it is to go out, and how long before. */
export interface Reminder {
  dueAt: Instant
  minutesBefore: number
}

/** The reminders of a start, the earliest first. */
function remindersOf(startsAt: Instant, minutesBefore: number[]): Reminder[] {
  return [...new Set(minutesBefore)]
    .map((minutes) => ({ dueAt: startsAt - minutes * MINUTE_MS, minutesBefore: minutes }))
    .sort((a, b) => a.dueAt - b.dueAt)
}

/** When the next reminder of a start is due after `after`; nothing when all have gone. */
export function nextReminder(startsAt: Instant, minutesBefore: number[], after: Instant): Reminder | undefined {
  return remindersOf(startsAt, minutesBefore).find((reminder) => reminder.dueAt > after)
}

/**
 * What to do now with the reminders that are due: the latest of them goes out once if the meeting has not begun;
 * earlier ones that were missed meanwhile are skipped, for two mails about one meeting at once help nobody.
 */
export function dueReminders(
  startsAt: Instant,
  minutesBefore: number[],
  notBefore: Instant,
  now: Instant,
): { send?: Reminder; skip: { reminder: Reminder; reason: string }[] } {
  const due = remindersOf(startsAt, minutesBefore).filter((one) => one.dueAt <= now && one.dueAt > notBefore)
  if (startsAt <= now) return { skip: due.map((reminder) => ({ reminder, reason: leftOut.begun })) }
  const send = due.at(-1)
  return { send, skip: due.slice(0, -1).map((reminder) => ({ reminder, reason: leftOut.laterOne })) }
}
