import type { AppointmentTypeView } from '../../../shared/api/appointment-types.ts'
import { embeddingSiteOf, isEmbeddingSite } from '../../../shared/domain/booking/embedding.ts'
import { candidatesOf } from '../../../shared/domain/booking/groups.ts'
import { withQuestionIds } from '../../../shared/domain/booking/question.ts'
import { MAIN_WEBSITE } from '../../../shared/domain/booking/website.ts'
import { slugOf } from '../../../shared/domain/people/slug-of.ts'
import { addDays, formatInstant, instantOf, type LocalDate, localDateTimeOf } from '../../../shared/domain/time/time.ts'
import type { Input } from '../ui/api.ts'
import { withScheme } from '../ui/with-scheme.ts'
import type { Template } from './templates.ts'
import { amountAsTyped } from './typed-amount.ts'

export type NewType = Input<'createAppointmentType'>['body']
export type TypeChange = Input<'changeAppointmentType'>['body']
export type State = AppointmentTypeView['state']
type Question = AppointmentTypeView['questions'][number]
/** Who is chosen by whom, as one choice: all or several together, or in which order a customer chooses. */
export type Method = AppointmentTypeView['choose'] | 'collective' | 'several'

/** A line of the schedule, on the wall clock of the appointment's zone. */
export interface Line {
  key: number
  fromDate: LocalDate
  fromTime: string
  toDate: LocalDate
  toTime: string
}

/** What people can type of an appointment. */
interface Fields {
  title: string
  access: AppointmentTypeView['access']
  websites: string[]
  slug: string
  durationsMinutes: number[]
  noticeMinutes: number
  cancelNoticeMinutes: number
  moveNoticeMinutes: number
  availabilityOn: 'users' | 'resources'
  hosts: string[]
  resources: string[]
  assignment: AppointmentTypeView['assignment']
  choose: AppointmentTypeView['choose']
  /** How many of them serve together, where that is not all. */
  needed: number
  /** What it needs besides. */
  groups: { key: number; name: string; of: 'members' | 'resources'; ids: string[]; needed: number }[]
  showPictures: boolean
  manageCapacities: boolean
  weights: Record<string, number>
  isDated: boolean
  lines: Line[]
  /** By member or resource: the name of the hours in which it serves; empty for the usual ones. */
  hours: Record<string, string>
  stepMinutes: number | undefined
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  buffersAddUp: boolean
  horizonDays: number
  /** Offered only from this date on, and up to that one; nothing: always. */
  firstDate: LocalDate | undefined
  lastDate: LocalDate | undefined
  overrides: AppointmentTypeView['overrides']
  isOpenOnHolidays: boolean
  alignMinutes: number | null
  offer: AppointmentTypeView['offer']
  limits: AppointmentTypeView['limits']
  timeZone: string
  isTimeZoneLocked: boolean
  location: string
  videoCall: AppointmentTypeView['videoCall']
  createOpportunity: boolean
  isConfirmedByHand: boolean
  /** How long requests wait; 0: until they would begin. */
  answerWithinMinutes: number
  /** Of resources: above which share of all their places a booking waits. */
  approvalAbovePercent: number
  limitToWorkingHours: boolean
  /** Whether one can wait for a place on full days, and how long a freed one is held. */
  hasWaitlist: boolean
  waitlistMinutes: number
  seats: number
  mostDates: number
  reminderMinutesBefore: number[]
  /** What another depends on is named by its key: a new one has no id yet. */
  questions: (Omit<Question, 'shownIf'> & { key: number; shownIf?: { key: number; answer: string } | undefined })[]
  description: string
  /** With its markup; empty: it is plain, or none. */
  descriptionHtml: string
  confirmationMessage: string
  confirmationMessageHtml: string
  continueUrl: string
  allowGuests: boolean
  isConfirmationSent: boolean
  isCancellationSent: boolean
  /** By whose words; none: the built-in text. */
  confirmationTemplate: string | null
  cancellationTemplate: string | null
  /** Addresses as they are typed, with commas or spaces between. */
  ccTo: string
  /** Sites that may show its page inside their own, as they are typed, with commas, spaces or lines between. */
  embedOn: string
  /** Whether it is paid for when it is booked. */
  isPaid: boolean
  /** As it is typed, in the reader's way of writing. */
  amount: string
  /** What that means, in the smallest unit; nothing where it means nothing. */
  priceMinor: number | undefined
  currency: string
  /** What goes back to who cancels: how much, and until how long before the start. */
  givenBack: 'all' | 'share' | 'nothing'
  givenBackPercent: number
  givenBackUntilMinutes: number
}

