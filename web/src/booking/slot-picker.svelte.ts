import type { BookingPageView } from '../../../shared/api/booking-page.ts'
import { MOST_DAYS_ASKED } from '../../../shared/domain/offers/slot-request.ts'
import { addDays, daysBetween, type LocalDate } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { type BookingPhrases, phrases } from '../../../shared/words/booking/en.ts'
import { type Say, sayIn } from '../../../shared/words/phrase.ts'
import { type Answer, type Ask, ask, type Input, type Problem, problemOf } from '../ui/api.ts'
import { Clock } from './clock.svelte.ts'
import { isDraft } from './draft-channel.ts'
import type { KeptTime } from './kept-time.ts'
import type { Visit } from './visit.ts'
import { datesFrom, firstWeekdayOf, WEEKS_STEP, weekOf } from './weeks.ts'

export type Slot = Answer<'listSlots'>['slots'][number]

/** Whoever is free. */
export const ANYBODY = 'any'

/** What a customer has typed: kept through lost races and other choices. */
export interface Typed {
  name: string
  email: string
  guests: string
  answers: Record<string, string>
  /** How a recurring booking repeats; empty: once. */
  every: '' | NonNullable<Input<'bookAppointment'>['body']['repeat']>['every']
  count: number
  /** Books the dates that can be had where not all can. */
  skips: boolean
  key: string
}

/** Why a day has no times, as far as there are words for it. */
const CLOSED = [
  'full',
  'outsideHours',
  'override',
  'past',
  'notice',
  'horizon',
  'limit',
  'capacity',
  'calendarNotKnownThatFar',
] as const

/** Of those the reasons that another customer may take away by cancelling. */
const FULL: string[] = ['full', 'limit', 'capacity']

/** So often it is asked for later times: two years, the furthest that anything is taken ahead. */
const MOST_LOOKS = 12

/** The time, the zone and the language of the visitor, and the times that a type offers them. */
export class SlotPicker {
  readonly visit: Visit
  readonly company: string
  readonly type: string
  /** The token of the private link that the visitor came by. */
  readonly link: string | undefined
  readonly locale: string
  readonly say: Say<BookingPhrases>
  readonly clock: Clock
  page = $state<BookingPageView>()
  slots = $state.raw<Slot[]>([])
  closedDays = $state.raw<Record<LocalDate, string>>({})
  /** First date of the weeks on show. */
  first = $state<LocalDate>('')
  day = $state<LocalDate>()
  isLoading = $state(true)
  problem = $state.raw<Problem>()
  durationMinutes = $state<number>()
  /** Seats of a class, or people to be seated. */
  people = $state(1)
  /** Who or what is wanted, by id, or ANYBODY; nothing while it has to be asked. */
  who = $state<string>()
  /** The time for which the details are being given. */
  chosen = $state.raw<Slot>()
  /** Whom the time that is chosen is held for, who waited for it. */
  offeredTo: { name: string; email: string } | undefined
  /** The start that the address asked for, where it cannot be had any more. */
  gone = $state<string>()
  /**
   * It is not known yet whether the start of the address is kept for this very visitor: only their browser can tell.
   */
  isRecalling = $state(false)
  /** How far was looked without finding any time; nothing while there are some, or nobody looked. */
  lookedUntil = $state<LocalDate>()

  readonly grid: LocalDate[] = $derived(datesFrom(this.first))
  readonly slotsByDay = $derived(Map.groupBy(this.slots, ({ startsAt }) => this.clock.dateOf(startsAt)))
  readonly earliest = $derived(this.slots[0])
  /** Of whom or what one chooses, where one does. */
  readonly candidates = $derived(
    this.page ? (this.page.type.hosts.length > 0 ? this.page.type.hosts : this.page.type.resources) : [],
  )
  /** Of those whoever takes the people that come: put together they are nobody's choice. */
  readonly fitting = $derived(
    this.page && this.page.type.hosts.length === 0
      ? this.page.type.resources.filter(({ capacity }) => capacity === undefined || capacity >= this.people)
      : this.candidates,
  )
  /** Whether who or what has to be chosen before there are times. */
  readonly asksWho = $derived(this.page?.type.choose === 'whoThenTime' && this.who === undefined)
  /** Who or what was chosen, if anybody was. */
  readonly wanted = $derived(this.candidates.find(({ id }) => id === this.who))
  /** Whom the address names: nobody else is meant, whatever the type lets customers choose. */
  readonly named: string | undefined
  private turn = 0
  private ask: Ask

  /**
   * @param how questions are answered until it is woken
   * @param cameBy the token of a private link, and whom the address names
   */
  constructor(
    company: string,
    type: string,
    visit: Visit,
    how: Ask = ask,
    cameBy: { link?: string | undefined; who?: string | undefined } = {},
  ) {
    this.company = company
    this.type = type
    this.visit = visit
    this.ask = how
    this.link = cameBy.link
    this.who = cameBy.who
    this.named = cameBy.who
    this.locale = visit.locale
    this.say = sayIn<BookingPhrases>(phrases, this.locale)
    this.clock = new Clock(visit, this.say)
    this.first = this.thisWeek
  }

