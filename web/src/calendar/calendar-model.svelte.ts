import type { EventEntry } from '../../../shared/api/event-list.ts'
import type { Me } from '../../../shared/api/me.ts'
import type { Member } from '../../../shared/api/members.ts'
import { isBusyTime } from '../../../shared/domain/calendar/busy-time.ts'
import { type Colour, colours } from '../../../shared/domain/people/colour.ts'
import { addDays, type LocalDate, parseInstant } from '../../../shared/domain/time/time.ts'
import { askOrRecall } from '../offline/keeper.ts'
import type { Address } from '../shell/address.svelte.ts'
import type { Answer } from '../ui/api.ts'
import type { EventLook } from '../ui/event/event-look.ts'
import { nameFor, titleFor } from '../ui/event/event-words.ts'
import type { Reader } from '../ui/reader.svelte.ts'
import { type CalendarAddress, readAddress, writeAddress } from './calendar-address.ts'
import { EventsOnShow, keyOf } from './events-on-show.svelte.ts'
import type { Drawn } from './grid/drawn.ts'
import { dateOfWall, type Placed, wallNow, wallsOf } from './grid/placed.ts'
import { Telling } from './telling.svelte.ts'
import { type DateRange, titleOfDays, type View, type ViewName, viewOf, type Weeks } from './views.ts'

/** What of somebody's habits is chosen in the calendar itself. */
type Habits = Partial<Pick<Me, 'showsWeekends' | 'hourHeight' | 'colourBy' | 'splitsPeople' | 'groups'>>
export type Room = Answer<'listResources'>['resources'][number]
export type Calendar = Answer<'listCalendars'>['calendars'][number]
export type Tag = Answer<'listTags'>['tags'][number]
export type Schedule = Answer<'listSchedules'>['schedules'][number]

/** Whoever has a column and a colour. */
export interface Named {
  id: string
  name: string
  email: string
  picture?: string | undefined
}

const LAST_VIEW = 'almanac.view'
const HIDDEN = 'almanac.hidden'
const HOURS_PX = { compact: 48, usual: 60, roomy: 84 }

/** What the calendar shows: whose, when, how. The address says it, so that Back and a reload show the same. */
export class CalendarModel {
  readonly reader: Reader
  me: Me = $state.raw()!
  members: readonly Member[] = $state.raw([])
  /** Rooms and other resources that an event may take. */
  rooms: readonly Room[] = $state.raw([])
  /** One's own calendars, those of teams, and what others let one into. */
  calendars: readonly Calendar[] = $state.raw([])
  tags: readonly Tag[] = $state.raw([])
  /** One's own calendars that are not drawn. */
  hiddenCalendars: readonly string[] = $state.raw(JSON.parse(localStorage.getItem(HIDDEN) ?? '[]') as string[])
  /** Dates on which the company does not work, with their names. */
  holidays: ReadonlyMap<LocalDate, string> = $state.raw(new Map())
  /** What one is to do, each on its day; drawn with one's own calendar. */
  toDo: readonly EventEntry[] = $state.raw([])
  /** Epoch milliseconds; goes on every half minute. */
  now = $state(Date.now())
  isPhone = $state(false)
  showsWeekends = $state(true)
  /** The reader's own usual hours; nothing while they are not known. */
  schedule: Schedule | undefined = $state.raw()
  /** What a form is being filled in for: the grid shows it where it would stand. */
  draft: Drawn | undefined = $state.raw()
  hourHeight: Me['hourHeight'] = $state('usual')
  colourBy: Me['colourBy'] = $state('calendar')
  splitsPeople = $state(false)
  /** People and rooms that are looked at together. */
  groups: Me['groups'] = $state.raw([])
  /** What has the focus when the grid is drawn anew. */
  private focused: string | undefined
  readonly shown: EventsOnShow
  /** Asks who is to hear of what is being done. */
  readonly telling = new Telling()
  private readonly address: Address
  private readonly keep: (habits: Habits) => void

  /** @param keep keeps what was chosen for next time, wherever that is set too */
  constructor(me: Me, reader: Reader, address: Address, keep: (habits: Habits) => void) {
    this.me = me
    this.reader = reader
    this.address = address
    this.keep = keep
    this.showsWeekends = me.showsWeekends
    this.hourHeight = me.hourHeight
    this.colourBy = me.colourBy
    this.splitsPeople = me.splitsPeople
    this.groups = me.groups
    this.shown = new EventsOnShow(() => ({ people: this.people, teams: this.asked.teams ?? [], zone: this.zone }))
  }

