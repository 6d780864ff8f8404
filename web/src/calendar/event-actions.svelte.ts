import type { EventEntry } from '../../../shared/api/event-list.ts'
import type { ProposalView, UnbelievedView } from '../../../shared/api/mailed-replies.ts'
import { isBusyTime } from '../../../shared/domain/calendar/busy-time.ts'
import { type CalendarPhrases, phrases } from '../../../shared/words/calendar/en.ts'
import { type Say, sayIn } from '../../../shared/words/phrase.ts'
import { askOrRecall } from '../offline/keeper.ts'
import { type Answer, ask, type Input, type Problem, problemOf } from '../ui/api.ts'
import { type Titled, titleFor } from '../ui/event/event-words.ts'
import { problemInWords } from '../ui/problem-words.ts'
import type { ToastStack } from '../ui/toast/toasts.svelte.ts'
import type { CalendarModel } from './calendar-model.svelte.ts'
import { keyOf } from './events-on-show.svelte.ts'
import type { Drawn } from './grid/drawn.ts'
import { type Times, timesAt, wallsOf } from './grid/placed.ts'
import { StillEditing } from './telling.svelte.ts'

/** The event, or the one occurrence of it, that somebody opened. */
export type EventView = Answer<'getEvent'>
export type NewEvent = Input<'createEvent'>['body']
export type EventChange = Input<'changeEvent'>['body']
export type Reply = Input<'replyToEvent'>['body']['reply']
/** What a change would make of the dates that are other than their series, for one scope. */
export type ScopeOutcome = Answer<'previewEventChange'>['scopes'][number]
/** How much of a series is meant. */
export type Scope = NonNullable<NonNullable<Input<'changeEvent'>['query']>['scope']>
/** What entries and opened events have in common. */
export type Shown = EventEntry | EventView

/**
 * Nothing where it was done; else what stood in the way. `isBack`: whoever did it was asked who is to hear of it, and
 * goes back to what they were doing.
 */
export type Outcome = (Problem & { isBack?: true }) | undefined

/** What was done, in words, and what takes it back. */
interface Done {
  said: string
  /** Done, but not all of it as it was meant. */
  isFault?: boolean
  undo?: () => Promise<unknown>
  /** What it made, which is shown then. */
  made?: EventView
  /** The event that is put away, until it is known to be back. */
  about?: string
}

const MOST_UNDOS = 20
const TIMES: ReadonlySet<string> = new Set(['startsAt', 'endsAt', 'startDate', 'endDate', 'timeZone'])

/** A change that came before the last one of its event, and is more than a move. */
class OnlyLastUndone extends Error {
  override name = 'OnlyLastUndone'
}

export const timesOf = (event: Shown): Times =>
  event.startsAt !== undefined && event.endsAt !== undefined
    ? { startsAt: event.startsAt, endsAt: event.endsAt, ...(event.timeZone && { timeZone: event.timeZone }) }
    : { startDate: event.startDate!, endDate: event.endDate! }

/** Whether it is one of several: then a change asks how much of the series is meant. */
export const isPartOfSeries = (event: Shown): boolean =>
  event.occurrence !== undefined || ('rrule' in event && event.rrule !== undefined) || 'rdates' in event

export const isBooking = ({ marks }: EventEntry): boolean => marks.includes('booking')

/** Whether somebody besides the reader is asked to it. */
export const invitesOthers = ({ attendees }: { attendees: { email: string }[] }, me: { email: string }): boolean =>
  attendees.some(({ email }) => email !== me.email)

/** What people do to events: each shows at once, is said, and can be undone for ten seconds or by Ctrl+Z. */
export class EventActions {
  private readonly calendar: CalendarModel
  private readonly toasts: ToastStack
  private readonly say: Say<CalendarPhrases>
  private turn: Promise<unknown> = Promise.resolve()
  private undos: { toast: number; act: () => Promise<unknown> }[] = []
  /** Told of each event that was made, once it is known where it goes. */
  onmade: ((made: EventView) => void) | undefined
  /** Versions that answers to changes have named, by event. */
  private readonly versions = new Map<string, number>()
  /**
   * Those that were made here, one after the other up to the last, by event: nobody else has changed it since the
   * first.
   */
  private readonly ours = new Map<string, { first: number; last: number }>()

  constructor(calendar: CalendarModel, toasts: ToastStack) {
    this.calendar = calendar
    this.toasts = toasts
    this.say = sayIn<CalendarPhrases>(phrases, calendar.reader.locale)
  }

