import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import { isClosed, type MailTrouble } from '../../../shared/domain/effects/mail-trouble.ts'
import { reminderEffect } from '../../../shared/domain/effects/reminder-plan.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import type { Calendars } from '../../ports/calendars.ts'
import { MailingStopped, MailRefused } from '../../ports/mailer.ts'
import type { Randomness } from '../../ports/randomness.ts'
import { remindersOf } from '../event/event-reminders.ts'
import type { World } from '../world.ts'
import { bookingMails } from './booking-mail.ts'
import { trialReminder } from './event-reminder-mail.ts'
import { laidOut, type WrittenMail } from './layout.ts'
import type { MailStore, MailTools } from './mail-writer.ts'

/** A reminder that somebody mailed themselves to look at. */
export interface TriedReminder {
  to: string
  /** Why it did not go. */
  trouble?: MailTrouble
}

type TryTools = MailTools & World<MailStore & Calendars> & { random: Randomness }

/** How long before it begins a booking that has no reminder is tried. */
const USUAL_MINUTES = 60

/** The reminder that a booking's host would get; nothing where it is over. */
async function trialOfBooking(tools: TryTools, member: Member, booking: Booking): Promise<WrittenMail | undefined> {
  const [minutesBefore = USUAL_MINUTES] = booking.reminderMinutesBefore
  const dueAt = booking.startsAt - minutesBefore * MINUTE_MS
  const effect = reminderEffect(booking, { to: 'host', memberId: member.id }, { minutesBefore, dueAt })
  const written = await bookingMails.write(tools, effect, [])
  return 'subject' in written ? written : undefined
}

/** Mails somebody the reminder of the next date of what they are reminded of, and says whether it went. */
export async function tryReminder(tools: TryTools, member: Member, id: string): Promise<TriedReminder | Refusal> {
  const { store, random, mailFrom } = tools
  const found = await remindersOf(tools, member, id)
  if (isRefusal(found)) return found
  // A name of its own: the one that is due later is no repetition of it.
  const messageId = `<trial.${random.id()}@${mailFrom.split('@')[1] ?? 'almanac'}>`
  const booking = await store.booking(member.company, id)
  if (booking && !found.isReminded) return refuse('NotFound')
  const written = booking
    ? await trialOfBooking(tools, member, booking)
    : await trialReminder(tools, member, id, messageId)
  if (!written) return refuse('BookingOver')
  const [mark] = await store.addressMarks(member.company, [member.email])
  if (isClosed(mark)) return { to: member.email, trouble: mark.why }
  return send(tools, { ...written, messageId })
}

async function send({ mailer, stationery, log }: TryTools, written: WrittenMail): Promise<TriedReminder> {
  const to = written.to.address
  try {
    await mailer.send(await laidOut(written, stationery))
    return { to }
  } catch (error) {
    if (error instanceof MailRefused) return { to, trouble: error.trouble }
    if (error instanceof MailingStopped) return { to, trouble: error.fault }
    log(error, `a reminder that ${to} wants to see`)
    return { to, trouble: 'unreachable' }
  }
}