/** Every booking leads above it. */
const EVERY_BOOKING = 0
/** Keys of the questions that are there already; new ones count on from behind them. */
const FIRST_KEY = 500
const NO_LIMITS = { perDay: null, perWeek: null, perMonth: null, perBooker: null }

/** What was typed with commas, spaces or lines between. */
const listed = (typed: string): string[] => typed.split(/[\s,;]+/).filter(Boolean)

/** The parts of the form, in their order. */
export const PARTS = ['schedule', 'options', 'questions', 'messages'] as const
export type Part = (typeof PARTS)[number]

/** An appointment that somebody is writing, new or there already. */
export class TypeDraft {
  /** As it is saved; none for a new one. */
  type: AppointmentTypeView | undefined = $state.raw()
  fields: Fields = $state()!
  /** Of which it has what the form does not show: priorities. */
  private readonly base: AppointmentTypeView | undefined
  /** Whether the address was typed: until then it follows the title. */
  private isSlugTyped = $state(false)
  private begun: string = $state('')
  private made = 0

  private constructor(fields: Fields, type?: AppointmentTypeView, base = type) {
    this.type = type
    this.base = base
    this.fields = fields
    this.begun = JSON.stringify(fields)
    this.begunTimes = this.times
    this.made = 1000
  }

  static of(type: AppointmentTypeView, timeZone: string, locale: string): TypeDraft {
    return new TypeDraft(fieldsOf(type, type.timeZone ?? timeZone, locale), type)
  }

  /** A new one that begins as a template. @param beside how the group is called that is needed beside the first */
  static from(template: Template, title: string, ownId: string, timeZone: string, beside = ''): TypeDraft {
    const { availabilityOn = 'users', limits, beside: group, ...rest } = template.begins
    return new TypeDraft({
      ...empty(timeZone),
      ...rest,
      limits: { ...NO_LIMITS, ...limits },
      title,
      slug: slugOf(title),
      availabilityOn,
      hosts: availabilityOn === 'users' ? [ownId] : [],
      groups: group ? [{ key: 0, name: beside, of: 'members', ids: [], needed: group.needed }] : [],
    })
  }

  /** The same once more, under another name. */
  static copy(type: AppointmentTypeView, title: string, timeZone: string, locale: string): TypeDraft {
    const { fields } = TypeDraft.of(type, timeZone, locale)
    return new TypeDraft({ ...$state.snapshot(fields), title, slug: slugOf(title) }, undefined, type)
  }

  /** Whether something would be lost. */
  readonly isChanged: boolean = $derived.by(() => JSON.stringify(this.fields) !== this.begun)

  setTitle(title: string): void {
    this.fields.title = title
    if (!this.type && !this.isSlugTyped) this.fields.slug = slugOf(title)
  }

  setSlug(slug: string): void {
    this.isSlugTyped = true
    this.fields.slug = slug
  }

  /** Users or resources; the others are no longer asked for. */
  setAvailabilityOn(on: Fields['availabilityOn']): void {
    this.fields.availabilityOn = on
    this.fields[on === 'users' ? 'resources' : 'hosts'] = []
    if (on === 'resources') this.fields.assignment = 'roundRobin'
    this.fields.needed = 1
  }

  get method(): Method {
    const { assignment, choose, needed } = this.fields
    return assignment === 'collective' ? 'collective' : needed > 1 ? 'several' : choose
  }

  setMethod(method: Method): void {
    const isTogether = method === 'collective' || method === 'several'
    this.fields.assignment = method === 'collective' ? 'collective' : 'roundRobin'
    this.fields.choose = isTogether ? 'automatic' : method
    this.fields.needed = method === 'several' ? 2 : 1
    // How many are taken is said, and not followed from how many come.
    if (method === 'several') this.fields.manageCapacities = false
  }

  addGroup(): void {
    this.fields.groups.push({ key: this.made++, name: '', of: 'resources', ids: [], needed: 1 })
  }

