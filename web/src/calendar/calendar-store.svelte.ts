import type { EventEntry } from '../../../shared/api/event-list.ts'
import type { Me } from '../../../shared/api/me.ts'
import type { Member } from '../../../shared/api/members.ts'
import { addDays, instantOf, localDateOf, localDateTimeOf } from '../../../shared/domain/time/time.ts'
import { type Answer, ask, type Input, type Problem, problemOf } from '../ui/api.ts'
import { locale } from '../ui/locale.ts'

export type { EventEntry } from '../../../shared/api/event-list.ts'
/** The event, or the one occurrence of it, that somebody opened. */
export type EventView = Answer<'getEvent'>
/** What entries and opened events have in common. */
export type Shown = EventEntry | EventView
export type NewEvent = Input<'createEvent'>['body']
export type EventChange = Input<'changeEvent'>['body']
export type Reply = Input<'replyToEvent'>['body']['reply']
/** How much of a series is meant. */
export type Scope = NonNullable<NonNullable<Input<'changeEvent'>['query']>['scope']>
/** Times as the API takes them: instants, or dates with an exclusive end. */
export type Times = { startsAt: string; endsAt: string; timeZone?: string } | { startDate: string; endDate: string }
export type ViewName = 'timeGridWeek' | 'timeGridDay' | 'listWeek'

export interface Toast {
  id: number
  text: string
  isBad: boolean
  undo?: () => Promise<unknown>
}

const TOAST_MS = 10_000
/** Of a list that does not end, no grid can draw more. */
const MOST_PAGES = 4

export const timesOf = (event: Shown): Times =>
  event.startsAt !== undefined && event.endsAt !== undefined
    ? { startsAt: event.startsAt, endsAt: event.endsAt, ...(event.timeZone && { timeZone: event.timeZone }) }
    : { startDate: event.startDate!, endDate: event.endDate! }

/** Whether it is one of several: then a change asks how much of the series is meant. */
export const isPartOfSeries = (event: Shown): boolean =>
  event.occurrence !== undefined || ('rrule' in event && event.rrule !== undefined) || 'rdates' in event

export const isBooking = ({ marks }: EventEntry): boolean => marks.includes('booking')

/** Whether an entry may be taken hold of; of a booking the opened one says so (see `mayChange`). */
export const isMovable = (me: Me, event: EventEntry): boolean =>
  (isBooking(event) || event.organizer.id === me.id) && !event.marks.includes('cut')

/** What a change of a whole series did to occurrences that had been changed before; only what people would not expect. */
function outcomeWords(occurrences: Answer<'changeEvent'>['occurrences'] = []): string {
  const count = (became: (typeof occurrences)[number]['became']) =>
    occurrences.filter((one) => one.became === became).length
  const meetings = (number: number) => (number === 1 ? 'One changed meeting' : `${number} changed meetings`)
  return [
    count('extra') > 0 && ` ${meetings(count('extra'))} stayed where ${count('extra') === 1 ? 'it was' : 'they were'}.`,
    count('ended') > 0 && ` ${meetings(count('ended'))} ended with the series.`,
  ]
    .filter(Boolean)
    .join('')
}

/** Identity of one entry on the grid: an occurrence of a series is its own. */
export const keyOf = (event: EventEntry) => `${event.id}|${event.occurrence ?? ''}`

/** What the calendar shows and what people do to it; every change can be undone for ten seconds. */
export class CalendarStore {
  readonly me: Me
  events = $state.raw<EventEntry[]>([])
  members = $state.raw<Member[]>([])
  /** Rooms and other resources that an event may take. */
  rooms = $state.raw<Answer<'listResources'>['resources']>([])
  shown = $state<string[]>([])
  view = $state<ViewName>('timeGridWeek')
  /** The date that the view is about. */
  date = $state('')
  isLoading = $state(true)
  problem = $state('')
  toasts = $state.raw<Toast[]>([])
  private range: { from: string; to: string } | undefined
  private nextToast = 1
  private asked = 0