  /**
   * Reads all of an entry: description, people, rules. Of a time that is merely taken the list says all there is.
   * @throws ProblemError
   */
  async open(event: { id: string; occurrence?: string | undefined }): Promise<EventView> {
    const known = isBusyTime(event) && this.calendar.events.find(({ entry }) => entry.id === event.id)
    if (known) return busyView(known.entry)
    return askOrRecall('getEvent', { params: { id: event.id }, query: { occurrence: event.occurrence } })
  }

  /** Whether an event is in no calendar any more. */
  async isNotThere({ id }: { id: string }): Promise<boolean> {
    const why = await ask('getEvent', { params: { id } }).then(() => undefined, problemOf)
    return why?.refusal === 'NotFound'
  }

  async create(body: NewEvent): Promise<Outcome> {
    return this.attempt(() => this.created(body))
  }

  private async created(body: NewEvent): Promise<Done> {
    const query = this.concernsOthers(undefined, body) ? await this.calendar.telling.about('createEvent', { body }) : {}
    const made = await ask('createEvent', { body, query })
    return {
      said: [this.say(made.isDraft ? 'draftKept' : 'created', { title: made.title }), this.overlapWords(made)]
        .filter(Boolean)
        .join(' '),
      undo: () => this.deleted(made, 'all'),
      made,
    }
  }

  /** Sends a draft out, of a series all of it, once it is known who hears of it. */
  publish(before: EventView): Promise<Outcome> {
    return this.change(before, { isDraft: false }, isPartOfSeries(before) ? 'all' : undefined)
  }

  /** Changes an event or a part of its series. */
  change(before: EventEntry | EventView, patch: EventChange, scope?: Scope): Promise<Outcome> {
    return this.attempt(() => this.changed(before, patch, scope))
  }

  private async changed(before: EventEntry | EventView, patch: EventChange, scope?: Scope): Promise<Done> {
    const headers = { 'if-match': before.version }
    const changed = await this.changedAs(before, patch, { headers, scope })
    const { undo: change } = changed
    // A booking is moved back like any other: by another move, which its customer hears of.
    const undo = change
      ? () => this.takeBack(change).catch((error: unknown) => this.putBack(before, patch, change.version, error))
      : () => this.changedAs(before, timesOf(before), { headers: {} })
    const said = [
      this.say(patch.isDraft === false ? 'published' : 'changed', { title: this.titleOf(changed) }),
      this.overlapWords(changed),
      ...this.outcomeWords(changed.occurrences),
    ]
    return { said: said.filter(Boolean).join(' '), undo }
  }

  /** Whether others hear of a change, or may: then it is asked who. */
  private concernsOthers(
    before: Shown | undefined,
    change: Pick<EventChange, 'attendees' | 'organizerId'> = {},
  ): boolean {
    const { me } = this.calendar
    const others = (emails: { email: string }[] = []) => emails.some(({ email }) => email !== me.email)
    const isOfOther = change.organizerId !== undefined && change.organizerId !== me.id
    if (isOfOther || others(change.attendees)) return true
    if (!before) return false
    // Another date of a series may have guests of its own.
    if (isPartOfSeries(before)) return true
    const hasPeople = 'attendees' in before ? others(before.attendees) : before.attendeeCount > 0
    return hasPeople || before.organizer.id !== me.id
  }

  /** Changes an event, once it is known who hears of it. @throws StillEditing */
  private async changedAs(
    before: Shown,
    body: EventChange,
    { headers, scope }: { headers: { 'if-match'?: number }; scope?: Scope | undefined },
  ): Promise<Answer<'changeEvent'>> {
    const { params, query } = this.address(before, scope)
    const isBooked = 'marks' in before ? isBooking(before) : before.booking !== undefined
    const told = this.concernsOthers(before, body)
      ? await this.calendar.telling.about('changeEvent', { params, query, headers, body }, isBooked)
      : {}
    const changed = await ask('changeEvent', { params, query: { ...query, ...told }, headers, body })
    this.made(changed)
    return changed
  }

  /** Deletes an event, once it is known who hears of it. @throws StillEditing */
  private async deleted(event: Shown, scope: Scope | undefined, headers: { 'if-match'?: number } = {}): Promise<void> {
    const { params, query } = this.address(event, scope)
    const told = this.concernsOthers(event)
      ? await this.calendar.telling.about('deleteEvent', { params, query, headers })
      : {}
    await ask('deleteEvent', { params, query: { ...query, ...told }, headers })
  }