  /** Users or resources; those that were chosen are the others. */
  setGroupOf(index: number, of: 'members' | 'resources'): void {
    const group = this.fields.groups[index]!
    group.of = of
    group.ids = []
  }

  moveGroupUp(index: number): void {
    const { groups } = this.fields
    const [moved] = groups.splice(index, 1)
    groups.splice(index - 1, 0, moved!)
  }

  /** Whatever of an address there is, the site in it is meant: seen as soon as the field is left. */
  setSites(typed: string): void {
    this.fields.embedOn = [...new Set(listed(typed).map(embeddingSiteOf))].join(', ')
  }

  /** Of the sites the first that cannot be one. */
  get wrongSite(): string | undefined {
    return listed(this.fields.embedOn)
      .map(embeddingSiteOf)
      .find((site) => !isEmbeddingSite(site))
  }

  addLine(today: LocalDate): void {
    const last = this.fields.lines.at(-1)
    const date = last ? addDays(last.toDate, 1) : addDays(today, 1)
    const { fromTime = '09:00', toTime = '17:00' } = last ?? {}
    this.fields.lines.push({ key: this.made++, fromDate: date, fromTime, toDate: date, toTime })
  }

  addQuestion(): void {
    this.fields.questions.push({
      key: this.made++,
      id: '',
      label: '',
      kind: 'line',
      choices: [],
      placeholder: '',
      help: '',
      isRequired: false,
    })
  }

  moveUp(index: number): void {
    const { questions } = this.fields
    const [moved] = questions.splice(index, 1)
    questions.splice(index - 1, 0, moved!)
  }

  /** The range that a line means; nothing where it ends before it begins. */
  rangeOf({ fromDate, fromTime, toDate, toTime }: Line): { startsAt: string; endsAt: string } | undefined {
    const { timeZone } = this.fields
    const [from, to] = [instantOf(`${fromDate}T${fromTime}`, timeZone), instantOf(`${toDate}T${toTime}`, timeZone)]
    return from < to ? { startsAt: formatInstant(from), endsAt: formatInstant(to) } : undefined
  }

  /** All of it, as it is sent. */
  private body(): TypeChange & Pick<NewType, 'title'> {
    const { fields } = this
    const { title, location, weights, hours, isDated, lines, stepMinutes, isConfirmedByHand, questions, ...rest } =
      $state.snapshot(fields) as Fields
    const { slug: _slug, availabilityOn: _on, description, descriptionHtml, ...more } = rest
    const { confirmationMessage, confirmationMessageHtml, continueUrl, ...unsaid } = more
    const { isConfirmationSent, isCancellationSent, ccTo, embedOn, approvalAbovePercent, ...others } = unsaid
    const {
      confirmationTemplate,
      cancellationTemplate,
      isPaid,
      amount: _typed,
      priceMinor,
      currency,
      ...further
    } = others
    const { givenBack, givenBackPercent, givenBackUntilMinutes, limitToWorkingHours, ...times } = further
    const { firstDate, lastDate, overrides, hasWaitlist, waitlistMinutes, answerWithinMinutes, groups, ...numbers } =
      times
    const isOfResources = fields.hosts.length === 0
    const principals = candidatesOf(fields)
    const isServing = ([id]: [string, unknown]) => principals.includes(id)
    return {
      ...numbers,
      groups: groups.map(({ key: _key, name, ...group }) => ({ ...(name.trim() && { name: name.trim() }), ...group })),
      title: title.trim(),
      location: location.trim(),
      ...(descriptionHtml === '' ? { description: description.trim() } : { descriptionHtml }),
      ...(confirmationMessageHtml === ''
        ? { confirmationMessage: confirmationMessage.trim() }
        : { confirmationMessageHtml }),
      continueUrl: withScheme(continueUrl),
      confirmationMail: { isSent: isConfirmationSent, templateId: confirmationTemplate },
      cancellationMail: { isSent: isCancellationSent, templateId: cancellationTemplate },
      ccTo: listed(ccTo),
      embedOn: listed(embedOn).map(embeddingSiteOf),
      price: isPaid && priceMinor !== undefined ? { amountMinor: priceMinor, currency } : null,
      refundRule: {
        percent: givenBack === 'all' ? 100 : givenBack === 'share' ? givenBackPercent : 0,
        untilMinutesBefore: givenBack === 'nothing' ? 0 : givenBackUntilMinutes,
      },
      ...(stepMinutes !== undefined && { stepMinutes }),
      hostTerms: Object.fromEntries(
        Object.entries(this.base?.hostTerms ?? {})
          .concat(Object.entries(weights).map(([id, weight]) => [id, { ...this.base?.hostTerms[id], weight }]))
          .filter(isServing),
      ),
      hours: Object.fromEntries(Object.entries(hours).filter(([id, name]) => name !== '' && isServing([id, name]))),
      // By the week it is the hours that say when.
      limitToWorkingHours: !isDated || limitToWorkingHours,
      dates: { ...(firstDate && { from: firstDate }), ...(lastDate && { to: lastDate }) },
      // What is offered at dates of its own has them in its lines.
      overrides: isDated ? [] : overrides,
      ranges: isDated ? lines.flatMap((line) => this.rangeOf(line) ?? []) : [],
      confirmation: isConfirmedByHand && !isOfResources ? 'manual' : 'automatic',
      approvalAbovePercent: isConfirmedByHand && isOfResources ? approvalAbovePercent : null,
      waitlistMinutes: hasWaitlist ? waitlistMinutes : null,
      answerWithinMinutes: (isConfirmedByHand && answerWithinMinutes) || null,
      questions: withIds(questions),
    }
  }

