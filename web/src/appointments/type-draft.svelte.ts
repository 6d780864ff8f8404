import type { AppointmentTypeView } from '../../../shared/api/appointment-types.ts'
import { addDays, formatInstant, instantOf, type LocalDate, localDateTimeOf } from '../../../shared/domain/time/time.ts'
import { slugOf } from '../settings/slug-of.ts'
import type { Input } from '../ui/api.ts'
import type { Template } from './templates.ts'
import { amountAsTyped } from './typed-amount.ts'

export type NewType = Input<'createAppointmentType'>['body']
export type TypeChange = Input<'changeAppointmentType'>['body']
export type State = AppointmentTypeView['state']
type Question = AppointmentTypeView['questions'][number]

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
  slug: string
  durationsMinutes: number[]
  noticeMinutes: number
  cancelNoticeMinutes: number
  availabilityOn: 'users' | 'resources'
  hosts: string[]
  resources: string[]
  assignment: AppointmentTypeView['assignment']
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
  limits: AppointmentTypeView['limits']
  timeZone: string
  location: string
  isConfirmedByHand: boolean
  limitToWorkingHours: boolean
  seats: number
  mostDates: number
  reminderMinutesBefore: number[]
  questions: (Question & { key: number })[]
  description: string
  confirmationMessage: string
  allowGuests: boolean
  isConfirmationSent: boolean
  isCancellationSent: boolean
  /** Addresses as they are typed, with commas or spaces between. */
  ccTo: string
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

const NO_LIMITS = { perDay: null, perWeek: null, perMonth: null, perBooker: null }

/** The parts of the form, in their order. */
export const PARTS = ['schedule', 'options', 'questions', 'messages'] as const
export type Part = (typeof PARTS)[number]

