import type { AppointmentTypeView } from '../../../../shared/api/appointment-types.ts'
import type { ListedBooking } from '../../../../shared/api/bookings.ts'
import { type Answer, ask, type Input } from '../../ui/api.ts'
import type { Person } from '../../ui/combobox/typed-people.ts'
import type { Reader } from '../../ui/reader.svelte.ts'
import { type DaysAsked, StartChoice } from './start-choice.svelte.ts'

/** Whoever is free. */
export const ANYBODY = ''

export type Checked = Answer<'checkStart'>

/** A booking that a host writes down: of what, for whom, when, and what is known of that start. */
export class NewBooking extends StartChoice<Checked> {
  slug = $state('')
  customer = $state.raw<Person>()
  /** How the customer of an earlier booking reads and where they live. */
  private readonly known: Pick<ListedBooking['customer'], 'email' | 'timeZone' | 'locale'> | undefined
  durationMinutes = $state(0)
  hostId = $state(ANYBODY)
  resourceId = $state(ANYBODY)
  seats = $state(1)
  isConfirmedAtOnce = $state(true)
  /** What was chosen by hand; else what began already is not mailed about. */
  private isMailedByChoice = $state<boolean>()

  private readonly types: readonly AppointmentTypeView[]
  private readonly company: string
  /** Of the request that was sent last: sent again unchanged it is the same. */
  private sent: { body: string; key: string } | undefined

  /** @param again the booking whose customer comes again */
  constructor(types: readonly AppointmentTypeView[], company: string, reader: Reader, again?: ListedBooking) {
    super(reader)
    this.types = types.filter(({ state }) => state === 'published')
    this.company = company
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

  get isMailed(): boolean {
    return this.isMailedByChoice ?? (this.startsAt === undefined || Date.parse(this.startsAt) > Date.now())
  }
  set isMailed(isMailed: boolean) {
    this.isMailedByChoice = isMailed
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

  private get choices() {
    const { durationMinutes, hostId, resourceId, seats } = this
    return {
      durationMinutes,
      ...(hostId !== ANYBODY && { hostId }),
      ...(resourceId !== ANYBODY && { resourceId }),
      ...(this.asksForPeople && { seats }),
    }
  }

  protected readSlots(days: DaysAsked) {
    if (!this.type) return undefined
    const params = { company: this.company, type: this.slug }
    return ask('listSlots', { params, query: { ...days, ...this.choices } }).then(({ slots }) => slots)
  }

  protected readStart(startsAt: string): Promise<Checked> {
    const email = this.customer?.email
    return ask('checkStart', {
      query: { type: this.slug, startsAt, ...this.choices, ...(email !== undefined && { email }) },
    })
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
    const { key } = this.sent
    return this.send(() => ask('bookAsHost', { headers: { 'idempotency-key': key }, body }))
  }
}