  readonly asked: CalendarAddress = $derived.by(() => readAddress(this.address.path, this.address.query))
  readonly zone: string = $derived.by(() => this.me.timeZone)
  readonly today: LocalDate = $derived.by(() => dateOfWall(wallNow(this.now, this.zone)))
  readonly viewName: ViewName = $derived.by(() => {
    const named =
      this.asked.view ?? (localStorage.getItem(LAST_VIEW) as ViewName | null) ?? (this.isPhone ? 'list' : 'week')
    return this.isPhone && named === 'week' ? 'days' : viewOf(named) ? named : 'week'
  })
  readonly hourPx: number = $derived.by(() => HOURS_PX[this.hourHeight])
  readonly view: View = $derived.by(() => viewOf(this.viewName))
  readonly date: LocalDate = $derived.by(() => this.asked.date ?? this.today)
  readonly people: readonly string[] = $derived.by(() => this.asked.people ?? [this.me.id])
  readonly weekend: readonly number[] = $derived.by(() => this.me.weekendDays)
  readonly weeks: Weeks = $derived.by(() => {
    const { showsWeekends, reader } = this
    return { firstWeekday: reader.firstWeekday, isHidden: (date) => !showsWeekends && this.isWeekend(date) }
  })
  readonly range: DateRange = $derived.by(() => this.view.range(this.date, this.weeks))
  /** The days that have room, where those of the view have not. */
  drawnDays: readonly LocalDate[] | undefined = $state.raw()
  /** The day on top of a list that was scrolled. */
  seenDate: LocalDate | undefined = $state()
  readonly title: string = $derived.by(() =>
    this.drawnDays
      ? titleOfDays(this.drawnDays, this.reader.locale, this.isPhone)
      : this.view.title(this.seenDate ?? this.date, this.weeks, this.reader.locale, this.isPhone),
  )

  /** Everything known that may be drawn, earliest first; of one length the longer. */
  readonly events: readonly Placed[] = $derived.by(() => {
    const tags = this.asked.tags?.length ? this.asked.tags : undefined
    const toDo = this.people.includes(this.me.id) && !tags ? this.toDo : []
    return [...this.shown.entries.values(), ...toDo]
      .filter((entry) => entry.calendarId === undefined || !this.hiddenCalendars.includes(entry.calendarId))
      .filter((entry) => !tags || entry.tags.some((tag) => tags.includes(tag)))
      .filter((entry) => this.me.showsDeclined || entry.reply !== 'declined')
      .map((entry) => this.placed(entry))
      .sort((a, b) => a.from - b.from || b.to - a.to || (a.id < b.id ? -1 : 1))
  })

  placed(entry: EventEntry): Placed {
    const id = keyOf(entry)
    return { id, entry, look: this.lookOf(entry, id), ...wallsOf(entry, this.zone) }
  }

  private lookOf(entry: EventEntry, id: string): EventLook {
    const { startsAt, endsAt, startDate, endDate, organizer, marks } = entry
    const isMine = organizer.id === this.me.id
    const isTimeOfSomebody = isBusyTime(entry) && entry.ownerIds.length > 0
    return {
      id,
      title: titleFor(entry, this.reader),
      hue: this.hueOf(entry),
      ...this.ownersOf(entry),
      ...(startsAt !== undefined &&
        endsAt !== undefined && { startsAt: parseInstant(startsAt), endsAt: parseInstant(endsAt) }),
      ...(startDate !== undefined && endDate !== undefined && { startDate, endDate }),
      ...(entry.location !== '' && { place: entry.location }),
      ...(!isMine && !isTimeOfSomebody && { organizer: nameFor(organizer, this.reader) }),
      ...(entry.reply !== undefined && !isMine && { reply: entry.reply }),
      isFree: entry.showAs === 'free',
      isPrivate: entry.privacy !== 'public',
      isBooking: marks.includes('booking'),
      isDraft: marks.includes('draft'),
      isPending: marks.includes('pending'),
      repeats: entry.occurrence !== undefined,
      isChanged: marks.includes('changed'),
    }
  }