  /** Takes an event that somebody deleted meanwhile out of the bin, and changes it. */
  changeDeleted(before: EventView, patch: EventChange, scope?: Scope): Promise<Outcome> {
    return this.attempt(async () => {
      // Who hears of it, hears of it as it is changed.
      const params = { id: before.id }
      const { version } = await ask('restoreEvent', { params, query: { notify: 'none' } })
      return this.changed({ ...before, version }, patch, scope)
    })
  }

  /** Puts an event elsewhere; the grid shows it there at once, and back with the reason where that was refused. */
  async move(entry: EventEntry, to: Drawn, scope?: Scope): Promise<Outcome> {
    const { calendar } = this
    if (isBooking(entry)) {
      const opened = await this.open(entry).catch(() => undefined)
      if (opened && !opened.canChange) {
        this.toasts.say(this.say('classMoves'), { isFault: true })
        return { status: 409, title: this.say('classMoves') }
      }
    }
    const times = this.movedTimes(entry, to)
    const { startsAt: _s, endsAt: _e, startDate: _d, endDate: _n, timeZone: _z, ...rest } = entry
    const settle = calendar.shown.show(keyOf(entry), { ...rest, ...times })
    calendar.keepFocus(keyOf(entry))
    return this.attempt(() => this.changed(this.asSaved(entry), times, scope)).finally(settle)
  }

  /**
   * One thing after the other: each begins from what the one before has saved, and undo takes back what was done last.
   */
  private inTurn<T>(what: () => Promise<T>): Promise<T> {
    const done = this.turn.then(what)
    this.turn = done.catch(() => {})
    return done
  }

  /**
   * The same entry in the version that is known by now: what is done to it next is done to what the last step made of
   * it.
   */
  private asSaved(entry: EventEntry): EventEntry {
    const known = [this.calendar.shown.versionOf(keyOf(entry)), this.versions.get(entry.id), entry.version]
    return { ...entry, version: Math.max(...known.map((version) => version ?? 0)) }
  }

  /** Where it goes; what is moved as a whole keeps its length in time, also over a night in which clocks change. */
  movedTimes(entry: EventEntry, to: Drawn): Times {
    const { zone } = this.calendar
    const times = timesAt(to, zone, entry.timeZone ?? zone)
    const was = wallsOf(entry, zone)
    const isWhole = was.from !== to.from && was.to !== to.to && was.isAllDay === to.isAllDay
    if (!isWhole || !('startsAt' in times) || entry.startsAt === undefined || entry.endsAt === undefined) return times
    const length = Date.parse(entry.endsAt) - Date.parse(entry.startsAt)
    return { ...times, endsAt: new Date(Date.parse(times.startsAt) + length).toISOString() }
  }

  async copy(entry: EventEntry, times: Times): Promise<Outcome> {
    return this.attempt(async () => this.created(copyOf(await this.open(entry), times)))
  }

  /**
   * Cancels a customer's booking.
   * @param message what they read in their mail
   * @param refund what goes back of what they paid
   */
  cancel(event: EventEntry, { message, refund }: { message: string; refund: 'rule' | 'all' }): Promise<Outcome> {
    return this.takeAway(event, async ({ id, version, title }) => {
      const body = { ...(message !== '' && { message }), refund }
      await ask('cancelAppointment', { params: { id }, headers: { 'if-match': version }, body })
      return { said: this.say('bookingCancelled', { title }) }
    })
  }

  remove(event: EventEntry, scope?: Scope): Promise<Outcome> {
    return this.takeAway(event, async (saved) => {
      await this.deleted(saved, scope, { 'if-match': saved.version })
      return {
        said: this.say('deleted', { title: this.titleOf(saved) }),
        undo: () => {
          this.calendar.keepFocus(keyOf(saved))
          return this.takeBack({ id: saved.id, version: saved.version + 1 })
        },
      }
    })
  }

  /** Takes an event off every calendar without deleting it; of a series all of it. */
  archive(event: EventEntry): Promise<Outcome> {
    return this.takeAway(event, async (saved) => {
      const params = { id: saved.id }
      const query = this.concernsOthers(saved) ? await this.calendar.telling.about('archiveEvent', { params }) : {}
      await ask('archiveEvent', { params, query })
      return {
        said: this.say('archivedEvent', { title: this.titleOf(saved) }),
        undo: () => bringBack(this.calendar, 'unarchiveEvent', saved.id),
        about: saved.id,
      }
    })
  }

