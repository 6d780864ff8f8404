import type { Mail } from '../../../functions/ports/mailer.ts'
import type { Repositories } from '../../../functions/ports/repositories.ts'
import { publishChange } from '../../../functions/usecases/effects/publish-changes.ts'
import { answerByLink, askedByLink, timesKeyOf } from '../../../functions/usecases/event/answer-by-link.ts'
import { answerByMail } from '../../../functions/usecases/event/answer-by-mail.ts'
import { changeEvent, type EventPatch } from '../../../functions/usecases/event/change-event.ts'
import { createEvent } from '../../../functions/usecases/event/create-event.ts'
import { deleteEvent } from '../../../functions/usecases/event/delete-event.ts'
import { replyToEvent } from '../../../functions/usecases/event/reply-to-event.ts'
import { restoreEvent } from '../../../functions/usecases/event/restore-event.ts'
import { tellThoseBehind, thoseBehind } from '../../../functions/usecases/event/tell-those-behind.ts'
import { undoChange } from '../../../functions/usecases/event/undo-change.ts'
import { sendMailsOf } from '../../../functions/usecases/mail/send-mails.ts'
import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { attendeesAt } from '../../../shared/domain/event/people-at.ts'
import type { CalendarAnswer, CalendarReply } from '../../../shared/domain/invitation/calendar-reply.ts'
import { heldBy, heldDate } from '../../../shared/domain/invitation/held.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { occurrencesOf } from '../../../shared/domain/recurrence/occurrence.ts'
import { type MemoryStore, memoryStore } from '../../fakes/memory/memory-store.ts'
import { mixed } from '../random.ts'
import { MailClient, type Shown } from './mail-client.ts'
import { type Action, type Guest, guests, type Plan } from './plan.ts'
import {
  ada,
  COMPANY,
  emails,
  foundCompany,
  grace,
  linus,
  MORNING,
  plainReplies,
  type ReplyReader,
  type Tools,
  toolsOver,
} from './world.ts'

const SECOND_MS = 1000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const HORIZON_MS = 400 * DAY_MS
const FIRST_DAY = MORNING + 7 * DAY_MS
/** So often at most what is left is looked for until all is at rest. */
const MOST_ROUNDS = 60

export const invariants = [
  'no fault',
  'no reply stands for a time that it did not answer',
  'nobody answers for somebody else',
  'nobody gets two mails for one change',
  'everybody knows what is so',
  'all comes to rest',
] as const
export type Invariant = (typeof invariants)[number]

export interface Violation {
  invariant: Invariant
  detail: string
}

/** Makes something of a history worse than it is: for tests that ask whether the simulation notices. */
export interface Sabotage {
  store?: (memory: MemoryStore) => Repositories
  replies?: ReplyReader
  /** What a page says that it answers to. */
  timesKey?: (key: string) => string | undefined
}

export interface Outcome {
  plan: Plan
  steps: number
  mails: number
  answers: number
  /** Mails to a reply address, by what became of them. */
  heard: Record<string, number>
  refused: Record<string, number>
  violation?: Violation
  told: string[]
}

interface Page {
  token: string
  timesKey: string
  event: CalendarEvent
}

/** Plays a plan to its end, or to the first promise that is broken. The same plan is the same history. */
export async function play(plan: Plan, sabotage: Sabotage = {}): Promise<Outcome> {
  const memory = memoryStore()
  return new History(plan, sabotage.store?.(memory) ?? memory, sabotage).played()
}

const spanOf = (times: EventTimes): string =>
  times.kind === 'timed' ? `${times.startsAt}-${times.endsAt}` : times.startDate

/** The dates of an event, as those who are in it see them. */
function datesOf(event: CalendarEvent): { key: string | undefined; times: EventTimes }[] {
  if (event.isDeleted) return []
  return occurrencesOf(event, FIRST_DAY - 60 * DAY_MS, FIRST_DAY + HORIZON_MS, 'UTC').map(({ key, times }) => ({
    key,
    times,
  }))
}