  get today(): LocalDate {
    return this.clock.dateOf(new Date(this.visit.now()).toISOString())
  }

  private get thisWeek(): LocalDate {
    return weekOf(this.today, firstWeekdayOf(this.locale))
  }

  /** A number in the digits of the dates and times. */
  number(n: number): string {
    return new Intl.NumberFormat(this.locale).format(n)
  }

  /** Who is wanted, as requests name it. */
  get choice(): { hostId?: string; resourceId?: string } {
    const id = this.wanted?.id
    return id === undefined ? {} : this.page!.type.hosts.length > 0 ? { hostId: id } : { resourceId: id }
  }

  private async list(from: LocalDate, to: LocalDate) {
    const { durationMinutes, link } = this
    const seats = this.people === 1 ? undefined : this.people
    // Who is chosen after the time is chosen of those who are free then: all of them are asked, unless the address
    // names one.
    const isChosenAfter = this.page?.type.choose === 'timeThenWho' && this.who !== this.named
    const choice = isChosenAfter ? {} : this.choice
    return this.ask('listSlots', {
      params: { company: this.company, type: this.type },
      query: { ...choice, from, to, timeZone: this.clock.timeZone, durationMinutes, seats, link },
    })
  }

  private readPage() {
    return this.ask('readBookingPage', {
      params: { company: this.company, type: this.type },
      query: { link: this.link },
    })
  }

  /** What the page is about, read once. */
  async readOnce(): Promise<BookingPageView> {
    this.page ??= await this.readPage()
    return this.page
  }

  /** Reads times in the zone in which its page speaks of them. */
  async readInOwnZone(): Promise<void> {
    const page = await this.readOnce().catch(() => undefined)
    if (!page) return
    this.visit.timeZone = page.type.timeZone
    this.clock.timeZone = page.type.timeZone
    this.first = this.thisWeek
  }

  /** Reads the weeks on show; what is on show already stays until others are there. */
  async load(): Promise<void> {
    const turn = ++this.turn
    this.isLoading = true
    this.problem = undefined
    const from = this.first < this.today ? this.today : this.first
    try {
      // Whether somebody or something is meant, and whether it is there at all, the page says.
      if (this.who !== undefined) await this.readOnce()
      const [page, offered] = await Promise.all([this.page ?? this.readPage(), this.list(from, this.grid.at(-1)!)])
      if (turn !== this.turn) return
      this.page = page
      this.durationMinutes ??= page.type.durationsMinutes[0]
      // Its days are those of its own zone: they are asked for once more where the visitor's were.
      if (page.type.isTimeZoneLocked && this.clock.timeZone !== page.type.timeZone) {
        this.clock.timeZone = page.type.timeZone
        return await this.load()
      }
      this.slots = offered.slots
      this.closedDays = Object.fromEntries(offered.closedDays.map(({ date, reason }) => [date, reason]))
      this.lookedUntil = undefined
      if (this.day === undefined || !this.grid.includes(this.day) || !this.slotsByDay.has(this.day))
        this.day = this.earliest && this.clock.dateOf(this.earliest.startsAt)
    } catch (error) {
      if (turn === this.turn) this.problem = problemOf(error)
    } finally {
      if (turn === this.turn) this.isLoading = false
    }
  }

  /** Reads the weeks on show, and where nothing is free in them those of the next free time, wherever it is. */
  async loadFirstFree(): Promise<void> {
    await this.load()
    if (this.problem || this.slots.length > 0 || !this.page) return
    const turn = this.turn
    const last = addDays(this.today, this.page.type.horizonDays)
    this.isLoading = true
    try {
      let from = addDays(this.grid.at(-1)!, 1)
      for (let looks = 0; from <= last && looks < MOST_LOOKS; looks++) {
        const furthest = addDays(from, MOST_DAYS_ASKED - 1)
        const to = furthest < last ? furthest : last
        const { slots } = await this.list(from, to)
        if (turn !== this.turn) return
        if (slots[0]) {
          this.first = weekOf(this.clock.dateOf(slots[0].startsAt), firstWeekdayOf(this.locale))
          return await this.load()
        }
        from = addDays(to, 1)
      }
      this.lookedUntil = last
    } catch (error) {
      if (turn === this.turn) this.problem = problemOf(error)
    } finally {
      if (turn === this.turn) this.isLoading = false
    }
  }