  constructor(me: Me) {
    this.me = me
    this.date = localDateOf(Date.now(), me.timeZone)
    this.shown = [me.id]
    if (matchMedia('(max-width: 700px)').matches) this.view = 'listWeek'
  }

  get zone(): string {
    return this.me.timeZone
  }

  async loadMembers(): Promise<void> {
    const [{ members }, { resources }] = await Promise.all([ask('listMembers'), ask('listResources')])
    this.members = members
    this.rooms = resources
  }

  /** Loads the dates on show, a day wider on both sides. */
  async load(first?: string, end?: string): Promise<void> {
    if (first && end) {
      const at = (date: string) => new Date(instantOf(`${date}T00:00`, this.zone)).toISOString()
      this.range = { from: at(addDays(first, -1)), to: at(addDays(end, 1)) }
    }
    if (!this.range) return
    const asked = ++this.asked
    this.isLoading = true
    try {
      const events = await this.list(this.range)
      if (asked !== this.asked) return
      this.events = events
      this.problem = ''
    } catch (error) {
      if (asked === this.asked) this.problem = problemOf(error).title
    } finally {
      if (asked === this.asked) this.isLoading = false
    }
  }

  private async list({ from, to }: { from: string; to: string }): Promise<EventEntry[]> {
    const found: EventEntry[] = []
    const members = this.shown.join(',')
    let goesOn: string | undefined
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const { events, next } = await ask('listEvents', { query: { from, to, members, next: goesOn } })
      found.push(...events)
      if (!next) break
      goesOn = next
    }
    return found
  }

  /** Reads all of an entry: description, people, rules. @returns nothing where that was refused; the reason is said */
  async open(entry: EventEntry): Promise<EventView | undefined> {
    try {
      return await ask('getEvent', { params: { id: entry.id }, query: { occurrence: entry.occurrence } })
    } catch (error) {
      this.say(this.refusalWords(problemOf(error)), undefined, true)
      return undefined
    }
  }

  async toggleMember(id: string): Promise<void> {
    this.shown = this.shown.includes(id) ? this.shown.filter((one) => one !== id) : [...this.shown, id]
    await this.load()
  }

  say(text: string, undo?: () => Promise<unknown>, isBad = false): void {
    const id = this.nextToast++
    this.toasts = [...this.toasts.slice(-2), { id, text, isBad, ...(undo && { undo }) }]
    setTimeout(() => this.dismiss(id), TOAST_MS)
  }

  dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id)
  }

  async undoLast(): Promise<void> {
    const toast = this.toasts.findLast((one) => one.undo)
    if (toast) await this.undo(toast)
  }

  async undo(toast: Toast): Promise<void> {
    this.dismiss(toast.id)
    try {
      await toast.undo?.()
      this.say('Undone.')
    } catch (error) {
      this.say(`This could not be undone: ${problemOf(error).title}`, undefined, true)
    }
    await this.load()
  }

  /** Names an event to be changed, of a series with how much of it is meant. */
  private address(event: Shown, scope?: Scope) {
    const query = isPartOfSeries(event) && scope ? { scope, occurrence: event.occurrence } : {}
    return { params: { id: event.id }, query }
  }

  /** Runs a change. @returns false when it was refused; the reason is said and the events are as before */
  private async attempt(what: () => Promise<{ said: string; undo?: () => Promise<unknown> }>): Promise<boolean> {
    try {
      const { said, undo } = await what()
      await this.load()
      this.say(said, undo)
      return true
    } catch (error) {
      const problem = problemOf(error)
      await this.load()
      this.say(this.refusalWords(problem), undefined, true)
      return false
    }
  }

  private refusalWords({ title, detail, errors, refusal, clashes }: Problem): string {
    if (errors?.[0]) return `${errors[0].path} ${errors[0].message}`
    const [first] = clashes ?? []
    if (refusal !== 'RoomTaken' || !first) return detail ?? title
    const room = this.rooms.find(({ id }) => id === first.resourceId)?.name ?? 'A room'
    const when = new Intl.DateTimeFormat(locale, {
      timeZone: this.zone,
      dateStyle: 'medium',
      timeStyle: 'short',
    })
    const others = clashes!.length > 1 ? ` and ${clashes!.length - 1} more` : ''
    return `${room} is taken: ${when.format(new Date(first.startsAt))}${others}. Nothing was changed.`
  }

  private overlapWords = ({ overlaps = 0 }: { overlaps?: number }) =>
    overlaps > 0 ? ` It overlaps ${overlaps === 1 ? 'another event' : `${overlaps} others`}.` : ''

  create(body: NewEvent): Promise<boolean> {
    return this.attempt(async () => {
      const made = await ask('createEvent', { body })
      return {
        said: `“${made.title}” is in the calendar.${this.overlapWords(made)}`,
        undo: () => ask('deleteEvent', this.address(made, 'all')),
      }
    })
  }

  /** Of bookings those may be changed that stand for one customer: a class is moved seat by seat, by those who have them. */
  private async mayChange(entry: EventEntry): Promise<boolean> {
    if (!isBooking(entry)) return true
    const opened = await this.open(entry)
    if (opened && !opened.canChange) this.say('A class is moved seat by seat, not as a whole.', undefined, true)
    return opened?.canChange ?? false
  }

  /** Changes an event or a part of its series. */
  async change(before: EventEntry, patch: EventChange, scope?: Scope): Promise<boolean> {
    if (!(await this.mayChange(before))) return false
    return this.attempt(async () => {
      const headers = { 'if-match': before.version }
      const changed = await ask('changeEvent', { ...this.address(before, scope), headers, body: patch })
      const said = `“${changed.title}” is changed.${this.overlapWords(changed)}${outcomeWords(changed.occurrences)}`
      // A booking is moved back like any other: by another move, which its customer hears of.
      const { undo: change } = changed
      const undo = change
        ? () => this.takeBack(change)
        : () => ask('changeEvent', { ...this.address(before), body: timesOf(before) })
      return { said, undo }
    })
  }

  private takeBack({ id, version }: { id: string; version: number }): Promise<unknown> {
    return ask('undoEventChange', { params: { id }, body: { version } })
  }

  async remove(event: EventEntry, scope?: Scope): Promise<boolean> {
    if (!(await this.mayChange(event))) return false
    return this.attempt(async () => {
      await ask('deleteEvent', { ...this.address(event, scope), headers: { 'if-match': event.version } })
      if (isBooking(event)) return { said: `“${event.title}” is cancelled; its customer is being told.` }
      return {
        said: `“${event.title}” is deleted.`,
        undo: () => this.takeBack({ id: event.id, version: event.version + 1 }),
      }
    })
  }

  reply(event: Shown, reply: Reply): Promise<boolean> {
    return this.attempt(async () => {
      await ask('replyToEvent', { params: { id: event.id }, body: { reply } })
      return { said: `Your answer to “${event.title}” is saved.` }
    })
  }

  /** A host's answer to a customer's request. */
  answer(event: EventView, answer: Input<'answerRequest'>['body']['answer']): Promise<boolean> {
    return this.attempt(async () => {
      await ask('answerRequest', { params: { id: event.id }, body: { answer } })
      const done = answer === 'confirm' ? 'confirmed' : 'declined'
      return { said: `The request of ${event.booking!.customer.name} is ${done}; they are being told.` }
    })
  }

  /** The wall clock of this member's zone at an instant, as the grid wants it. */
  wall(instant: string): string {
    return localDateTimeOf(Date.parse(instant), this.zone)
  }

  /** The instant of a wall time on the grid. */
  instant(wall: string): string {
    return new Date(instantOf(wall, this.zone)).toISOString()
  }
}