class History {
  private readonly plan: Plan
  private readonly store: Repositories
  private readonly sabotage: Sabotage
  private readonly tools: Tools
  private readonly clock = { now: MORNING }
  private readonly made: string[] = []
  private readonly told: string[] = []
  private readonly clients = new Map<string, MailClient>()
  /** What each client showed after each mail: somebody may answer to what it was. */
  private readonly shownThen = new Map<string, Shown[][]>()
  private readonly tokens = new Map<string, string[]>()
  private readonly pages = new Map<string, Page[]>()
  /** What somebody truly answered: reply and time. */
  private readonly answered = new Map<string, Set<string>>()
  /** When each event was changed last, by how many changes there had been. */
  private readonly changedAt = new Map<string, number>()
  private readonly mailedAt = new Map<string, number>()
  private readonly failedMails = new Set<string>()
  private readonly seenMails = new Set<string>()
  private readonly hasDeclined = new Set<string>()
  /** Who answered before they were told, and need not be told any more: by address and event. */
  private readonly hasSeen = new Set<string>()
  private readonly heard: Record<string, number> = {}
  private readonly refused: Record<string, number> = {}
  private last: { id: string; version: number } | undefined
  private changes = 0
  private steps = 0
  private mails = 0
  private answers = 0
  private draws = 0
  private next = 0
  private breaks: { arrives: boolean } | undefined
  private isActing = false
  private duringMail = false
  private violation: Violation | undefined

  constructor(plan: Plan, store: Repositories, sabotage: Sabotage) {
    this.plan = plan
    this.store = store
    this.sabotage = sabotage
    this.tools = toolsOver(
      store,
      this.clock,
      () => mixed(plan.seed, 9, this.draws++) / 2 ** 32,
      (mail) => this.send(mail),
    )
  }

  async played(): Promise<Outcome> {
    try {
      await foundCompany(this.store)
      while (this.next < this.plan.acting.length && !this.violation) await this.step()
      if (!this.violation) await this.comeToRest()
    } catch (fault) {
      this.blame('no fault', (fault as Error).stack ?? String(fault))
    }
    const { plan, steps, mails, answers, heard, refused, told, violation } = this
    return { plan, steps, mails, answers, heard, refused, told, ...(violation && { violation }) }
  }

  private blame(invariant: Invariant, detail: string): void {
    this.violation ??= { invariant, detail }
  }
  private tell(words: string): void {
    this.told.push(
      `${String(this.steps).padStart(5)}  ${new Date(this.clock.now).toISOString().slice(11, 19)}  ${words}`,
    )
  }

  // --- what people do

  private async step(): Promise<void> {
    const action = this.plan.actions[this.plan.acting[this.next++]!]!
    this.steps++
    this.clock.now += SECOND_MS
    this.tell(JSON.stringify(action))
    await this.act(action)
    await this.judgeReplies()
  }

  private async act(action: Action): Promise<void> {
    switch (action.does) {
      case 'make':
      case 'move':
      case 'rename':
      case 'people':
      case 'cancel':
      case 'restore':
      case 'undo':
      case 'tell':
        return this.change(action)
      case 'openPage':
        return this.openPage(action.who)
      case 'answerPage':
        return this.answerPage(action)
      case 'answerMail':
        return this.answerMail(action)
      case 'answerInApp':
        return this.answerInApp(action)
      case 'mails':
        await this.deliver()
        if (action.twice) await this.deliver()
        return
      case 'sweep':
        return this.publish()
      case 'wait':
        this.clock.now += action.seconds * SECOND_MS
        return
      case 'breakMail':
        this.breaks = { arrives: action.arrives }
        return
      case 'duringMail':
        this.duringMail = true
    }
  }

  private slot(slot: number, day = 0): EventTimes {
    const startsAt = FIRST_DAY + day * DAY_MS + (slot - 3) * HOUR_MS
    return { kind: 'timed', startsAt, endsAt: startsAt + HOUR_MS, timeZone: 'UTC' }
  }
  private key(event: CalendarEvent, on: number): string | undefined {
    return datesOf(event).map(({ key }) => key)[on]
  }