  /** What makes it. */
  asNew(state: State): NewType {
    return { ...this.body(), slug: this.fields.slug, state }
  }

  /**
   * What it would offer, as far as it can be told: nothing without anybody, or with lines that end before they begin.
   */
  asPreview(isPersonal: boolean): Input<'previewOffers'>['body'] | undefined {
    const { hosts, resources, isDated, lines, needed, groups } = this.fields
    if (hosts.length + resources.length === 0) return undefined
    if (needed > Math.max(hosts.length, resources.length)) return undefined
    if (groups.some((group) => group.ids.length < group.needed)) return undefined
    if (isDated && (lines.length === 0 || lines.some((line) => this.rangeOf(line) === undefined))) return undefined
    const { title: _title, ccTo: _cc, embedOn: _sites, ...rules } = this.body()
    // Whom it asks and tells has no part in when it is offered, and may be half written.
    const { questions: _questions, confirmationMail: _one, cancellationMail: _other, ...times } = rules
    const { price: _price, ...free } = times
    return { ...free, isPersonal }
  }

  /** What its page says and offers. @param usual its title, where it has none yet */
  asPage(isPersonal: boolean, usual: string): Input<'previewBookingPage'>['body'] {
    const { title, ccTo: _cc, hosts = [], resources = [], ...body } = this.body()
    return { ...body, hosts, resources, title: title.trim() || usual, isPersonal }
  }

  /** Of what decides when it is offered, as it is sent; two that are alike offer the same. */
  readonly times: string = $derived.by(() => {
    const { hosts, resources, assignment, durationsMinutes, stepMinutes, timeZone } = this.fields
    const { noticeMinutes, horizonDays, limits, seats, manageCapacities, isDated, lines } = this.fields
    const { bufferBeforeMinutes, bufferAfterMinutes, buffersAddUp, hours, limitToWorkingHours } = this.fields
    const { firstDate, lastDate, overrides, isOpenOnHolidays, alignMinutes, offer, needed, groups } = this.fields
    return JSON.stringify([
      ...[hosts, resources, assignment, durationsMinutes, stepMinutes, timeZone, noticeMinutes, horizonDays, limits],
      ...[seats, manageCapacities, isDated, lines, bufferBeforeMinutes, bufferAfterMinutes, buffersAddUp, hours],
      ...[limitToWorkingHours, firstDate, lastDate, overrides, isOpenOnHolidays, alignMinutes, offer, needed, groups],
    ])
  })
  private begunTimes = ''

  /** Whether it would be offered by other rules than it is now. */
  get isOfferedOtherwise(): boolean {
    return this.type !== undefined && this.times !== this.begunTimes
  }