  /**
   * Answers an invitation, of a series for as much of it as is meant.
   * @param was what was answered until then, to be undone to
   */
  reply(event: Shown, reply: Reply, was: Reply, scope?: Scope): Promise<Outcome> {
    const answer = (body: { reply: Reply }) => ask('replyToEvent', { ...this.address(event, scope), body })
    return this.attempt(async () => {
      await answer({ reply })
      return { said: this.say('replied', { title: this.titleOf(event) }), undo: () => answer({ reply: was }) }
    })
  }

  /**
   * What a change, or a deletion where there is none, would make of the dates that are other than their series.
   * @throws ProblemError
   */
  async preview(event: Shown, change?: EventChange): Promise<ScopeOutcome[]> {
    const { id, occurrence } = event
    if (occurrence === undefined) return []
    const body = { occurrence, ...(change && { change }) }
    return (await ask('previewEventChange', { params: { id }, body })).scopes
  }

  /** A host's answer to a customer's request. @param message to a customer who is declined */
  answer(event: EventView, answer: Input<'answerRequest'>['body']['answer'], message = ''): Promise<Outcome> {
    return this.attempt(async () => {
      const body = { answer, ...(message !== '' && { message }) }
      await ask('answerRequest', { params: { id: event.id }, body })
      const name = event.booking?.customer.name ?? ''
      return { said: this.say(answer === 'confirm' ? 'requestConfirmed' : 'requestDeclined', { name }) }
    })
  }

  /**
   * Saves an event and makes it a booking of a type. Where that is refused it is saved all the same, as an event of no
   * type, and the reason is said. @param before as it is so far; none for a new one
   */
  saveAsBooking(before: EventView | undefined, given: NewEvent | EventChange, type: string): Promise<Outcome> {
    const { appointmentTypeId: _type, ...body } = given
    return this.attempt(async () => {
      const { id, title } = await this.savedAs(before, body)
      const refused = await ask('bookEvent', { params: { id }, body: { type } }).then(() => undefined, problemOf)
      if (!refused) return { said: this.say('wasMadeBooking', { title }) }
      return { said: this.say('savedUnbooked', { title, why: this.bookingWordsOf(refused) }), isFault: true }
    })
  }
  private async savedAs(before: EventView | undefined, body: NewEvent | EventChange) {
    // Its people hear of it as a booking.
    const query = { notify: 'none' as const }
    if (!before) return ask('createEvent', { body: body as NewEvent, query })
    if (Object.keys(body).length === 0) return before
    const headers = { 'if-match': before.version }
    const { params, query: address } = this.address(before)
    const changed = await ask('changeEvent', {
      params,
      query: { ...address, ...query },
      headers,
      body: body as EventChange,
    })
    this.made(changed)
    return changed
  }

  /** Moves an event to the time that somebody proposes, of a series that date or all of it. */
  accept(view: EventView, { occurrence, startsAt, endsAt, startDate, endDate }: ProposalView): Promise<Outcome> {
    const times = startsAt !== undefined ? { startsAt, endsAt } : { startDate, endDate }
    if (!isPartOfSeries(view)) return this.change(view, times)
    if (occurrence !== undefined) return this.change(view, times, 'this')
    // The times are those at which the series begins, whichever of its dates is open.
    const { occurrence: _date, ...series } = view
    return this.change(series, times, 'all')
  }

  /** Leaves an event as it is in spite of a proposal. */
  decline({ id, title }: EventView, { id: proposal }: ProposalView): Promise<Outcome> {
    return this.attempt(async () => {
      await ask('declineProposal', { params: { id, proposal } })
      return { said: this.say('leftAsItIs', { title }) }
    })
  }

  /** Shows a mail that was not believed no more. */
  async dismiss({ id }: EventView, { id: reply }: UnbelievedView): Promise<Outcome> {
    return ask('dismissMailedReply', { params: { id, reply } }).then(() => undefined, problemOf)
  }

  /** Tells those who were not told of a change how it is now. */
  tell({ id, title }: EventView): Promise<Outcome> {
    return this.attempt(async () => {
      const { told } = await ask('tellOfEvent', { params: { id }, body: {} })
      return { said: this.say('toldNow', { title, n: told }) }
    })
  }

