import type { Effect } from '../../../shared/domain/effects/effect.ts'
import { LEASE_MS } from '../../../shared/domain/effects/effect.ts'
import { LONGEST_QUIET_MS, quietUntil } from '../../../shared/domain/effects/quiet.ts'
import { isSameRecipient } from '../../../shared/domain/effects/recipient.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { everybodyAsked } from '../../../shared/domain/event/people-at.ts'
import { eventFile } from '../../../shared/domain/invitation/event-file.ts'
import type { Heard } from '../../../shared/domain/invitation/heard.ts'
import type { Person } from '../../../shared/domain/invitation/held.ts'
import { type Letter as EventLetter, heardBy, letterTo } from '../../../shared/domain/invitation/who-hears.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { localDateOf } from '../../../shared/domain/time/time.ts'
import { mailVoice } from '../../../shared/words/mail/mail-voice.ts'
import type { Mail } from '../../ports/mailer.ts'
import { replyUrl } from '../event/reply-links.ts'
import { relativesOf, zoneOfHolder } from '../event/tell-of-event.ts'
import { type EventVoice, repetitionInWords, timesInWords, toldOf } from './event-words.ts'
import { footerOf, htmlOf, type Letter, type Paragraph, textOf } from './layout.ts'
import { type MailsAbout, type MailTools, messageIdOf, type Written } from './mail-writer.ts'

/** So many of those who are asked a mail names. */
const MOST_NAMED = 8
/** Why the mail of an effect was left out; the notes of those go with the mail that tells all of it. */
const TOLD_LATER = 'told with a later change'

/** What a letter about an event is written from. */
interface Background {
  event: CalendarEvent
  relatives: CalendarEvent[]
  heard: Heard[]
  members: Member[]
  timeZone: string
}

async function backgroundOf({ store }: MailTools, { company, subjectId }: Effect): Promise<Background | undefined> {
  const event = await store.event(company, subjectId)
  if (!event) return undefined
  const relatives = await relativesOf({ store }, company, [event])
  const [heard, members] = await Promise.all([
    store.heardOf(
      company,
      [event, ...relatives].map(({ id }) => id),
    ),
    store.members(company),
  ])
  return { event, relatives, heard, members, timeZone: zoneOfHolder(members, event) ?? 'UTC' }
}

/** The event with which a series that was split began. */
function rootOf({ event, relatives }: Background): string {
  const all = new Map([event, ...relatives].map((one) => [one.id, one]))
  let root = event
  for (let i = 0; i < all.size; i++) {
    const before = root.splitFrom && all.get(root.splitFrom.id)
    if (!before) break
    root = before
  }
  return root.id
}

function personOf(email: string, { event, relatives, members }: Background): Person {
  const member = members.find((one) => one.email === email)
  if (member) return { email, name: member.name, memberId: member.id }
  const asked = [event, ...relatives].flatMap(everybodyAsked).find((one) => one.email === email)
  return { email, ...(asked?.name !== undefined && { name: asked.name }) }
}