/** An appointment that somebody is writing, new or there already. */
export class TypeDraft {
  /** As it is saved; none for a new one. */
  type: AppointmentTypeView | undefined = $state.raw()
  fields: Fields = $state()!
  /** Of which it has what the form does not show: dates, priorities. */
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
    this.made = 1000
  }

  static of(type: AppointmentTypeView, timeZone: string, locale: string): TypeDraft {
    return new TypeDraft(fieldsOf(type, type.timeZone ?? timeZone, locale), type)
  }

  /** A new one that begins as a template. */
  static from(template: Template, title: string, ownId: string, timeZone: string): TypeDraft {
    const { availabilityOn = 'users', limits, ...rest } = template.begins
    return new TypeDraft({
      ...empty(timeZone),
      ...rest,
      limits: { ...NO_LIMITS, ...limits },
      title,
      slug: slugOf(title),
      availabilityOn,
      hosts: availabilityOn === 'users' ? [ownId] : [],
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
    const { slug: _slug, availabilityOn: _on, description, confirmationMessage, ...more } = rest
    const {
      isConfirmationSent,
      isCancellationSent,
      ccTo,
      isPaid,
      amount: _typed,
      priceMinor,
      currency,
      ...others
    } = more
    const { givenBack, givenBackPercent, givenBackUntilMinutes, ...numbers } = others
    const principals = [...fields.hosts, ...fields.resources]
    const isServing = ([id]: [string, unknown]) => principals.includes(id)
    return {
      ...numbers,
      title: title.trim(),
      location: location.trim(),
      description: description.trim(),
      confirmationMessage: confirmationMessage.trim(),
      confirmationMail: { isSent: isConfirmationSent },
      cancellationMail: { isSent: isCancellationSent },
      ccTo: ccTo.split(/[\s,;]+/).filter(Boolean),
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
      ranges: isDated ? lines.flatMap((line) => this.rangeOf(line) ?? []) : [],
      confirmation: isConfirmedByHand ? 'manual' : 'automatic',
      questions: withIds(questions),
    }
  }

  /** What makes it. */
  asNew(state: State): NewType {
    return { ...this.body(), slug: this.fields.slug, state, ...(this.base && { dates: this.base.dates }) }
  }

  /** What changes it. @param state where it becomes another: what is only saved stays what it is by now */
  asChange(state: State | undefined): TypeChange {
    return { ...this.body(), ...(state && { state }) }
  }
}

/** Questions keep their ids; new ones get one that no other has, from their words. */
function withIds(questions: Fields['questions']): Question[] {
  const known = new Set(questions.map(({ id }) => id))
  return questions.map(({ key: _key, ...question }) => {
    const choices = question.kind === 'choice' ? question.choices.map((one) => one.trim()).filter(Boolean) : []
    if (question.id !== '') return { ...question, label: question.label.trim(), choices }
    const word = slugOf(question.label) || 'question'
    let id = word
    for (let n = 2; known.has(id); n++) id = `${word.slice(0, 36)}-${n}`
    known.add(id)
    return { ...question, id, label: question.label.trim(), choices }
  })
}

function empty(timeZone: string): Fields {
  return {
    title: '',
    access: 'anyone',
    slug: '',
    durationsMinutes: [30],
    noticeMinutes: 60,
    cancelNoticeMinutes: 60,
    availabilityOn: 'users',
    hosts: [],
    resources: [],
    assignment: 'roundRobin',
    weights: {},
    isDated: false,
    lines: [],
    hours: {},
    stepMinutes: undefined,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    buffersAddUp: false,
    horizonDays: 60,
    limits: { ...NO_LIMITS },
    timeZone,
    location: '',
    isConfirmedByHand: false,
    limitToWorkingHours: false,
    seats: 1,
    mostDates: 1,
    reminderMinutesBefore: [60],
    questions: [],
    description: '',
    confirmationMessage: '',
    allowGuests: false,
    isConfirmationSent: true,
    isCancellationSent: true,
    ccTo: '',
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
  const { access } = type
  const { title, slug, durationsMinutes, noticeMinutes, cancelNoticeMinutes, hosts, resources, assignment } = type
  const { stepMinutes, bufferBeforeMinutes, bufferAfterMinutes, buffersAddUp, horizonDays, limits, location } = type
  const { limitToWorkingHours, seats, mostDates, reminderMinutesBefore, description, hours, hostTerms } = type
  const wall = (instant: string) => localDateTimeOf(Date.parse(instant), timeZone)
  return {
    ...{ access, title, slug, noticeMinutes, cancelNoticeMinutes, assignment, stepMinutes },
    ...{ bufferBeforeMinutes, bufferAfterMinutes, buffersAddUp, horizonDays, location, timeZone },
    ...{ limitToWorkingHours, seats, mostDates, description },
    durationsMinutes: [...durationsMinutes],
    hosts: [...hosts],
    resources: [...resources],
    limits: { ...limits },
    hours: { ...hours },
    reminderMinutesBefore: [...reminderMinutesBefore],
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
    isConfirmedByHand: type.confirmation === 'manual',
    confirmationMessage: type.confirmationMessage,
    allowGuests: type.allowGuests,
    isConfirmationSent: type.confirmationMail.isSent,
    isCancellationSent: type.cancellationMail.isSent,
    ccTo: type.ccTo.join(', '),
    isPaid: type.price !== null,
    amount: type.price ? amountAsTyped(type.price.amountMinor, type.price.currency, locale) : '',
    priceMinor: type.price?.amountMinor,
    currency: type.price?.currency ?? 'EUR',
    givenBack: type.refundRule.percent === 100 ? 'all' : type.refundRule.percent === 0 ? 'nothing' : 'share',
    givenBackPercent: type.refundRule.percent % 100 === 0 ? 50 : type.refundRule.percent,
    givenBackUntilMinutes: type.refundRule.untilMinutesBefore,
    questions: type.questions.map((question, i) => ({ ...question, choices: [...question.choices], key: 500 + i })),
  }
}