  /** Makes an event a booking of an appointment type: whoever takes part from outside becomes the customer. */
  book({ id, title }: Pick<EventView, 'id' | 'title'>, type: string): Promise<Outcome> {
    return this.attempt(async () => {
      await ask('bookEvent', { params: { id }, body: { type } })
      return { said: this.say('wasMadeBooking', { title }) }
    })
  }

  /** Makes a booking an event again. */
  unbook({ id, title }: EventView): Promise<Outcome> {
    return this.attempt(async () => {
      await ask('unbookEvent', { params: { id } })
      return { said: this.say('wasMadeEvent', { title }) }
    })
  }

  /** What stood in the way of a booking out of an event. */
  bookingWordsOf(problem: Problem): string {
    if (problem.refusal === 'NotAllowed') return this.say('notBookable')
    return problem.refusal === 'SlotTaken' ? this.say('otherThere') : this.wordsOf(problem)
  }

  /** Takes back what was done last. */
  undoLast(): void {
    void this.inTurn(async () => {
      const last = this.undos.pop()
      if (!last) {
        this.toasts.say(this.say('nothingToUndo'))
        return
      }
      this.toasts.dismiss(last.toast)
      await this.undo(last.act)
    })
  }

  /**
   * What stood in the way, for people: from the codes of the answer, with the room and the time where those are known.
   */
  wordsOf(problem: Problem): string {
    const { refusal, clashes = [], gone } = problem
    const { calendar } = this
    if (gone) return this.goneWords(gone)
    const [first] = clashes
    if (refusal !== 'RoomTaken' || !first) return problemInWords(problem, calendar.reader.locale)
    const room = calendar.rooms.find(({ id }) => id === first.resourceId)?.name ?? this.say('aRoom')
    const when = new Intl.DateTimeFormat(calendar.reader.locale, {
      timeZone: calendar.zone,
      dateStyle: 'medium',
      timeStyle: 'short',
    })
    return [
      this.say('roomTaken', { room, when: when.format(new Date(first.startsAt)) }),
      clashes.length > 1 && this.say('moreClashes', { n: clashes.length - 1 }),
    ]
      .filter(Boolean)
      .join(' ')
  }

