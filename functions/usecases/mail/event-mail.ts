import { memberBehind } from '../../../shared/domain/changes/change.ts'
import { type Effect, LEASE_MS } from '../../../shared/domain/effects/effect.ts'
import { LONGEST_QUIET_MS, quietUntil } from '../../../shared/domain/effects/quiet.ts'
import { isSameRecipient } from '../../../shared/domain/effects/recipient.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { asksAgain } from '../../../shared/domain/invitation/cause.ts'
import { eventFile } from '../../../shared/domain/invitation/event-file.ts'
import type { Person } from '../../../shared/domain/invitation/held.ts'
import { letterAfterTries } from '../../../shared/domain/invitation/letter-after-tries.ts'
import { type Letter as EventLetter, heardBy, letterTo } from '../../../shared/domain/invitation/who-hears.ts'
import { SECOND_MS } from '../../../shared/domain/time/units.ts'
import { replyAddressFor } from '../event/reply-addresses.ts'
import {
  type Background,
  backgroundOf,
  descriptionOf,
  factsOf,
  footerFor,
  personOf,
  readingFor,
  rootOf,
} from './event-letter.ts'
import { eventReminder } from './event-reminder-mail.ts'
import { wordsOfLetter } from './event-words.ts'
import type { Letter, WrittenMail } from './layout.ts'
import { type MailsAbout, type MailTools, messageIdOf, type Written } from './mail-writer.ts'

/** Why the mail of an effect was left out; the notes of those go with the mail that tells all of it. */
const TOLD_LATER = 'told with a later change'

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

interface Writing {
  effect: Effect
  siblings: Effect[]
  background: Background
  person: Person
  told: EventLetter
}

async function mailOf(tools: MailTools, { effect, siblings, background, person, told }: Writing): Promise<WrittenMail> {
  const { mailFrom, clock } = tools
  const { event: shown } = told.files[0]!
  const reading = await readingFor(tools, background, shown, person)
  const { voice, organizer, holder, rooms, url } = reading
  const { say } = voice
  const { headline, times, lines } = wordsOfLetter(voice, told, holder)
  const isCalledOff = told.files[0]!.method === 'CANCEL' && told.files[0]!.keys === undefined
  const by = memberBehind(effect.origin)
  const actor = background.members.find(({ id }) => id === by)
  const isAskedAgain = told.asksReply && told.causes.some(asksAgain)
  const letter: Letter = {
    language: voice.language,
    headline,
    paragraphs: [
      ...lines,
      ...(isAskedAgain ? [say('evAnswerAgain')] : []),
      ...notesFor(effect, siblings).map((note) => `${say('says', { who: actor?.name ?? holder })} ${note}`),
      ...(isCalledOff ? [] : descriptionOf(shown)),
    ],
    facts: factsOf(reading, shown, times, clock.now(), isCalledOff),
    ...(!isCalledOff && { button: { label: say(labelOf(person, told.asksReply)), url } }),
    links: [],
    footer: footerFor(reading, shown, person),
  }
  // Whoever holds it is asked nothing, and their own program must know them by their own address.
  const isHolder = person.memberId !== undefined && person.memberId === shown.organizerId
  const addresses = await Promise.all(
    told.files.map(({ event }) => (isHolder ? undefined : replyAddressFor(tools, event, person.email))),
  )
  const files = told.files.map((file, i) => ({
    method: file.method,
    content: eventFile(file, person, {
      organizer: {
        name: holder,
        email: organizer?.email ?? mailFrom,
        ...(addresses[i] !== undefined && { replyTo: addresses[i] }),
        ...(actor && actor.id !== shown.organizerId && { sentBy: actor.email }),
      },
      rooms,
      ...(!isCalledOff && { url }),
    }),
  }))
  return {
    messageId: messageIdOf(effect, mailFrom),
    to: { ...(person.name !== undefined && { name: person.name }), address: person.email },
    fromName: holder,
    ...(organizer && { replyTo: { name: organizer.name, address: organizer.email } }),
    subject: letter.headline,
    letter,
    calendar: files[0]!,
    ...(files.length > 1 && { moreCalendars: files.slice(1) }),
  }
}

const labelOf = ({ memberId }: Person, asksReply: boolean) =>
  memberId !== undefined ? 'evOpen' : asksReply ? 'evAnswer' : 'evSee'

/** When it may go: a moment after the last change, for what one does in one go is told once. */
function notBefore({ quietSeconds }: MailTools, { waitsSince, dueAt }: Effect, { updatedAt }: CalendarEvent): number {
  const quietMs = quietSeconds * SECOND_MS
  return quietUntil(updatedAt, waitsSince ?? dueAt - quietMs, quietMs)
}

/** Whether no other mail about the event is still to go: then it is known what was told last to everybody. */
const isLastOfThem = (effect: Effect, siblings: Effect[]): boolean =>
  siblings.findLast(isOpenNews) === effect || !siblings.some(isOpenNews)

/** A mail of news that has not gone; reminders tell nothing new. */
const isOpenNews = (one: Effect): boolean =>
  one.effect === 'mail' && one.about !== 'reminder' && one.state === 'planned'

/** Keeps what a letter has told; what has changed since it was written is told by a mail of its own. */
async function kept(tools: MailTools, { effect, siblings, background, person, told }: Writing): Promise<void> {
  const { store, clock } = tools
  const { company } = effect
  const versions = new Map([background.event, ...background.relatives].map(({ id, version }) => [id, version]))
  const heard = heardBy(told).map((one) => ({ ...one, version: versions.get(one.eventId) ?? 0 }))
  await store.putHeard(company, heard)
  if (isLastOfThem(effect, siblings))
    for (const { eventId } of heard) await store.forgetUntold(company, eventId, clock.now())
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
    if (effect.about === 'reminder') return eventReminder(tools, effect, recipient.email)
    const isLater = (one: Effect) =>
      isOpenNews(one) && one.version > effect.version && isSameRecipient(one.recipient, recipient)
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
        letterAfterTries(person, [background.event, ...background.relatives], { ...background, now: clock.now() })
      if (!told) {
        await done()
        return { skip: 'there is nothing left to tell' }
      }
      const writing: Writing = { effect, siblings, background, person, told }
      const mail = await mailOf(tools, writing)
      const wasTried = background.heard.some(({ email, tried }) => email === person.email && tried)
      // As long as one that may have arrived says other than what is surely known, one of both leaves something to
      // tell.
      if (!wasTried) await store.putTried(company, heardBy(told))
      return {
        ...mail,
        async unsent() {
          if (!wasTried)
            await store.putTried(
              company,
              heardBy(told).map(({ told: _told, ...one }) => one),
            )
        },
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