  /** A change of somebody of the house; what it is refused for is a normal answer. */
  private async change(
    action: Extract<Action, { does: 'make' | 'move' | 'rename' | 'people' | 'cancel' | 'restore' | 'undo' | 'tell' }>,
  ) {
    const by = 'byColleague' in action && action.byColleague ? grace : ada
    const telling = 'notify' in action && action.notify ? { notify: action.notify } : {}
    const asked = (people: Guest[]) => people.map((name) => ({ email: emails[name] }))
    if (action.does === 'make') {
      const draft = {
        title: 'Roof',
        description: '',
        location: '',
        videoCallUrl: '',
        times: this.slot(action.slot),
        attendees: asked(action.people),
        organizerId: ada.id,
        ...(action.isSeries && { rrule: 'FREQ=DAILY;COUNT=5' }),
      }
      const made = await createEvent(this.tools, by, draft, telling)
      if (!isRefusal(made)) this.made.push(made.event.id)
      return this.done(made)
    }
    if (action.does === 'undo')
      return this.done(
        this.last ? await undoChange(this.tools, by, this.last.id, this.last.version, telling) : undefined,
      )
    const id = this.made[action.of]
    const event = id === undefined ? undefined : await this.store.event(COMPANY, id)
    if (!event) return
    if (action.does === 'tell') {
      const told = await tellThoseBehind(this.tools, ada, event.id)
      return this.done(isRefusal(told) || told.told === 0 ? undefined : told)
    }
    if (action.does === 'restore') return this.done(await restoreEvent(this.tools, by, event.id, telling))
    const isDate = event.rrule !== undefined && action.on !== undefined
    const occurrence = isDate ? this.key(event, action.on!) : undefined
    if (isDate && occurrence === undefined) return
    const scope = !isDate ? 'all' : 'following' in action && action.following ? 'following' : 'this'
    const request =
      event.rrule === undefined
        ? { id: event.id }
        : { id: event.id, scope: scope as 'all', occurrence: occurrence ?? this.key(event, 0) }
    if (request.occurrence === undefined && event.rrule !== undefined) return
    if (action.does === 'cancel') return this.done(await deleteEvent(this.tools, by, request, telling))
    const patch: EventPatch =
      action.does === 'move'
        ? { times: this.slot(action.slot, isDate ? action.on : this.dayOf(event, request.occurrence)) }
        : action.does === 'rename'
          ? { title: action.title }
          : { attendees: asked(action.people) }
    const changed = await changeEvent(this.tools, by, request, patch, telling)
    if (!isRefusal(changed)) {
      if (!this.made.includes(changed.event.id)) this.made.push(changed.event.id)
      this.last = changed.undo
    }
    return this.done(changed)
  }

  /** The day of the date at which all of a series is changed, so that it stays on its days. */
  private dayOf(event: CalendarEvent, key: string | undefined): number {
    const date = key === undefined ? undefined : datesOf(event).find((one) => one.key === key)
    const times = date?.times ?? event.times
    return times.kind === 'timed' ? Math.floor((times.startsAt - FIRST_DAY + 12 * HOUR_MS) / DAY_MS) : 0
  }

  private async done(result: { event: CalendarEvent } | Refusal | undefined): Promise<void> {
    if (!result) return
    if (isRefusal(result)) {
      this.refused[result.refusal] = (this.refused[result.refusal] ?? 0) + 1
      this.tell(`  refused: ${result.refusal}`)
      return
    }
    this.changes++
    const events = await Promise.all(this.made.map((id) => this.store.event(COMPANY, id)))
    for (const event of events) {
      // Whatever was written just now.
      if (event && event.updatedAt === this.clock.now) this.changedAt.set(event.icalUid, this.changes)
    }
    if (result.event.undo) this.last = { id: result.event.id, version: result.event.version }
  }

  // --- mails

  private async publish(): Promise<void> {
    for (const change of await this.store.markedChanges(this.clock.now + DAY_MS))
      await publishChange(this.tools, change)
  }

  private async deliver(): Promise<void> {
    await this.publish()
    for (const id of this.made) await sendMailsOf(this.tools, COMPANY, id, Number.MAX_SAFE_INTEGER)
  }

