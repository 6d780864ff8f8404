import type { AppointmentTypeView } from '../../../../shared/api/appointment-types.ts'
import type { ListedBooking } from '../../../../shared/api/bookings.ts'
import { addDays, instantOf, type LocalDate, localDateOf } from '../../../../shared/domain/time/time.ts'
import { type Answer, ask, type Input, type Problem, problemOf } from '../../ui/api.ts'
import type { Person } from '../../ui/combobox/typed-people.ts'
import type { Reader } from '../../ui/reader.svelte.ts'

/** So many days are looked at together. */
const DAYS = 28
const WAIT_MS = 250

/** Whoever is free. */
export const ANYBODY = ''

export type Checked = Answer<'checkStart'>

/** A booking that a host writes down: of what, for whom, when, and what is known of that start. */
export class NewBooking {
  slug = $state('')
  customer = $state.raw<Person>()
  /** How the customer of an earlier booking reads and where they live. */
  private readonly known: Pick<ListedBooking['customer'], 'email' | 'timeZone' | 'locale'> | undefined
  durationMinutes = $state(0)
  hostId = $state(ANYBODY)
  resourceId = $state(ANYBODY)
  seats = $state(1)
  /** Whether the time is typed, and not one of those offered. */
  isTyped = $state(false)
  typedDate = $state<LocalDate>()
  typedTime = $state('09:00')
  /** The offered start that is chosen. */
  private offered = $state<string>()
  isConfirmedAtOnce = $state(true)
  /** What was chosen by hand; else what began already is not mailed about. */
  private isMailedByChoice = $state<boolean>()

  /** First of the days that are shown. */
  from = $state<LocalDate>('')
  day = $state<LocalDate>()
  slots = $state.raw<readonly Answer<'listSlots'>['slots'][number][]>([])
  isLoading = $state(false)
  slotsProblem = $state.raw<Problem>()
  checked = $state.raw<Checked>()
  checkProblem = $state.raw<Problem>()
  isChecking = $state(false)
  isBusy = $state(false)
  problem = $state.raw<Problem>()

  readonly today: LocalDate
  private readonly types: readonly AppointmentTypeView[]
  private readonly company: string
  private readonly reader: Reader
  private slotsTurn = 0
  private checkTurn = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  /** Of the request that was sent last: sent again unchanged it is the same. */
  private sent: { body: string; key: string } | undefined

  /** @param again the booking whose customer comes again */
  constructor(types: readonly AppointmentTypeView[], company: string, reader: Reader, again?: ListedBooking) {
    this.types = types.filter(({ state }) => state === 'published')
    this.company = company
    this.reader = reader
    this.today = localDateOf(Date.now(), reader.timeZone)
    this.from = this.today
    this.typedDate = this.today
    this.known = again?.customer
    if (again) this.customer = { name: again.customer.name, email: again.customer.email }
    this.choose(this.types.find(({ slug }) => slug === again?.type.slug)?.slug ?? this.types[0]?.slug ?? '')
  }

  get offeredTypes(): readonly AppointmentTypeView[] {
    return this.types
  }

  get type(): AppointmentTypeView | undefined {
    return this.types.find(({ slug }) => slug === this.slug)
  }

  /** Those of whom one is chosen; nothing where there is nobody to choose. */
  get hosts(): readonly string[] {
    const { hosts = [], assignment, needed } = this.type ?? {}
    return hosts.length > 1 && assignment === 'roundRobin' && needed === 1 ? hosts : []
  }

  get resources(): readonly string[] {
    const { resources = [], hosts = [], needed } = this.type ?? {}
    return resources.length > 1 && (hosts.length > 0 || needed === 1) ? resources : []
  }

  /** Whether it matters how many come. */
  get asksForPeople(): boolean {
    const { seats = 1, manageCapacities = false, resources = [] } = this.type ?? {}
    return seats > 1 || (manageCapacities && resources.length > 0)
  }

  /** The start that is chosen, as the API writes it. */
  get startsAt(): string | undefined {
    if (!this.isTyped) return this.offered
    return (
      this.typedDate && new Date(instantOf(`${this.typedDate}T${this.typedTime}`, this.reader.timeZone)).toISOString()
    )
  }

  get isMailed(): boolean {
    return this.isMailedByChoice ?? (this.startsAt === undefined || Date.parse(this.startsAt) > Date.now())
  }
  set isMailed(isMailed: boolean) {
    this.isMailedByChoice = isMailed
  }

  /** The days that have times, of those that are looked at. */
  get days(): readonly { date: LocalDate; starts: readonly string[] }[] {
    const byDay = Map.groupBy(this.slots, ({ startsAt }) => localDateOf(Date.parse(startsAt), this.reader.timeZone))
    return [...byDay].map(([date, slots]) => ({ date, starts: slots.map(({ startsAt }) => startsAt) }))
  }