  /** The colour of a person, the same in every place: one's own is the first. */
  hueOfPerson(id: string): Colour {
    const others = [...this.members, ...this.rooms].map((one) => one.id).filter((one) => one !== this.me.id)
    const place = id === this.me.id ? 0 : 1 + Math.max(0, others.indexOf(id))
    return colours[place % colours.length]!
  }

  /**
   * The names of those on show in whose calendars it stands; nothing where it is the reader's own, and nobody's
   * besides.
   */
  private ownersOf({ id, ownerIds }: EventEntry): Pick<EventLook, 'owners'> {
    if (this.people.length < 2 && !isBusyTime({ id })) return {}
    const others = ownerIds.filter((id) => id !== this.me.id)
    if (others.length === 0) return {}
    const owners = ownerIds.flatMap((id) => this.named(id)?.name ?? [])
    return { owners }
  }

  /** The people who have a column each on a Day of several. */
  readonly lanes: readonly Named[] = $derived.by(() =>
    this.splitsPeople && this.viewName === 'day' && this.people.length > 1
      ? this.people.flatMap((id) => this.named(id) ?? [])
      : [],
  )

  /** A member or a room. */
  private named(id: string): Named | undefined {
    const member = this.members.find((one) => one.id === id)
    const room = this.rooms.find((one) => one.id === id)
    return member ?? (room && { id, name: room.name, email: '' })
  }

  /** Keeps those who are on show under a name; one of that name is another from now on. */
  saveGroup(name: string): void {
    this.keepGroups([...this.groups.filter((group) => group.name !== name), { name, people: [...this.people] }])
  }

  removeGroup(name: string): void {
    this.keepGroups(this.groups.filter((group) => group.name !== name))
  }

  private keepGroups(groups: Me['groups']): void {
    this.groups = groups
    this.keep({ groups })
  }

  setColourBy(colourBy: Me['colourBy']): void {
    this.colourBy = colourBy
    this.keep({ colourBy })
  }

  toggleSplit(): void {
    this.splitsPeople = !this.splitsPeople
    this.keep({ splitsPeople: this.splitsPeople })
  }

  /**
   * The colour of an event: of its first tag or its person where that was chosen, else of its calendar where that has
   * one, else of the person.
   */
  hueOf(entry: EventEntry): Colour {
    const tag = this.colourBy === 'tag' && this.tags.find(({ id }) => id === entry.tags[0])
    if (tag) return tag.colour
    if (this.colourBy === 'person') return this.hueOfOwner(entry)
    const calendar = this.calendars.find(({ id }) => id === entry.calendarId)
    if (calendar && (calendar.kind === 'team' || (calendar.ownerId === this.me.id && !calendar.isFirst)))
      return calendar.colour
    return this.hueOfOwner(entry)
  }

  private hueOfOwner(entry: EventEntry): Colour {
    const isMine = entry.organizer.id === this.me.id || entry.reply !== undefined
    return this.hueOfPerson(isMine ? this.me.id : entry.organizer.id)
  }

  /** The address of something else on show: what is not named stays as it is. */
  at(change: Partial<CalendarAddress>): string {
    const { people, teams, tags } = this.asked
    return writeAddress({
      view: this.viewName,
      date: this.date,
      ...(people && { people }),
      ...(teams && { teams }),
      ...(tags && { tags }),
      ...change,
    })
  }

  go(change: Partial<CalendarAddress>): void {
    if (change.view) localStorage.setItem(LAST_VIEW, change.view)
    this.address.go(this.at(change))
  }

  step(by: 1 | -1): void {
    this.go({ date: this.view.step(this.date, by, this.weeks) })
  }

  toggleWeekends(): void {
    this.showsWeekends = !this.showsWeekends
    this.keep({ showsWeekends: this.showsWeekends })
  }

  /** The days of a range that are drawn; hidden weekends are left out where other days remain. */
  daysOf({ from, to }: DateRange): LocalDate[] {
    const all: LocalDate[] = []
    for (let date = from; date < to; date = addDays(date, 1)) all.push(date)
    if (this.showsWeekends) return all
    const work = all.filter((date) => !this.isWeekend(date))
    return work.length > 0 ? work : all
  }

  isWeekend(date: LocalDate): boolean {
    return this.weekend.includes(new Date(date).getUTCDay())
  }

