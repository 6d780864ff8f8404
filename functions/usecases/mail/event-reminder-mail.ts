import type { Effect } from '../../../shared/domain/effects/effect.ts'
import {
  dateOfTick,
  isAmong,
  isExpectedAt,
  nextDate,
  remindersFor,
} from '../../../shared/domain/effects/event-reminders.ts'
import { momentBefore, morningOf } from '../../../shared/domain/effects/morning.ts'
import { leftOut } from '../../../shared/domain/effects/reminder-reason.ts'
import { type CalendarEvent, isPublished } from '../../../shared/domain/event/calendar-event.ts'
import { eventAt } from '../../../shared/domain/event/people-at.ts'
import type { Person } from '../../../shared/domain/invitation/held.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { type Occurrence, occurrencesOf } from '../../../shared/domain/recurrence/occurrence.ts'
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

/** The date of an event that begins then; nothing where it was moved or is no more. */
function dateAt(
  event: CalendarEvent,
  { startsAt = 0, startDate }: Pick<Effect, 'startsAt' | 'startDate'>,
): Occurrence | undefined {
  const around = occurrencesOf(event, startsAt - DAY_MS, startsAt + DAY_MS, 'UTC')
  return around.find(({ times }) =>
    times.kind === 'timed' ? startDate === undefined && times.startsAt === startsAt : times.startDate === startDate,
  )
}

/** The mail that reminds somebody of a date, or why none is sent any more: what stands now decides. */
export async function eventReminder(tools: MailTools, effect: Effect, email: string): Promise<Written> {
  const { minutesBefore = 0 } = effect
  const background = await backgroundOf(tools, effect)
  if (!background || !isPublished(background.event)) return { skip: leftOut.notThere }
  const { event, members } = background
  const date = dateAt(event, effect)
  if (!date) return { skip: leftOut.dateGone }
  const person = personOf(email, background)
  if (!isExpectedAt(event, date.key, { email, ...(person.memberId !== undefined && { memberId: person.memberId }) }))
    return { skip: leftOut.notComing }
  if (!isAmong(remindersFor(event, person.memberId), 'mail', minutesBefore)) return { skip: leftOut.notReminded }
  const reader = members.find(({ id }) => id === (person.memberId ?? event.organizerId))
  const startsAt =
    date.times.kind === 'timed' ? date.times.startsAt : momentBefore(date.times.startDate, 0, morningOf(reader))
  if (startsAt < tools.clock.now() && minutesBefore > 0) return { skip: leftOut.begun }
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
  const tick = background && nextDate(background.event, morningOf(member), now)
  const date = tick && dateAt(background.event, dateOfTick(tick))
  if (!date) return undefined
  const [minutesBefore = 10] = remindersFor(background.event, member.id).map((one) => one.minutesBefore)
  const person = personOf(member.email, background)
  return remindingMail(tools, background, { date, person, minutesBefore, messageId })
}