  /** What of it decides when it is offered, as a change; nothing while that cannot be told. */
  asTimes(): TypeChange | undefined {
    const rules = this.asPreview(false)
    if (!rules) return undefined
    const { hosts, resources, assignment, durationsMinutes, stepMinutes, timeZone, noticeMinutes, horizonDays } = rules
    const { limits, seats, manageCapacities, ranges, bufferBeforeMinutes, bufferAfterMinutes, buffersAddUp } = rules
    const { hours, limitToWorkingHours, dates, overrides, isOpenOnHolidays, alignMinutes, offer, needed, groups } =
      rules
    return {
      ...{ hosts, resources, assignment, durationsMinutes, stepMinutes, timeZone, noticeMinutes, horizonDays },
      ...{ limits, seats, manageCapacities, ranges, bufferBeforeMinutes, bufferAfterMinutes, buffersAddUp },
      ...{ hours, limitToWorkingHours, dates, overrides, isOpenOnHolidays, alignMinutes, offer, needed, groups },
    }
  }

  /** What changes it. @param state where it becomes another: what is only saved stays what it is by now */
  asChange(state: State | undefined): TypeChange {
    return { ...this.body(), ...(state && { state }) }
  }
}

/** Questions keep their ids; new ones get one that no other has, from their words. */
function withIds(questions: Fields['questions']): Question[] {
  const made = withQuestionIds(
    questions.map(({ key: _key, shownIf: _shown, id, ...question }) => ({
      ...question,
      ...(id !== '' && { id }),
      label: question.label.trim(),
      help: question.help.trim(),
      choices: isOfChoices(question) ? question.choices.map((one) => one.trim()).filter(Boolean) : [],
    })),
  )
  return made.map((question, i) => {
    const { shownIf } = questions[i]!
    const other = questions.findIndex(({ key }) => key === shownIf?.key)
    // What stood before it may have been moved behind it, or be gone: then it is asked always.
    return shownIf && other >= 0 && other < i
      ? { ...question, shownIf: { question: made[other]!.id, answer: shownIf.answer } }
      : question
  })
}

const isOfChoices = ({ kind }: Pick<Question, 'kind'>) => kind === 'choice' || kind === 'choices'

/** How long a freed place is held, where nobody says otherwise. */
const WAITLIST_MINUTES = 60

function empty(timeZone: string): Fields {
  return {
    title: '',
    access: 'anyone',
    websites: [MAIN_WEBSITE],
    slug: '',
    durationsMinutes: [30],
    noticeMinutes: 60,
    cancelNoticeMinutes: 60,
    moveNoticeMinutes: 60,
    availabilityOn: 'users',
    hosts: [],
    resources: [],
    assignment: 'roundRobin',
    choose: 'automatic',
    needed: 1,
    groups: [],
    showPictures: false,
    manageCapacities: false,
    weights: {},
    isDated: false,
    lines: [],
    hours: {},
    stepMinutes: undefined,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    buffersAddUp: false,
    horizonDays: 60,
    firstDate: undefined,
    lastDate: undefined,
    overrides: [],
    isOpenOnHolidays: false,
    alignMinutes: null,
    offer: 'all',
    limits: { ...NO_LIMITS },
    timeZone,
    isTimeZoneLocked: false,
    location: '',
    videoCall: 'none',
    createOpportunity: false,
    isConfirmedByHand: false,
    answerWithinMinutes: 0,
    approvalAbovePercent: EVERY_BOOKING,
    limitToWorkingHours: false,
    hasWaitlist: false,
    waitlistMinutes: WAITLIST_MINUTES,
    seats: 1,
    mostDates: 1,
    reminderMinutesBefore: [60],
    questions: [],
    description: '',
    descriptionHtml: '',
    confirmationMessage: '',
    confirmationMessageHtml: '',
    continueUrl: '',
    allowGuests: false,
    isConfirmationSent: true,
    isCancellationSent: true,
    confirmationTemplate: null,
    cancellationTemplate: null,
    ccTo: '',
    embedOn: '',
    isPaid: false,
    amount: '',
    priceMinor: undefined,
    currency: 'EUR',
    givenBack: 'all',
    givenBackPercent: 50,
    givenBackUntilMinutes: 0,
  }
}