  async loadPeople(): Promise<void> {
    const [{ members }, { resources }, { holidays }, { schedules }] = await Promise.all([
      askOrRecall('listMembers'),
      askOrRecall('listResources'),
      askOrRecall('listHolidays'),
      askOrRecall('listSchedules', { query: { of: this.me.id } }),
    ])
    this.members = members
    this.rooms = resources
    this.holidays = new Map(holidays.map(({ date, title }) => [date, title]))
    this.schedule = schedules.find(({ id }) => id === this.me.id)
    await this.loadCalendars()
  }

  async loadCalendars(): Promise<void> {
    const [{ calendars }, { tags }] = await Promise.all([askOrRecall('listCalendars'), askOrRecall('listTags')])
    this.calendars = calendars
    this.tags = tags
  }

  /** Draws one of one's own calendars, or leaves it out. */
  toggleCalendar(id: string): void {
    this.hiddenCalendars = this.hiddenCalendars.includes(id)
      ? this.hiddenCalendars.filter((one) => one !== id)
      : [...this.hiddenCalendars, id]
    localStorage.setItem(HIDDEN, JSON.stringify(this.hiddenCalendars))
  }

  /** Shows a team's calendar, or leaves it out. */
  toggleTeam(id: string): void {
    const { teams = [] } = this.asked
    this.address.correct(this.at({ teams: teams.includes(id) ? teams.filter((one) => one !== id) : [...teams, id] }))
    this.shown.forget()
  }

  /** Draws only what carries a tag, or any of several; none chosen: everything. */
  toggleTag(id: string): void {
    const { tags = [] } = this.asked
    this.address.correct(this.at({ tags: tags.includes(id) ? tags.filter((one) => one !== id) : [...tags, id] }))
  }

  /** Whether an entry may be taken hold of; of a booking its length is the customer's. */
  mayMove(entry: EventEntry, edge: 'both' | 'start' | 'end'): boolean {
    if (isBusyTime(entry)) return false
    const isBooking = entry.marks.includes('booking')
    const mayEdit = this.calendars.find(({ id }) => id === entry.calendarId)?.mayEdit ?? false
    const isTheirs = (isBooking || entry.organizer.id === this.me.id || mayEdit) && !entry.marks.includes('cut')
    return isTheirs && (edge === 'both' || !isBooking)
  }

  /** Makes hours taller or lower, by one of three steps. */
  zoom(by: 1 | -1): void {
    const steps = Object.keys(HOURS_PX) as Me['hourHeight'][]
    const hourHeight = steps[steps.indexOf(this.hourHeight) + by]
    if (hourHeight === undefined) return
    this.hourHeight = hourHeight
    this.keep({ hourHeight })
  }

  /** An event keeps the focus through a change: whatever draws it next gives it back. */
  keepFocus(id: string): void {
    this.focused = id
  }

  /**
   * An event goes: what begins next has the focus then, of another series than its own, or the place where that is not
   * drawn.
   */
  leaveFocus({ id, from, entry }: Placed): void {
    const others = this.events.filter((one) => one.id !== id && one.entry.id !== entry.id)
    others.sort((one, other) => one.from - other.from)
    this.focused = (others.find((one) => one.from >= from) ?? others.at(-1))?.id
    requestAnimationFrame(() => document.getElementById('place')?.focus())
  }

  /** The grid stands: what had the focus before a change has it again. */
  returnFocus(walk: { focus: (event: { id: string }) => void }): void {
    void this.events
    const id = this.focused
    if (id === undefined) return
    const event =
      this.events.find((one) => one.id === id) ?? this.events.find((one) => one.entry.id === id.split('|')[0])
    if (!event) return
    this.focused = undefined
    requestAnimationFrame(() => walk.focus(event))
  }

  /** Shows a person's calendar, or leaves it out. */
  togglePerson(id: string): void {
    const people = this.people.includes(id) ? this.people.filter((one) => one !== id) : [...this.people, id]
    this.show(people)
  }

  /** @param people whose calendars; oneself alone is what stands where the address says nothing */
  show(people: readonly string[]): void {
    const isUsual = people.length === 1 && people[0] === this.me.id
    const { teams, tags } = this.asked
    const now = { view: this.viewName, date: this.date, ...(teams && { teams }), ...(tags && { tags }) }
    this.address.correct(writeAddress({ ...now, ...(!isUsual && { people: [...people] }) }))
    this.shown.forget()
  }
}