  /** The mail server: each mail arrives in the calendar of its reader. */
  private async send(mail: Mail): Promise<void> {
    const { breaks } = this
    this.breaks = undefined
    const to = mail.to.address
    if (breaks && !breaks.arrives) {
      this.failedMails.add(mail.messageId)
      throw new Error('the line broke')
    }
    this.tell(`  mail to ${to}: ${mail.subject}`)
    this.mails++
    const parts = [...(mail.calendar ? [mail.calendar] : []), ...(mail.moreCalendars ?? [])]
    this.judgeMail(
      mail,
      to,
      parts.flatMap(({ content }) => /^UID:(.*)$/m.exec(content)?.[1]?.trim() ?? []),
    )
    const client = this.clients.get(to) ?? new MailClient()
    this.clients.set(to, client)
    for (const part of parts) client.take(part)
    this.shownThen.set(to, [...(this.shownThen.get(to) ?? []), client.shown()])
    const token = /\/reply\/(\S+)/.exec(mail.text)?.[1]
    if (token) this.tokens.set(to, [...(this.tokens.get(to) ?? []), token])
    if (this.duringMail && !this.isActing && this.next < this.plan.acting.length) {
      this.duringMail = false
      const action = this.plan.actions[this.plan.acting[this.next]!]!
      // What sends mails waits for its turn.
      if (action.does !== 'mails' && action.does !== 'sweep' && action.does !== 'wait') {
        this.isActing = true
        await this.step()
        this.isActing = false
      }
    }
    if (breaks) {
      this.failedMails.add(mail.messageId)
      throw new Error('the line broke behind it')
    }
  }

  private judgeMail({ messageId, subject }: Mail, to: string, uids: string[]): void {
    if (this.seenMails.has(messageId)) {
      if (!this.failedMails.has(messageId))
        this.blame('nobody gets two mails for one change', `${to} again: ${subject}`)
      this.failedMails.delete(messageId)
      return
    }
    this.seenMails.add(messageId)
    const isNews = uids.some((uid) => (this.changedAt.get(uid) ?? 0) > (this.mailedAt.get(`${to} ${uid}`) ?? 0))
    if (!isNews) this.blame('nobody gets two mails for one change', `${to}, and nothing has changed: ${subject}`)
    for (const uid of uids) this.mailedAt.set(`${to} ${uid}`, this.changes)
  }

  // --- answers

  private truly(who: Guest, reply: string, spans: string[]): void {
    const email = emails[who]
    const said = this.answered.get(email) ?? new Set()
    for (const span of spans) said.add(`${reply} ${span}`)
    this.answered.set(email, said)
    if (reply === 'declined') this.hasDeclined.add(email)
    this.answers++
  }

  private async openPage(who: Guest): Promise<void> {
    const token = this.tokens.get(emails[who])?.at(-1)
    if (token === undefined) return
    const asked = await askedByLink(this.tools, token)
    if (isRefusal(asked)) return
    const page = { token, timesKey: timesKeyOf(asked.event), event: asked.event }
    this.pages.set(who, [...(this.pages.get(who) ?? []), page])
  }

  private async answerPage({ who, reply, on }: Extract<Action, { does: 'answerPage' }>): Promise<void> {
    const page = this.pages.get(who)?.at(-1)
    if (!page) return
    // What was called off when it was opened may take place again.
    const dates = datesOf({ ...page.event, isDeleted: false })
    const date = on === undefined || page.event.rrule === undefined ? undefined : dates[on]
    if (on !== undefined && page.event.rrule !== undefined && !date) return
    this.truly(
      who,
      reply,
      (date ? [date] : dates).map(({ times }) => spanOf(times)),
    )
    await this.noteSeen(emails[who], page.event.id)
    const { timesKey: told = (key: string) => key } = this.sabotage
    const key = told(page.timesKey)
    const given = {
      reply,
      scope: date ? ('this' as const) : ('all' as const),
      ...(date?.key !== undefined && { occurrence: date.key }),
      ...(key !== undefined && { timesKey: key }),
    }
    try {
      const answered = await answerByLink(this.tools, page.token, given)
      this.tell(`  ${isRefusal(answered) ? `refused: ${answered.refusal}` : 'answered'}`)
    } catch (fault) {
      // A date that the series does not have any more is bad input.
      if ((fault as Error).name !== 'BadInput') throw fault
      this.tell('  bad input')
    }
  }

