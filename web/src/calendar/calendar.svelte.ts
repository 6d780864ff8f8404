import type { EventEntry } from '../../../shared/api/event-list.ts'
import type { CalendarEventView } from '../../../shared/api/events.ts'
import type { Me } from '../../../shared/api/me.ts'
import type { Member } from '../../../shared/api/members.ts'
import { addDays, instantOf, localDateOf, localDateTimeOf } from '../../../shared/domain/time/time.ts'
import { call, type Problem, problemOf } from '../ui/api.ts'
import { locale } from '../ui/locale.ts'

export type { EventEntry } from '../../../shared/api/event-list.ts'
/** The event, or the one occurrence of it, that somebody opened. */
export type EventView = CalendarEventView & { overlaps?: number }
/** What entries and opened events have in common. */
export type Shown = EventEntry | EventView
/** What the API says of a change: how to take it back, and what became of changed occurrences. */
type ChangedView = EventView & { undo: { id: string; version: number }; occurrences?: { became: string }[] }
export type Scope = 'this' | 'following' | 'all'
/** Times as the API takes them: instants, or dates with an exclusive end. */
export type Times = { startsAt: string; endsAt: string; timeZone?: string } | { startDate: string; endDate: string }
export type ViewName = 'timeGridWeek' | 'timeGridDay' | 'listWeek'

export interface Toast {
  id: number
  text: string
  isBad: boolean
  undo?: () => Promise<void>
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
function fateWords(occurrences: { became: string }[] = []): string {
  const count = (became: string) => occurrences.filter((one) => one.became === became).length
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
export class CalendarDesk {
  readonly me: Me
  events = $state.raw<EventEntry[]>([])
  members = $state.raw<Member[]>([])
  /** Rooms and things that an event may take. */
  rooms = $state.raw<{ id: string; name: string }[]>([])
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
    const [{ members }, { resources }] = await Promise.all([
      call<{ members: Member[] }>('GET', '/api/members'),
      call<{ resources: { id: string; name: string }[] }>('GET', '/api/resources'),
    ])
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
    const path = `/api/events?from=${from}&to=${to}&members=${this.shown.join(',')}`
    let goesOn = ''
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const { events, next } = await call<{ events: EventEntry[]; next?: string }>('GET', path + goesOn)
      found.push(...events)
      if (!next) break
      goesOn = `&next=${next}`
    }
    return found
  }

  /** Reads all of an entry: description, people, rules. @returns nothing where that was refused; the reason is said */
  async open(entry: EventEntry): Promise<EventView | undefined> {
    const query = entry.occurrence === undefined ? '' : `?occurrence=${encodeURIComponent(entry.occurrence)}`
    try {
      return await call<EventView>('GET', `/api/events/${entry.id}${query}`)
    } catch (error) {
      this.say(this.refusalWords(problemOf(error)), undefined, true)
      return undefined
    }
  }

  async toggleMember(id: string): Promise<void> {
    this.shown = this.shown.includes(id) ? this.shown.filter((one) => one !== id) : [...this.shown, id]
    await this.load()
  }

  say(text: string, undo?: () => Promise<void>, isBad = false): void {
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

  private path(event: Shown, scope?: Scope, occurrence = event.occurrence): string {
    const query =
      isPartOfSeries(event) && scope
        ? `?scope=${scope}${occurrence ? `&occurrence=${encodeURIComponent(occurrence)}` : ''}`
        : ''
    return `/api/events/${event.id}${query}`
  }

  /** Runs a change. @returns false when it was refused; the reason is said and the events are as before */
  private async attempt(what: () => Promise<{ said: string; undo?: () => Promise<void> }>): Promise<boolean> {
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

  private overlapWords = ({ overlaps = 0 }: EventView) =>
    overlaps > 0 ? ` It overlaps ${overlaps === 1 ? 'another event' : `${overlaps} others`}.` : ''

  create(body: Record<string, unknown>): Promise<boolean> {
    return this.attempt(async () => {
      const made = await call<EventView>('POST', '/api/events', body)
      return {
        said: `“${made.title}” is in the calendar.${this.overlapWords(made)}`,
        undo: () => call('DELETE', this.path(made, 'all', '')),
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
  async change(before: EventEntry, patch: Record<string, unknown>, scope?: Scope): Promise<boolean> {
    if (!(await this.mayChange(before))) return false
    return this.attempt(async () => {
      const changed = await call<ChangedView>('PATCH', this.path(before, scope), patch, {
        'if-match': String(before.version),
      })
      const said = `“${changed.title}” is changed.${this.overlapWords(changed)}${fateWords(changed.occurrences)}`
      // A booking is moved back like any other: by another move, which its customer hears of.
      const undo = isBooking(before)
        ? () => call<void>('PATCH', this.path(before), timesOf(before))
        : () => this.takeBack(changed.undo)
      return { said, undo }
    })
  }

  private takeBack({ id, version }: { id: string; version: number }): Promise<void> {
    return call('POST', `/api/events/${id}/undo`, { version })
  }

  async remove(event: EventEntry, scope?: Scope): Promise<boolean> {
    if (!(await this.mayChange(event))) return false
    return this.attempt(async () => {
      await call('DELETE', this.path(event, scope), undefined, { 'if-match': String(event.version) })
      if (isBooking(event)) return { said: `“${event.title}” is cancelled; its customer is being told.` }
      return {
        said: `“${event.title}” is deleted.`,
        undo: () => this.takeBack({ id: event.id, version: event.version + 1 }),
      }
    })
  }

  reply(event: Shown, reply: string): Promise<boolean> {
    return this.attempt(async () => {
      await call('POST', `/api/events/${event.id}/reply`, { reply })
      return { said: `Your answer to “${event.title}” is saved.` }
    })
  }

  /** A host's answer to a customer's request. */
  answer(event: EventView, answer: 'confirm' | 'decline'): Promise<boolean> {
    return this.attempt(async () => {
      await call('POST', `/api/bookings/${event.id}/answer`, { answer })
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
