import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { everybodyAsked, zoneOfHolder } from '../../../shared/domain/event/people-at.ts'
import type { Heard } from '../../../shared/domain/invitation/heard.ts'
import type { Person } from '../../../shared/domain/invitation/held.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { type Instant, localDateOf } from '../../../shared/domain/time/time.ts'
import { mailVoice, voiceOf } from '../../../shared/words/mail/mail-voice.ts'
import { replyUrl } from '../event/reply-links.ts'
import { familyOf } from '../event/tell-of-event.ts'
import { type EventVoice, repetitionInWords, timesInWords } from './event-words.ts'
import { footerOf, type Letter, type Paragraph } from './layout.ts'
import type { MailTools } from './mail-writer.ts'

/** So many of those who are asked a mail names. */
const MOST_NAMED = 8

/** What a letter about an event is written from. */
export interface Background {
  event: CalendarEvent
  relatives: CalendarEvent[]
  heard: Heard[]
  members: Member[]
  timeZone: string
}

export async function backgroundOf(
  { store }: MailTools,
  { company, subjectId }: { company: string; subjectId: string },
): Promise<Background | undefined> {
  const event = await store.event(company, subjectId)
  if (!event) return undefined
  const [{ relatives, heard }, members] = await Promise.all([
    familyOf({ store }, company, [event]),
    store.members(company),
  ])
  return { event, relatives, heard, members, timeZone: zoneOfHolder(members, event) ?? 'UTC' }
}

/** The event with which a series that was split began. */
export function rootOf({ event, relatives }: Background): string {
  const all = new Map([event, ...relatives].map((one) => [one.id, one]))
  let root = event
  for (let i = 0; i < all.size; i++) {
    const before = root.splitFrom && all.get(root.splitFrom.id)
    if (!before) break
    root = before
  }
  return root.id
}

export function personOf(email: string, { event, relatives, members }: Background): Person {
  const member = members.find((one) => one.email === email)
  if (member) return { email, name: member.name, memberId: member.id }
  const asked = [event, ...relatives].flatMap(everybodyAsked).find((one) => one.email === email)
  return { email, ...(asked?.name !== undefined && { name: asked.name }) }
}

/** Everybody's names, the most of them as how many there are. */
function namesOf(voice: EventVoice, event: CalendarEvent): string {
  const names = event.attendees.map(({ name, email }) => name ?? email)
  const more = names.length - MOST_NAMED
  if (more <= 0) return voice.list(names)
  return voice.list([...names.slice(0, MOST_NAMED), voice.say('evMorePeople', { n: more })])
}

async function roomsOf({ store }: MailTools, company: string): Promise<Record<string, string>> {
  const rooms = await store.resources(company)
  return Object.fromEntries(rooms.map(({ id, name }) => [id, name]))
}

/** The event in the calendar of a member, where they answer it. */
function calendarUrl({ publicAddress }: MailTools, { id, times }: CalendarEvent, timeZone: string): string {
  const date = times.kind === 'timed' ? localDateOf(times.startsAt, timeZone) : times.startDate
  return `${publicAddress}/calendar/event/${encodeURIComponent(id)}?view=day&date=${date}`
}

/** How a mail about an event speaks to its reader, and what it names. */
export interface EventReading {
  voice: EventVoice
  company: Pick<Company, 'name' | 'address'>
  organizer: Member | undefined
  /** Whoever holds it, by name. */
  holder: string
  rooms: Record<string, string>
  /** Where its reader sees and answers it. */
  url: string
}

/** @param shown the event as the mail shows it */
export async function readingFor(
  tools: MailTools,
  { event, members, timeZone: holdersZone }: Background,
  shown: CalendarEvent,
  person: Person,
): Promise<EventReading> {
  const [known, rooms, contact] = await Promise.all([
    tools.store.company(event.company),
    roomsOf(tools, event.company),
    person.memberId === undefined ? tools.store.contactByAddress(event.company, person.email) : undefined,
  ])
  const company = known?.company ?? { name: '' }
  const organizer = members.find(({ id }) => id === shown.organizerId)
  const reader = members.find(({ id }) => id === person.memberId)
  const timeZone =
    reader?.timeZone ?? contact?.timeZone ?? (shown.times.kind === 'timed' ? shown.times.timeZone : holdersZone)
  return {
    // Somebody from outside of whom nothing is known reads it as whoever holds it writes.
    voice: { ...(reader ? voiceOf(reader) : mailVoice(contact?.locale ?? organizer?.locale, timeZone)), timeZone },
    company,
    organizer,
    holder: organizer?.name ?? company.name,
    rooms,
    url:
      person.memberId === undefined ? await replyUrl(tools, event, person.email) : calendarUrl(tools, event, timeZone),
  }
}

type FactLabel = 'labelWhen' | 'evLabelRepeats' | 'labelWhere' | 'labelVideo' | 'evLabelOrganizer' | 'evLabelPeople'

/** When and where it is, who holds it and who comes; of what is over nobody who is asked to it. */
export function factsOf(
  { voice, holder, rooms }: EventReading,
  shown: CalendarEvent,
  times: EventTimes,
  now: Instant,
  isCalledOff = false,
): Letter['facts'] {
  const { say } = voice
  const places = [shown.location, ...(shown.resources ?? []).map((id) => rooms[id] ?? '')].filter((one) => one !== '')
  const repeats = repetitionInWords(voice, shown, now)
  const fact = (label: FactLabel, value: string) => (value === '' ? [] : [{ label: say(label), value }])
  return [
    ...fact('labelWhen', timesInWords(voice, times)),
    ...fact('evLabelRepeats', repeats),
    ...fact('labelWhere', places.join(', ')),
    ...fact('labelVideo', shown.videoCallUrl),
    ...fact('evLabelOrganizer', holder),
    ...(isCalledOff || shown.attendees.length === 0 ? [] : fact('evLabelPeople', namesOf(voice, shown))),
  ]
}

export const descriptionOf = ({ description, descriptionHtml }: CalendarEvent): Paragraph[] =>
  description === '' ? [] : [descriptionHtml ? { html: descriptionHtml, plain: description } : description]

/** Why somebody has a mail about an event. */
export const footerFor = ({ voice, company, holder }: EventReading, shown: CalendarEvent, person: Person): string =>
  footerOf(
    person.memberId !== undefined && person.memberId === shown.organizerId
      ? voice.say('whyOwnEvent', { company: company.name })
      : voice.say('whyEvent', { company: company.name, who: holder }),
    company,
  )