  private async answerMail({ who, reply, on, how }: Extract<Action, { does: 'answerMail' }>): Promise<void> {
    const email = emails[who]
    const all = this.shownThen.get(email) ?? []
    const shown = how === 'late' ? all[Math.max(0, all.length - 3)] : all.at(-1)
    const [first] = shown ?? []
    if (!shown || !first) return
    const same = shown.filter(({ uid }) => uid === first.uid)
    const date = on === undefined || first.key === undefined ? undefined : same[on]
    const event = (await this.events()).find(({ icalUid }) => icalUid === first.uid)
    if (!event || (on !== undefined && first.key !== undefined && !date)) return
    const key = how === 'noDate' ? FIRST_DAY + 3 * 60_000 : date?.key
    const answer: CalendarAnswer = {
      reply,
      sequence: first.sequence,
      stampedAt: this.clock.now,
      ...(key !== undefined && { key: new Date(key).toISOString() }),
    }
    const other = emails[guests.find((name) => name !== who)!]
    const attendee = how === 'forged' ? other : email
    const said: CalendarReply = { method: 'REPLY', uid: first.uid, attendee, answers: [answer] }
    // Whoever has the mail of somebody else answers for themselves, and that counts for nobody.
    if (how !== 'forged' && how !== 'noDate')
      this.truly(
        who,
        reply,
        (date ? [date] : same).map(({ startsAt, endsAt }) => `${startsAt}-${endsAt}`),
      )
    const mail = {
      from: email,
      messageId: `m${this.steps}`,
      isAutomatic: false,
      calendars: [Buffer.from(JSON.stringify(said))],
      text: '',
    }
    const way = { company: COMPANY, eventId: event.id, email }
    const tools = { ...this.tools, calendarReplies: this.sabotage.replies ?? plainReplies }
    for (let times = how === 'twice' ? 2 : 1; times > 0; times--) {
      const became = await answerByMail(tools, way, mail)
      this.heard[became] = (this.heard[became] ?? 0) + 1
      this.tell(`  ${became}`)
    }
  }

  private async answerInApp({ of, reply, on }: Extract<Action, { does: 'answerInApp' }>): Promise<void> {
    const id = this.made[of]
    const event = id === undefined ? undefined : await this.store.event(COMPANY, id)
    if (!event || event.isDeleted) return
    const dates = datesOf(event)
    const date = on === undefined || event.rrule === undefined ? undefined : dates[on]
    if (event.rrule !== undefined && on !== undefined && !date) return
    this.truly(
      'linus',
      reply,
      (date ? [date] : dates).map(({ times }) => spanOf(times)),
    )
    await this.noteSeen(linus.email, event.id)
    const occurrence = event.rrule === undefined ? undefined : (date ?? dates[0])?.key
    const scope = date ? ('this' as const) : ('all' as const)
    const answered = await replyToEvent(
      this.tools,
      linus,
      event.id,
      reply,
      occurrence === undefined ? {} : { scope, occurrence },
    )
    this.tell(`  ${isRefusal(answered) ? `refused: ${answered.refusal}` : 'answered'}`)
  }

  /** Whoever answers has seen it as it is: what they were not told on purpose is told to them no more. */
  private async noteSeen(email: string, id: string): Promise<void> {
    await this.publish()
    const event = await this.store.event(COMPANY, id)
    const behind = event ? await thoseBehind(this.tools, await this.store.members(COMPANY), event, ada) : []
    if (behind.some((one) => one.email === email)) this.hasSeen.add(`${email} ${id}`)
  }

  // --- what is judged

  private async events(): Promise<CalendarEvent[]> {
    const found = await Promise.all(this.made.map((id) => this.store.event(COMPANY, id)))
    return found.flatMap((one) => one ?? [])
  }