  /**
   * Loads the days around the start that the address asks for, and chooses it where it is offered.
   * @param at ISO 8601, if it asks for one
   * @param kept what is kept for this visitor: it is offered to nobody, and is theirs
   */
  async open(at: string | null, kept: KeptTime | undefined): Promise<void> {
    const wanted = at === null ? Number.NaN : Date.parse(at)
    this.chosen = undefined
    if (Number.isNaN(wanted)) return this.page ? undefined : this.loadFirstFree()
    const instant = new Date(wanted).toISOString()
    const date = this.clock.dateOf(instant)
    const isOfType = kept?.company === this.company && kept.type === this.type
    const own = isOfType && Date.parse(kept.startsAt) === wanted ? kept : undefined
    if (own) Object.assign(this, { durationMinutes: own.durationMinutes, people: own.people, who: own.who })
    if (!this.grid.includes(date) && date > this.today) this.first = weekOf(date, firstWeekdayOf(this.locale))
    await this.load()
    if (this.problem) return
    const minutes = this.durationMinutes ?? 0
    const free = own?.free && { [this.page?.type.hosts.length ? 'hosts' : 'resources']: own.free }
    this.chosen = own
      ? { startsAt: instant, endsAt: new Date(wanted + minutes * MINUTE_MS).toISOString(), ...free }
      : this.slots.find(({ startsAt }) => Date.parse(startsAt) === wanted)
    this.gone = this.chosen ? undefined : instant
    if (this.slotsByDay.has(date)) this.day = date
    else if (this.slots.length === 0) {
      this.first = this.thisWeek
      await this.loadFirstFree()
    }
  }

  /**
   * The day for which one can wait: the full one that is chosen, or where nothing at all is free the first full one on
   * show.
   */
  readonly dayToWaitFor: LocalDate | undefined = $derived.by(() => {
    if (!this.page?.type.hasWaitlist || this.page.isPreview || this.link !== undefined) return undefined
    const isFull = (date: LocalDate) => date >= this.today && FULL.includes(this.closedDays[date] ?? '')
    if (this.day !== undefined) return isFull(this.day) ? this.day : undefined
    return this.slots.length === 0 ? this.grid.find(isFull) : undefined
  })

  /** Whether weeks before those on show are still to come. */
  readonly hasEarlier = $derived(this.first > this.thisWeek)

  /** Shows later weeks, or earlier ones. */
  async showWeeks(step: 1 | -1): Promise<void> {
    const first = addDays(this.first, step * WEEKS_STEP * 7)
    this.first = first < this.thisWeek ? this.thisWeek : first
    this.day = undefined
    await this.load()
  }

  /** Who of the candidates is free at a start, and whoever keeps it for this visitor. */
  freeAt({ startsAt, hosts, resources }: Slot): { id: string; name: string; picture?: string | undefined }[] {
    if (this.page?.type.choose !== 'timeThenWho' || (this.named !== undefined && this.who === this.named)) return []
    const listed = this.slots.find((one) => Date.parse(one.startsAt) === Date.parse(startsAt))
    const free = hosts ?? resources ?? listed?.hosts ?? listed?.resources ?? []
    return this.candidates.filter(({ id }) => free.includes(id) || id === this.who)
  }

  /** Shows the times of somebody, or of whoever is free; or asks again. */
  async useWho(who: string | undefined): Promise<void> {
    this.who = who
    this.day = undefined
    if (who !== undefined) await this.loadFirstFree()
  }

  async useZone(zone: string): Promise<void> {
    this.clock.timeZone = zone
    this.day = undefined
    await this.load()
  }

  /** What was drawn is gone on with by a browser: from now on it asks the network, or the form that is writing it. */
  wake(): void {
    if (!isDraft(this.visit.query)) this.ask = ask
  }

  /** Reads the same times in another zone: what is on show stays in its place until the days of that zone are known. */
  async reread(timeZone: string): Promise<void> {
    const shown = this.slotsByDay.get(this.day ?? '')?.[0] ?? this.earliest
    this.clock.timeZone = timeZone
    this.first = this.thisWeek
    const date = shown && this.clock.dateOf(shown.startsAt)
    if (date !== undefined && !this.grid.includes(date)) this.first = weekOf(date, firstWeekdayOf(this.locale))
    this.day = date
    await (shown ? this.load() : this.loadFirstFree())
  }

  async useLength(minutes: number): Promise<void> {
    this.durationMinutes = minutes
    await this.loadFirstFree()
  }

  async usePeople(people: number): Promise<void> {
    this.people = people
    await this.loadFirstFree()
  }

  /** The reason why nothing is free on a date, in a few words. */
  why(date: LocalDate): string {
    const reason =
      this.closedDays[date] ?? (date < this.today ? 'past' : this.isFarAhead(date) ? 'horizon' : 'outsideHours')
    return this.say(CLOSED.find((name) => name === reason) ?? 'outsideHours')
  }

  /** Why one date of a recurring booking cannot be had. @param reason as the API names it */
  whyNot(reason: string | undefined): string {
    const isLeftOut = reason === 'notAligned' || reason === 'notBeside'
    return this.say(CLOSED.find((name) => name === reason) ?? (isLeftOut ? 'outsideHours' : 'isTaken'))
  }

  private isFarAhead(date: LocalDate): boolean {
    return this.page !== undefined && daysBetween(this.today, date) > this.page.type.horizonDays
  }
}

/** Every zone that the browser knows, the visitor's first. */
export function zonesFor(current: string): string[] {
  const all = Intl.supportedValuesOf('timeZone')
  return all.includes(current) ? all : [current, ...all]
}