  /** What became of a date of a series. */
  private goneWords({ is, at, by: who }: NonNullable<Problem['gone']>): string {
    if (is === 'notInSeries') return this.say('dateNotInSeries')
    if (who === undefined || at === undefined) return this.say('dateCalledOff')
    const { zone, reader } = this.calendar
    const format = new Intl.DateTimeFormat(reader.locale, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' })
    return this.say('dateCalledOffBy', { who, when: format.format(new Date(at)) })
  }

  /**
   * Takes an event off the grid at once, and back where that was refused.
   * @param what takes it away, as it is saved by then
   */
  private takeAway(event: EventEntry, what: (saved: EventEntry) => Promise<Done>): Promise<Outcome> {
    const { calendar } = this
    const placed = calendar.events.find(({ id }) => id === keyOf(event))
    if (placed) calendar.leaveFocus(placed)
    const settle = calendar.shown.show(keyOf(event), undefined)
    return this.attempt(() => what(this.asSaved(event))).finally(settle)
  }

  private async takeBack({ id, version }: { id: string; version: number }): Promise<void> {
    const parts = { params: { id }, body: { version } }
    const query = await this.calendar.telling.about('undoEventChange', parts)
    this.made(await ask('undoEventChange', { ...parts, query }))
  }

  /** A version of an event was made here. */
  private made({ id, version }: { id: string; version: number }): void {
    const { first = version, last = version } = this.ours.get(id) ?? {}
    this.ours.set(id, { first: last + 1 === version ? first : version, last: version })
    this.versions.set(id, version)
  }

  /**
   * The server keeps what undoes the last change of an event. One before it that nobody but us has changed since is
   * moved back by another move; of a series, and of more than its times, that would not be all of it.
   * @param version the one that the change made @param error why it could not be taken back @throws ProblemError
   */
  private async putBack(before: Shown, patch: EventChange, version: number, error: unknown): Promise<void> {
    const ours = this.ours.get(before.id)
    if (problemOf(error).refusal !== 'Changed' || !ours || version < ours.first) throw error
    const isMove = Object.keys(patch).every((name) => TIMES.has(name))
    if (isPartOfSeries(before) || !isMove) throw new OnlyLastUndone()
    const headers = { 'if-match': ours.last }
    await this.changedAs(before, timesOf(before), { headers })
  }

  private async undo(act: () => Promise<unknown>): Promise<void> {
    const why = await act().then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof StillEditing) return error
        return error instanceof OnlyLastUndone ? this.say('onlyLastUndone') : this.wordsOf(problemOf(error))
      },
    )
    // Said when it is seen.
    await this.calendar.shown.refresh()
    if (why instanceof StillEditing) return
    if (why !== undefined) this.toasts.say(this.say('notUndone', { why }), { isFault: true })
    else this.toasts.say(this.say('undone'))
  }

  /** Names an event to be changed, of a series with how much of it is meant. */
  private address(event: Shown, scope?: Scope) {
    const query = isPartOfSeries(event) && scope ? { scope, occurrence: event.occurrence } : {}
    return { params: { id: event.id }, query }
  }

  /** Runs a change, says it and remembers how to undo it; a refusal is said by whoever asked for the change. */
  private attempt(what: () => Promise<Done>): Promise<Outcome> {
    return this.inTurn(() => this.attemptNow(what))
  }

  private async attemptNow(what: () => Promise<Done>): Promise<Outcome> {
    try {
      const { said, undo, isFault = false, made, about } = await what()
      await this.calendar.shown.refresh()
      if (made) this.onmade?.(made)
      if (!undo) {
        this.toasts.say(said, { isFault })
        return undefined
      }
      const kept = { toast: 0, act: undo }
      kept.toast = this.toasts.say(said, {
        ...(about !== undefined && { about }),
        undo: () => {
          this.undos = this.undos.filter((one) => one !== kept)
          void this.inTurn(() => this.undo(undo))
        },
      })
      this.undos = [...this.undos.slice(1 - MOST_UNDOS), kept]
      return undefined
    } catch (error) {
      await this.calendar.shown.refresh()
      return error instanceof StillEditing ? { status: 0, title: '', isBack: true } : problemOf(error)
    }
  }

  /** Says a refusal where no form is open that could. */
  complain(problem: Outcome): void {
    if (problem && !problem.isBack) this.toasts.say(this.wordsOf(problem), { isFault: true })
  }

  private titleOf(event: Titled): string {
    return titleFor(event, this.calendar.reader)
  }

  private overlapWords({ overlaps = 0 }: { overlaps?: number | undefined }): string {
    return overlaps > 0 ? this.say('overlaps', { n: overlaps }) : ''
  }

  /**
   * What a change of a whole series did to occurrences that had been changed before; only what people would not expect.
   */
  private outcomeWords(occurrences: Answer<'changeEvent'>['occurrences'] = []): string[] {
    const count = (became: (typeof occurrences)[number]['became']) =>
      occurrences.filter((one) => one.became === became).length
    return [
      count('extra') > 0 ? this.say('stayed', { n: count('extra') }) : '',
      count('ended') > 0 ? this.say('ended', { n: count('ended') }) : '',
    ]
  }
}

/** Brings back what was archived or deleted, once it is known who hears of it. @throws StillEditing, ProblemError */
export async function bringBack(
  { telling }: CalendarModel,
  how: 'unarchiveEvent' | 'restoreEvent',
  id: string,
): Promise<void> {
  const params = { id }
  const query = await telling.about(how, { params })
  await ask(how, { params, query })
}

/** All of a time that is merely taken. */
function busyView({ ownerIds: _owners, attendeeCount: _count, marks: _marks, ...entry }: EventEntry): EventView {
  const nothingSaid = { description: '', descriptionHtml: '', videoCallUrl: '', attendees: [], attachments: [] }
  return { ...entry, ...nothingSaid, reminders: [], canChange: false, source: 'almanac' }
}

/** The same once more: what one reads of an event, as a new one that does not repeat. */
function copyOf(event: EventView, times: Times): NewEvent {
  const { title, privacy, showAs, description, descriptionHtml, location, videoCallUrl, resources = [] } = event
  const { tags, attachments, reminders, calendarId, appointmentTypeId } = event
  return {
    ...times,
    ...{ title, privacy, showAs, location, videoCallUrl, resources },
    ...(descriptionHtml ? { descriptionHtml } : { description }),
    ...(tags && { tags }),
    ...(attachments && { attachments }),
    ...(reminders && { reminders }),
    ...(calendarId !== undefined && { calendarId }),
    ...(appointmentTypeId && { appointmentTypeId }),
    attendees: event.attendees.map(({ email, name, isOptional }) => ({
      email,
      ...(name !== undefined && { name }),
      ...(isOptional && { isOptional }),
    })),
  }
}