/** What whoever changed the event wrote for its reader, in this change and in those that are told with it. */
function notesFor(effect: Effect, siblings: Effect[]): string[] {
  const withIt = siblings.filter(
    (one) =>
      one.version <= effect.version &&
      isSameRecipient(one.recipient, effect.recipient) &&
      (one.version === effect.version || one.reason === TOLD_LATER),
  )
  return withIt.flatMap(({ note }) => note ?? [])
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

interface Writing {
  effect: Effect
  siblings: Effect[]
  background: Background
  person: Person
  told: EventLetter
}

async function mailOf(tools: MailTools, { effect, siblings, background, person, told }: Writing): Promise<Mail> {
  const { mailFrom, clock } = tools
  const { members, event } = background
  const { event: shown } = told.files[0]!
  const [company, rooms] = await Promise.all([tools.store.company(effect.company), roomsOf(tools, effect.company)])
  const names = { name: company?.company.name ?? '' }
  const organizer = members.find(({ id }) => id === shown.organizerId)
  const reader = members.find(({ id }) => id === person.memberId)
  const timeZone = reader?.timeZone ?? (shown.times.kind === 'timed' ? shown.times.timeZone : background.timeZone)
  const voice: EventVoice = { ...mailVoice((reader ?? organizer)?.locale, timeZone), timeZone }
  const { say } = voice
  const holder = organizer?.name ?? names.name
  const { headline, times, lines } = toldOf(voice, told, holder)
  const isOver = told.files[0]!.method === 'CANCEL' && told.files[0]!.keys === undefined
  const by = effect.origin.startsWith('member:') ? effect.origin.slice('member:'.length) : undefined
  const actor = members.find(({ id }) => id === by)
  const notes = notesFor(effect, siblings)
  const url =
    person.memberId === undefined ? await replyUrl(tools, event, person.email) : calendarUrl(tools, event, timeZone)
  const places = [shown.location, ...(shown.resources ?? []).map((id) => rooms[id] ?? '')].filter((one) => one !== '')
  const repeats = repetitionInWords(voice, shown, clock.now())
  const description: Paragraph[] =
    isOver || shown.description === ''
      ? []
      : [shown.descriptionHtml ? { html: shown.descriptionHtml, plain: shown.description } : shown.description]
  const letter: Letter = {
    language: voice.language,
    headline,
    paragraphs: [
      ...lines,
      ...(told.asksReply && told.causes.some(({ code }) => ASKS_AGAIN.has(code)) ? [say('evAnswerAgain')] : []),
      ...notes.map((note) => `${say('says', { who: actor?.name ?? holder })} ${note}`),
      ...description,
    ],
    facts: [
      { label: say('labelWhen'), value: timesInWords(voice, times) },
      ...(repeats === '' ? [] : [{ label: say('evLabelRepeats'), value: repeats }]),
      ...(places.length === 0 ? [] : [{ label: say('labelWhere'), value: places.join(', ') }]),
      ...(shown.videoCallUrl === '' ? [] : [{ label: say('labelVideo'), value: shown.videoCallUrl }]),
      { label: say('evLabelOrganizer'), value: holder },
      ...(isOver || shown.attendees.length === 0
        ? []
        : [{ label: say('evLabelPeople'), value: namesOf(voice, shown) }]),
    ],
    ...(isOver ? {} : { button: { label: say(labelOf(person, told.asksReply)), url } }),
    links: [],
    footer: footerOf(
      person.memberId === shown.organizerId
        ? say('whyOwnEvent', { company: names.name })
        : say('whyEvent', { company: names.name, who: holder }),
      company?.company ?? {},
    ),
  }
  const files = told.files.map((file) => ({
    method: file.method,
    content: eventFile(file, person, {
      organizer: {
        name: holder,
        email: organizer?.email ?? mailFrom,
        ...(actor && actor.id !== shown.organizerId && { sentBy: actor.email }),
      },
      rooms,
      ...(!isOver && { url }),
    }),
  }))
  return {
    messageId: messageIdOf(effect, mailFrom),
    to: { ...(person.name !== undefined && { name: person.name }), address: person.email },
    fromName: holder,
    ...(organizer && { replyTo: { name: organizer.name, address: organizer.email } }),
    subject: letter.headline,
    text: textOf(letter),
    html: htmlOf(letter),
    calendar: files[0]!,
    ...(files.length > 1 && { moreCalendars: files.slice(1) }),
  }
}

const ASKS_AGAIN = new Set([
  'moved',
  'shortened',
  'lengthened',
  'repeatsOtherwise',
  'dateMoved',
  'dateShortened',
  'dateLengthened',
  'dateBack',
])

const labelOf = ({ memberId }: Person, asksReply: boolean) =>
  memberId !== undefined ? 'evOpen' : asksReply ? 'evAnswer' : 'evSee'

/** The event in the calendar of a member, where they answer it. */
function calendarUrl({ publicAddress }: MailTools, { id, times }: CalendarEvent, timeZone: string): string {
  const date = times.kind === 'timed' ? localDateOf(times.startsAt, timeZone) : times.startDate
  return `${publicAddress}/calendar/event/${encodeURIComponent(id)}?view=day&date=${date}`
}

/** When it may go: a moment after the last change, for what one does in one go is told once. */
function notBefore({ quietMs }: MailTools, { waitsSince, dueAt }: Effect, { updatedAt }: CalendarEvent): number {
  return quietUntil(updatedAt, waitsSince ?? dueAt - quietMs, quietMs)
}

/** Keeps what a letter has told; what has changed since it was written is told by a mail of its own. */
async function kept(tools: MailTools, { effect, background, person, told }: Writing): Promise<void> {
  const { store, clock } = tools
  const { company } = effect
  const versions = new Map([background.event, ...background.relatives].map(({ id, version }) => [id, version]))
  const heard = heardBy(told).map((one) => ({ ...one, version: versions.get(one.eventId) ?? 0 }))
  await store.putHeard(company, heard)
  const now = await backgroundOf(tools, effect)
  if (!now || now.event.version === background.event.version) return
  const isBehind = now.heard.some((one) => one.email === person.email && one.isBehind)
  if (isBehind || !letterTo(person, [now.event, ...now.relatives], { ...now, now: clock.now() })) return
  const { recipient, origin } = effect
  await store.plan({
    company,
    subjectKind: 'event',
    subjectId: now.event.id,
    version: now.event.version,
    effect: 'mail',
    recipient,
    about: 'changed',
    origin,
    state: 'planned',
    dueAt: clock.now(),
    waitsSince: clock.now() - LONGEST_QUIET_MS,
    attempts: 0,
  })
}

/** The mails about events: to whom a change concerns, written from what each heard last and what is so now. */
export const eventMails: MailsAbout = {
  to: ({ hears }) => (hears?.mailed ?? []).map((email) => ({ to: 'asked', email })),

  async write(tools, effect, siblings): Promise<Written> {
    const { store, clock } = tools
    const { recipient, company } = effect
    if (recipient.to !== 'asked') throw new Error(`a mail about an event is for ${recipient.to}`)
    const isLater = (one: Effect) =>
      one.effect === 'mail' &&
      one.state === 'planned' &&
      one.version > effect.version &&
      isSameRecipient(one.recipient, recipient)
    if (siblings.some(isLater)) return { skip: TOLD_LATER }
    const first = await backgroundOf(tools, effect)
    if (!first) return { skip: 'the event is gone' }
    const later = notBefore(tools, effect, first.event)
    if (later > clock.now()) return { later }
    const reader = { company, rootId: rootOf(first), email: recipient.email }
    const letter = messageIdOf(effect, tools.mailFrom)
    if (!(await store.beginLetter(reader, letter, clock.now(), clock.now() + LEASE_MS))) return { later: clock.now() }
    const done = () => store.endLetter(reader, letter)
    try {
      // What was heard may be other than a moment ago, now that nobody else tells them anything.
      const background = await backgroundOf(tools, effect)
      const person = background && personOf(recipient.email, background)
      const told =
        background &&
        person &&
        letterTo(person, [background.event, ...background.relatives], { ...background, now: clock.now() })
      if (!told) {
        await done()
        return { skip: 'there is nothing left to tell' }
      }
      const writing: Writing = { effect, siblings, background, person, told }
      const mail = await mailOf(tools, writing)
      return {
        ...mail,
        async sent() {
          await kept(tools, writing)
          await done()
        },
      }
    } catch (error) {
      await done()
      throw error
    }
  },
}