function fieldsOf(type: AppointmentTypeView, timeZone: string, locale: string): Fields {
  const { access, videoCall, createOpportunity, choose, showPictures, manageCapacities } = type
  const {
    title,
    slug,
    durationsMinutes,
    noticeMinutes,
    cancelNoticeMinutes,
    moveNoticeMinutes,
    hosts,
    resources,
    assignment,
  } = type
  const { stepMinutes, bufferBeforeMinutes, bufferAfterMinutes, buffersAddUp, horizonDays, limits, location } = type
  const { limitToWorkingHours, seats, mostDates, reminderMinutesBefore, description, hours, hostTerms } = type
  const { isOpenOnHolidays, alignMinutes, offer, isTimeZoneLocked } = type
  const wall = (instant: string) => localDateTimeOf(Date.parse(instant), timeZone)
  return {
    ...{ videoCall, createOpportunity, choose, showPictures, manageCapacities },
    ...{ access, title, slug, noticeMinutes, cancelNoticeMinutes, moveNoticeMinutes, assignment, stepMinutes },
    ...{ bufferBeforeMinutes, bufferAfterMinutes, buffersAddUp, horizonDays, location, timeZone },
    ...{ limitToWorkingHours, seats, mostDates, description },
    ...{ isOpenOnHolidays, alignMinutes, offer, isTimeZoneLocked },
    firstDate: type.dates.from,
    lastDate: type.dates.to,
    overrides: type.overrides.map(({ date, windows }) => ({ date, windows: windows.map((one) => ({ ...one })) })),
    websites: [...type.websites],
    durationsMinutes: [...durationsMinutes],
    hosts: [...hosts],
    resources: [...resources],
    needed: type.needed,
    groups: type.groups.map(({ name = '', of, ids, needed }, key) => ({ key, name, of, ids: [...ids], needed })),
    limits: { ...limits },
    hours: { ...hours },
    reminderMinutesBefore: [...new Set(reminderMinutesBefore)],
    availabilityOn: hosts.length === 0 && resources.length > 0 ? 'resources' : 'users',
    weights: Object.fromEntries(
      Object.entries(hostTerms).flatMap(([id, { weight }]) => (weight === undefined ? [] : [[id, weight]])),
    ),
    isDated: type.ranges.length > 0,
    lines: type.ranges.map(({ startsAt, endsAt }, key) => ({
      key,
      fromDate: wall(startsAt).slice(0, 10),
      fromTime: wall(startsAt).slice(11, 16),
      toDate: wall(endsAt).slice(0, 10),
      toTime: wall(endsAt).slice(11, 16),
    })),
    hasWaitlist: type.waitlistMinutes !== null,
    waitlistMinutes: type.waitlistMinutes ?? WAITLIST_MINUTES,
    answerWithinMinutes: type.answerWithinMinutes ?? 0,
    isConfirmedByHand: type.confirmation === 'manual' || type.approvalAbovePercent !== null,
    approvalAbovePercent: type.confirmation === 'manual' ? EVERY_BOOKING : (type.approvalAbovePercent ?? EVERY_BOOKING),
    descriptionHtml: type.descriptionHtml,
    confirmationMessage: type.confirmationMessage,
    confirmationMessageHtml: type.confirmationMessageHtml,
    continueUrl: type.continueUrl,
    allowGuests: type.allowGuests,
    isConfirmationSent: type.confirmationMail.isSent,
    isCancellationSent: type.cancellationMail.isSent,
    confirmationTemplate: type.confirmationMail.templateId,
    cancellationTemplate: type.cancellationMail.templateId,
    ccTo: type.ccTo.join(', '),
    embedOn: type.embedOn.join(', '),
    isPaid: type.price !== null,
    amount: type.price ? amountAsTyped(type.price.amountMinor, type.price.currency, locale) : '',
    priceMinor: type.price?.amountMinor,
    currency: type.price?.currency ?? 'EUR',
    givenBack: type.refundRule.percent === 100 ? 'all' : type.refundRule.percent === 0 ? 'nothing' : 'share',
    givenBackPercent: type.refundRule.percent % 100 === 0 ? 50 : type.refundRule.percent,
    givenBackUntilMinutes: type.refundRule.untilMinutesBefore,
    questions: type.questions.map(({ shownIf, ...question }, i, all) => ({
      ...question,
      choices: [...question.choices],
      key: FIRST_KEY + i,
      ...(shownIf && {
        shownIf: { key: FIRST_KEY + all.findIndex(({ id }) => id === shownIf.question), answer: shownIf.answer },
      }),
    })),
  }
}