  /** Whatever stands as an answer was given, by that person, to that time. */
  private async judgeReplies(): Promise<void> {
    for (const event of await this.events())
      for (const { key, times } of datesOf(event)) {
        const people = key === undefined ? event.attendees : attendeesAt(event, key)
        for (const { email, reply } of people) {
          if (reply === 'needsAction') continue
          const said = this.answered.get(email) ?? new Set<string>()
          if (said.has(`${reply} ${spanOf(times)}`)) continue
          const isTheirs = [...said].some((one) => one.startsWith(`${reply} `))
          const when = times.kind === 'timed' ? new Date(times.startsAt).toISOString() : times.startDate
          this.blame(
            isTheirs ? 'no reply stands for a time that it did not answer' : 'nobody answers for somebody else',
            `${email} stands as ${reply} at ${when} of ${event.id}`,
          )
        }
      }
  }

  private async comeToRest(): Promise<void> {
    await this.deliverAll()
    await this.judgeKnowledge(true)
    // What nobody was told on purpose is told now: then all know all.
    for (const event of await this.events()) {
      const told = await tellThoseBehind(this.tools, ada, event.id)
      if (!isRefusal(told) && told.told > 0) await this.done(told)
    }
    this.tell('those who were not told are told')
    await this.deliverAll()
    await this.judgeKnowledge(false)
  }

  private async deliverAll(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      this.clock.now += HOUR_MS
      await this.deliver()
      const effects = (await Promise.all(this.made.map((id) => this.store.effectsOf(COMPANY, id)))).flat()
      const open = effects.filter(
        ({ effect, state }) => effect === 'mail' && (state === 'planned' || state === 'sending'),
      )
      if (open.length === 0) return
    }
    this.blame('all comes to rest', 'mails are left')
  }

  /** What the mails have made of everybody's calendar is what the events say. */
  private async judgeKnowledge(areSomeBehind: boolean): Promise<void> {
    const events = await this.events()
    const members = await this.store.members(COMPANY)
    // A series that was split is one thing to its people: nobody need hear of a part that is as it was.
    const families = Map.groupBy(events, (event) => rootOf(event, events))
    for (const family of families.values()) {
      const behind = new Set<string>()
      // What was deleted without a word can only be told by bringing it back.
      for (const event of family)
        if (areSomeBehind || event.isDeleted)
          for (const { email } of await thoseBehind(this.tools, members, event, ada)) behind.add(email)
      for (const who of guests) if (!behind.has(emails[who])) this.judgePerson(who, family)
    }
  }

  private judgePerson(who: Guest, family: CalendarEvent[]): void {
    const email = emails[who]
    const memberId = who === 'linus' ? linus.id : undefined
    // Whoever has said no once may not have heard of a title.
    const named = (span: string, title: string) => (this.hasDeclined.has(email) ? span : `${span} ${title}`)
    const shown = this.clients.get(email)?.shown() ?? []
    const wanted = family.flatMap((event) => {
      const held = heldBy(event, { email, memberId })
      if (!held) return []
      // Nobody is invited who has said no before.
      if (held.attendee?.reply === 'declined' && !shown.some(({ uid }) => uid === event.icalUid)) return []
      return datesOf(event).flatMap(({ key, times }) => {
        if (key === undefined) return [named(spanOf(times), event.title)]
        const date = heldDate(held, key, email)
        return date.is === 'there' ? [named(spanOf(date.times), date.event.title)] : []
      })
    })
    const uids = new Set(family.map(({ icalUid }) => icalUid))
    const has = shown
      .filter(({ uid }) => uids.has(uid))
      .map(({ startsAt, endsAt, title }) => named(`${startsAt}-${endsAt}`, title))
    if (JSON.stringify(wanted.sort()) === JSON.stringify(has.sort())) return
    if (family.some(({ id }) => this.hasSeen.has(`${email} ${id}`))) return
    const moment = (at: string) => new Date(Number(at)).toISOString().slice(5, 16)
    const inWords = (all: string[]) => all.map((one) => one.replaceAll(/\d{13}/g, moment)).join(', ') || 'nothing'
    this.blame('everybody knows what is so', `${email} has ${inWords(has)}; what is so: ${inWords(wanted)}`)
  }
}

/** The event with which a series began that was split since. */
function rootOf(event: CalendarEvent, all: CalendarEvent[]): string {
  const before = event.splitFrom && all.find(({ id }) => id === event.splitFrom!.id)
  return before ? rootOf(before, all) : event.id
}
