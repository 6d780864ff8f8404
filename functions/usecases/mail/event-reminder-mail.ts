import type { Effect } from '../../../shared/domain/effects/effect.ts'
import {
  isAmong,
  isExpectedAt,
  nextDate,
  remindedStart,
  remindersFor,
} from '../../../shared/domain/effects/event-reminders.ts'
import { type CalendarEvent, isOffCalendars } from '../../../shared/domain/event/calendar-event.ts'
import { eventAt } from '../../../shared/domain/event/people-at.ts'
import type { Person } from '../../../shared/domain/invitation/held.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { type Occurrence, occurrencesOf } from '../../../shared/domain/recurrence/occurrence.ts'
import type { Instant, TimeZone } from '../../../shared/domain/time/time.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import {
  type Background,
  backgroundOf,
  descriptionOf,
  factsOf,
  footerFor,
  personOf,
  readingFor,
} from './event-letter.ts'
import { timesInWords, titleInWords } from './event-words.ts'
import type { Letter, WrittenMail } from './layout.ts'
import { type MailTools, messageIdOf, type Written } from './mail-writer.ts'

/** The date of an event that begins at this moment; nothing where it was moved or is no more. */
function dateAt(event: CalendarEvent, startsAt: Instant, zone: TimeZone): Occurrence | undefined {
  const around = occurrencesOf(event, startsAt - DAY_MS, startsAt + DAY_MS, zone)
  return around.find(({ times }) => remindedStart(times, zone) === startsAt)
}

/** The mail that reminds somebody of a date, or why none is sent any more: what stands now decides. */
export async function eventReminder(tools: MailTools, effect: Effect, email: string): Promise<Written> {
  const { startsAt = 0, minutesBefore = 0 } = effect
  const background = await backgroundOf(tools, effect)
  if (!background || isOffCalendars(background.event)) return { skip: 'the event does not take place' }
  const { event, timeZone } = background
  const date = dateAt(event, startsAt, timeZone)
  if (!date) return { skip: 'the date was moved or called off' }
  const person = personOf(email, background)
  if (!isExpectedAt(event, date.key, { email, ...(person.memberId !== undefined && { memberId: person.memberId }) }))
    return { skip: 'they do not come' }
  if (!isAmong(remindersFor(event, person.memberId), 'mail', minutesBefore))
    return { skip: 'they are not reminded of it any more' }
  const now = tools.clock.now()
  if (startsAt < now && minutesBefore > 0) return { skip: 'the meeting had begun' }
  return remindingMail(tools, background, {
    date,
    person,
    minutesBefore,
    messageId: messageIdOf(effect, tools.mailFrom),
  })
}

/** What one mail reminds of. */
interface Reminding {
  date: Occurrence
  person: Person
  minutesBefore: number
  messageId: string
}

async function remindingMail(
  tools: MailTools,
  background: Background,
  { date, person, minutesBefore, messageId }: Reminding,
): Promise<WrittenMail> {
  const shown = eventAt(background.event, date.key)
  const reading = await readingFor(tools, background, shown, person)
  const { voice, organizer, holder, url } = reading
  const { say } = voice
  const what = titleInWords(voice, shown.title)
  const when = timesInWords(voice, date.times)
  const letter: Letter = {
    language: voice.language,
    headline:
      minutesBefore === 0
        ? say('evStarts', { what, when })
        : say('reminder', { lead: voice.lead(minutesBefore), what, when }),
    paragraphs: descriptionOf(shown),
    facts: factsOf(reading, shown, date.times, tools.clock.now()),
    button: { label: say(person.memberId === undefined ? 'evSee' : 'evOpen'), url },
    links: [],
    footer: footerFor(reading, shown, person),
  }
  return {
    messageId,
    to: { ...(person.name !== undefined && { name: person.name }), address: person.email },
    fromName: holder,
    ...(organizer && { replyTo: { name: organizer.name, address: organizer.email } }),
    subject: letter.headline,
    letter,
  }
}

/**
 * A reminder of the next date for a member who wants to see what it looks like.
 * @returns nothing where no date is left
 */
export async function trialReminder(
  tools: MailTools,
  member: Member,
  eventId: string,
  messageId: string,
): Promise<WrittenMail | undefined> {
  const background = await backgroundOf(tools, { company: member.company, subjectId: eventId })
  const now = tools.clock.now()
  const tick = background && nextDate(background.event, member.timeZone, now)
  const date = tick && dateAt(background.event, tick.startsAt, member.timeZone)
  if (!date) return undefined
  const [minutesBefore = 10] = remindersFor(background.event, member.id).map((one) => one.minutesBefore)
  const person = personOf(member.email, background)
  return remindingMail(tools, background, { date, person, minutesBefore, messageId })
}