  get startsOfDay(): readonly string[] {
    return this.days.find(({ date }) => date === this.day)?.starts ?? []
  }

  choose(slug: string): void {
    this.slug = slug
    this.durationMinutes = this.type?.durationsMinutes[0] ?? 0
    this.hostId = ANYBODY
    this.resourceId = ANYBODY
    this.seats = 1
    this.from = this.today
    this.look()
  }

  /** Another length, other people: other times. */
  look(): void {
    this.offered = undefined
    void this.loadSlots()
    this.check()
  }

  show(weeks: 1 | -1): void {
    const from = addDays(this.from, weeks * DAYS)
    this.from = from < this.today ? this.today : from
    void this.loadSlots()
  }

  take(startsAt: string): void {
    this.isTyped = false
    this.offered = startsAt
    this.check()
  }

  typeTime(change: { isTyped?: boolean; date?: LocalDate; time?: string }): void {
    if (change.isTyped !== undefined) this.isTyped = change.isTyped
    if (change.date !== undefined) this.typedDate = change.date
    if (change.time !== undefined) this.typedTime = change.time
    this.check()
  }

  private get choices() {
    const { durationMinutes, hostId, resourceId, seats } = this
    return {
      durationMinutes,
      ...(hostId !== ANYBODY && { hostId }),
      ...(resourceId !== ANYBODY && { resourceId }),
      ...(this.asksForPeople && { seats }),
    }
  }

  async loadSlots(): Promise<void> {
    if (!this.type) return
    const turn = ++this.slotsTurn
    this.isLoading = true
    try {
      const { slots } = await ask('listSlots', {
        params: { company: this.company, type: this.slug },
        query: {
          from: this.from,
          to: addDays(this.from, DAYS - 1),
          timeZone: this.reader.timeZone,
          ...this.choices,
        },
      })
      if (turn !== this.slotsTurn) return
      this.slots = slots
      this.slotsProblem = undefined
      if (!this.days.some(({ date }) => date === this.day)) this.day = this.days[0]?.date
    } catch (error) {
      if (turn === this.slotsTurn) {
        this.slots = []
        this.slotsProblem = problemOf(error)
      }
    } finally {
      if (turn === this.slotsTurn) this.isLoading = false
    }
  }

  /** Asks what is known of the chosen start, once nobody types any more. */
  check(): void {
    clearTimeout(this.timer)
    const turn = ++this.checkTurn
    this.checked = undefined
    this.checkProblem = undefined
    this.problem = undefined
    const { startsAt } = this
    this.isChecking = startsAt !== undefined
    if (startsAt === undefined) return
    this.timer = setTimeout(async () => {
      try {
        const email = this.customer?.email
        const query = { type: this.slug, startsAt, ...this.choices, ...(email !== undefined && { email }) }
        const checked = await ask('checkStart', { query })
        if (turn === this.checkTurn) this.checked = checked
      } catch (error) {
        if (turn === this.checkTurn) this.checkProblem = problemOf(error)
      } finally {
        if (turn === this.checkTurn) this.isChecking = false
      }
    }, WAIT_MS)
  }

  setCustomer(customer: Person | undefined): void {
    this.customer = customer
    this.check()
  }

  /** Writes it down. @returns the booking, or nothing where `problem` says why not */
  async save(): Promise<ListedBooking | undefined> {
    const { customer, startsAt, checked } = this
    if (!customer || startsAt === undefined || !checked || this.isBusy) return undefined
    const override = [
      ...checked.lifting.map(({ rule }) => rule),
      ...(checked.waits && checked.mayLift && this.isConfirmedAtOnce ? (['approval'] as const) : []),
    ]
    const { timeZone, locale } = this.known?.email === customer.email ? this.known : {}
    const body: Input<'bookAsHost'>['body'] = {
      type: this.slug,
      startsAt,
      ...this.choices,
      customer: {
        name: customer.name,
        email: customer.email,
        ...(timeZone !== undefined && { timeZone }),
        ...(locale !== undefined && { locale }),
      },
      override,
      notify: this.isMailed,
    }
    const written = JSON.stringify(body)
    if (this.sent?.body !== written) this.sent = { body: written, key: crypto.randomUUID() }
    this.isBusy = true
    this.problem = undefined
    try {
      return await ask('bookAsHost', { headers: { 'idempotency-key': this.sent.key }, body })
    } catch (error) {
      this.check()
      this.problem = problemOf(error)
      // Somebody was quicker: the times are others now.
      if (this.problem.refusal !== undefined) void this.loadSlots()
      return undefined
    } finally {
      this.isBusy = false
    }
  }
}
