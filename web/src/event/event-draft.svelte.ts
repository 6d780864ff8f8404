import { mergedList } from '../../../shared/domain/event/merged-list.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import {
  formFaults,
  formOfRule,
  freshForm,
  type RuleForm,
  ruleOfForm,
} from '../../../shared/domain/recurrence/rule-form.ts'
import { addDays, daysBetween, type Instant, instantOf, localDateTimeOf } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS, QUARTER_MINUTES } from '../../../shared/domain/time/units.ts'
import type { CalendarModel } from '../calendar/calendar-model.svelte.ts'
import { type EventChange, type EventView, type NewEvent, timesOf } from '../calendar/event-actions.svelte.ts'
import type { Drawn } from '../calendar/grid/drawn.ts'
import { type Times, timesAt, wallsOf } from '../calendar/grid/placed.ts'
import type { Person } from '../ui/combobox/typed-people.ts'
import { isUntitled, nameFor } from '../ui/event/event-words.ts'
import { withScheme } from '../ui/with-scheme.ts'
import { eventTimes, ruleTimes } from './repetition.ts'

/** What people can type of an event: dates with both ends in them, times on the wall clock of `timeZone`. */
interface Fields {
  title: string
  isAllDay: boolean
  fromDate: string
  toDate: string
  fromTime: string
  toTime: string
  /** IANA: where the times are meant, and a series is reckoned. */
  timeZone: string
  people: Person[]
  /** Of whom nobody expects that they come; none of them is in `people`. */
  optionalPeople: Person[]
  organizerId: string
  /** Empty: the organizer's first. */
  calendarId: string
  rooms: string[]
  location: string
  videoCallUrl: string
  /** In plain text, also of one that has markup. */
  description: string
  /** With bold, lists and links; empty where it has none. */
  descriptionHtml: string
  tags: string[]
  attachments: NonNullable<NewEvent['attachments']>
  /** Nothing where nobody chose: then what its calendar says. */
  privacy: NonNullable<NewEvent['privacy']> | undefined
  reminders: NonNullable<NewEvent['reminders']> | undefined
  showAs: NonNullable<NewEvent['showAs']>
  /** Empty: none. */
  appointmentTypeId: string
  /** The record of the business that it is about, as far as the reader may see it. */
  record: { id: string; title: string } | undefined
}

/** What a new event begins with that is made for something. */
export interface Preset {
  title?: string
  /** Who else comes. */
  person?: Person | undefined
  record: { id: string; title: string }
  /** The activity of that record for which it is placed. */
  activityId?: string
}

const clean = (fields: Fields) => JSON.stringify(fields)

/**
 * An event that somebody is writing, new or there already. The small form and the large one work on the same draft:
 * nothing is lost between them.
 */
export class EventDraft {
  readonly calendar: CalendarModel
  /** The event as it was opened; none for a new one. */
  readonly event: EventView | undefined
  fields: Fields = $state()!
  repeat: RuleForm = $state()!
  /** How it repeated when the form was opened: what is not touched stays as it is, to the letter. */
  readonly repeated: RuleForm
  /** Whether somebody chose free or busy: until then whole days are free, and hours busy. */
  private isShowAsChosen = $state(false)
  private readonly initial: Fields
  private readonly activityId: string | undefined
  /** The event whose people are known: as it was opened, or as somebody else made it whose change was taken in. */
  private known: EventView | undefined
  private readonly initialWords: string

  private constructor(calendar: CalendarModel, fields: Fields, event?: EventView, activityId?: string) {
    this.calendar = calendar
    this.activityId = activityId
    this.event = event
    this.known = event
    this.initial = fields
    this.initialWords = clean(fields)
    this.fields = structuredClone(fields)
    this.isShowAsChosen = event !== undefined
    this.repeated = event
      ? formOfRule(ruleTimes(calendar, event), event)
      : freshForm(eventTimes(calendar, this.times()!))
    this.repeat = structuredClone(this.repeated)
  }

  /** A new event at what somebody drew, with what it is made for. */
  static at(calendar: CalendarModel, drawn: Drawn, preset?: Preset): EventDraft {
    const { me } = calendar
    const { title = '', person, record, activityId } = preset ?? {}
    const fields: Fields = {
      title,
      ...fieldsOf(timesAt(drawn, calendar.zone), calendar.zone),
      people: [{ name: me.name, email: me.email }, ...(person && person.email !== me.email ? [person] : [])],
      optionalPeople: [],
      organizerId: me.id,
      calendarId: '',
      rooms: [],
      location: '',
      videoCallUrl: '',
      description: '',
      descriptionHtml: '',
      tags: [],
      attachments: [],
      privacy: undefined,
      reminders: undefined,
      showAs: drawn.isAllDay ? 'free' : 'busy',
      appointmentTypeId: '',
      record,
    }
    return new EventDraft(calendar, fields, undefined, activityId)
  }

  /** An event that is there, or one occurrence of it. */
  static of(calendar: CalendarModel, event: EventView): EventDraft {
    const zone = event.timeZone ?? calendar.zone
    const organizer = { name: nameFor(event.organizer, calendar.reader), email: event.organizer.email }
    const person = ({ email, name }: { email: string; name?: string | undefined }) => ({ email, name: name ?? email })
    const others = event.attendees.filter(({ isOptional }) => !isOptional).map(person)
    return new EventDraft(
      calendar,
      {
        // What came without one needs none until somebody names it.
        title: isUntitled(event) ? '' : event.title,
        ...fieldsOf(timesOf(event), zone),
        people: others.some(({ email }) => email === organizer.email) ? others : [organizer, ...others],
        optionalPeople: event.attendees.filter(({ isOptional }) => isOptional).map(person),
        organizerId: event.organizer.id,
        calendarId: event.calendarId ?? '',
        rooms: event.resources ?? [],
        location: event.location,
        videoCallUrl: event.videoCallUrl,
        description: event.description,
        descriptionHtml: event.descriptionHtml,
        tags: event.tags,
        attachments: event.attachments,
        privacy: event.privacy,
        reminders: event.reminders,
        showAs: event.showAs,
        appointmentTypeId: event.appointmentTypeId ?? '',
        record: event.record && { id: event.record.id, title: event.record.title },
      },
      event,
    )
  }

  /** The same once more, as a new event that does not repeat. */
  static copy(calendar: CalendarModel, event: EventView): EventDraft {
    const { rrule: _r, moreRules: _m, rdates: _d, exdates: _x, occurrence: _o, ...rest } = event
    const { fields, standsIn } = EventDraft.of(calendar, rest)
    const own = { organizerId: calendar.me.id, calendarId: standsIn?.mayEdit ? fields.calendarId : '' }
    return new EventDraft(calendar, { ...structuredClone($state.snapshot(fields)), ...own })
  }

  /** Whether something would be lost. */
  readonly isChanged: boolean = $derived.by(
    () => clean(this.fields) !== this.initialWords || JSON.stringify(this.repeat) !== JSON.stringify(this.repeated),
  )

  /** The times that are typed; nothing while they are none. */
  times(): Times | undefined {
    const { isAllDay, fromDate, toDate, fromTime, toTime, timeZone } = this.fields
    if (isAllDay) return toDate < fromDate ? undefined : { startDate: fromDate, endDate: addDays(toDate, 1) }
    const start = instantOf(`${fromDate}T${fromTime}`, timeZone)
    const end = instantOf(`${toDate}T${toTime}`, timeZone)
    const wallEnd = `${toDate}T${toTime}`
    if (wallEnd <= `${fromDate}T${fromTime}`) return undefined
    // A night on which clocks go forward may swallow what was typed: the length is kept.
    const length = minutesBetween(this.fields) * MINUTE_MS
    return {
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(end > start ? end : start + length).toISOString(),
      timeZone,
    }
  }

  /** Where it would stand on the reader's clock. */
  readonly drawn: Drawn | undefined = $derived.by(() => {
    const times = this.times()
    return times && wallsOf(times, this.calendar.zone)
  })

  /** Its length; changing it moves the end. */
  get durationMinutes(): number {
    return minutesBetween(this.fields)
  }
  set durationMinutes(minutes: number) {
    this.setEnd(minutes)
  }

  setAllDay(isAllDay: boolean): void {
    this.fields.isAllDay = isAllDay
    if (!this.isShowAsChosen) this.fields.showAs = isAllDay ? 'free' : 'busy'
    if (!isAllDay && minutesBetween(this.fields) <= 0) this.setEnd(60)
  }

  /** The calendar that it stands in, as far as the reader knows it. */
  get standsIn() {
    const { calendarId, organizerId } = this.fields
    const { calendars } = this.calendar
    return calendarId === ''
      ? calendars.find(({ isFirst, ownerId }) => isFirst && ownerId === organizerId)
      : calendars.find(({ id }) => id === calendarId)
  }

  /** What is chosen, else what its calendar says, else, in one's own first one, what one always begins with. */
  get privacy(): NonNullable<Fields['privacy']> {
    const { standsIn, fields, calendar } = this
    const usual = standsIn?.defaultPrivacy ?? 'public'
    return fields.privacy ?? (this.isOwnFirst && usual === 'public' ? calendar.me.defaultPrivacy : usual)
  }

  get reminders(): NonNullable<Fields['reminders']> {
    const { standsIn, fields, calendar } = this
    const usual = standsIn?.defaultReminders ?? []
    return fields.reminders ?? (this.isOwnFirst && usual.length === 0 ? calendar.me.defaultReminders : usual)
  }

  private get isOwnFirst(): boolean {
    const { standsIn, calendar } = this
    return standsIn === undefined || (standsIn.isFirst && standsIn.ownerId === calendar.me.id)
  }

  /** Who comes, or may: whoever is in one list is taken out of the other. */
  setPeople(people: Person[], areOptional: boolean): void {
    const [here, there] = areOptional
      ? (['optionalPeople', 'people'] as const)
      : (['people', 'optionalPeople'] as const)
    this.fields[here] = people
    this.fields[there] = this.fields[there].filter(({ email }) => !people.some((one) => one.email === email))
  }

  /** Somebody else's from now on; it goes into their first calendar, unless it stands in one of a team. */
  setOrganizer(organizerId: string): void {
    this.fields.organizerId = organizerId
    if (this.standsIn?.kind !== 'team') this.fields.calendarId = ''
  }

  /** @param html with its markup; without it plain text */
  setDescription(text: string, html = ''): void {
    this.fields.description = text
    this.fields.descriptionHtml = html
  }

  setShowAs(showAs: Fields['showAs']): void {
    this.isShowAsChosen = true
    this.fields.showAs = showAs
  }

  /** The start moves, and the end along with it. */
  setStart({ date = this.fields.fromDate, time = this.fields.fromTime }: { date?: string; time?: string }): void {
    const { fields } = this
    if (fields.isAllDay) {
      const days = Math.max(0, daysBetween(fields.fromDate, fields.toDate))
      fields.fromDate = date
      fields.toDate = addDays(date, days)
    } else {
      const minutes = Math.max(QUARTER_MINUTES, minutesBetween(fields))
      fields.fromDate = date
      fields.fromTime = time
      this.setEnd(minutes)
    }
    if (!this.event && this.repeat.repeats === 'never')
      this.repeat = { ...freshForm(eventTimes(this.calendar, this.times()!)) }
  }

  /** Begins at an instant, as long as it is. */
  moveTo(start: Instant): void {
    const local = localDateTimeOf(start, this.fields.timeZone)
    this.setStart({ date: local.slice(0, 10), time: local.slice(11, 16) })
  }

  private setEnd(minutes: number): void {
    const { fields } = this
    const end = new Date(Date.parse(`${fields.fromDate}T${fields.fromTime}:00Z`) + minutes * MINUTE_MS).toISOString()
    fields.toDate = end.slice(0, 10)
    fields.toTime = end.slice(11, 16)
  }

  /** When a rule counts from: the start that is typed, of an occurrence that stays where it was its original one. */
  readonly repeatTimes: EventTimes | undefined = $derived.by(() => {
    const times = this.times()
    if (!times) return undefined
    const { event, fields, initial } = this
    const isMoved = !event || fields.fromDate !== initial.fromDate || fields.isAllDay !== initial.isAllDay
    return isMoved ? eventTimes(this.calendar, times) : ruleTimes(this.calendar, event)
  })

  /** The rule that the fields mean; nothing where it does not repeat, or they do not say it yet. */
  readonly rule: string | undefined = $derived.by(() =>
    this.repeatTimes && Object.keys(formFaults(this.repeat, this.repeatTimes)).length === 0
      ? ruleOfForm(this.repeat, this.repeatTimes)
      : undefined,
  )

  /** All of a new event. */
  body(): NewEvent {
    const { title, rooms, location, videoCallUrl, showAs, tags, attachments } = this.fields
    const { organizerId, calendarId, appointmentTypeId, record } = this.fields
    const isForActivity = this.activityId !== undefined && record?.id === this.initial.record?.id
    return {
      ...this.times()!,
      title: title.trim(),
      attendees: this.attendees(),
      resources: rooms,
      location,
      videoCallUrl: withScheme(videoCallUrl),
      ...this.description(),
      tags,
      attachments: attached(attachments),
      privacy: this.privacy,
      reminders: this.reminders,
      showAs,
      ...(organizerId !== this.calendar.me.id && { organizerId }),
      ...(calendarId !== '' && { calendarId }),
      ...(appointmentTypeId !== '' && { appointmentTypeId }),
      ...(record && { recordId: record.id }),
      ...(isForActivity && { activityId: this.activityId }),
      ...(this.rule !== undefined && { rrule: this.rule }),
    }
  }

  /**
   * Takes in what somebody else did meanwhile to lists that were changed here as well: people, tags and reminders, each
   * one by one. @param names of the fields that both changed @returns false where both changed the same, or more than
   * lists
   */
  takeIn(current: EventView, names: readonly string[]): boolean {
    const { initial, fields } = this
    const theirs = EventDraft.of(this.calendar, current).fields
    if (!names.every((name) => name === 'attendees' || name === 'tags' || name === 'reminders')) return false
    const isNamed = (name: 'attendees' | 'tags' | 'reminders') => names.includes(name)
    const people = mergedList(
      { was: peopleOf(initial), mine: peopleOf(fields), theirs: peopleOf(theirs) },
      ({ email }) => email.toLowerCase(),
      ({ isOptional }) => isOptional,
    )
    const tags = mergedList({ was: initial.tags, mine: fields.tags, theirs: theirs.tags }, (tag) => tag)
    const [was, mine, other] = [initial, fields, theirs].map(({ reminders = [] }) => reminders)
    const reminders = mergedList({ was: was!, mine: mine!, theirs: other! }, (one) => JSON.stringify(one))
    if ((isNamed('attendees') && !people) || (isNamed('tags') && !tags) || (isNamed('reminders') && !reminders))
      return false
    if (people && isNamed('attendees')) {
      const named = (areOptional: boolean) =>
        people.filter(({ isOptional }) => isOptional === areOptional).map(({ isOptional: _, ...person }) => person)
      Object.assign(fields, { people: named(false), optionalPeople: named(true) })
      Object.assign(initial, { people: theirs.people, optionalPeople: theirs.optionalPeople })
      this.known = current
    }
    if (tags && isNamed('tags')) {
      fields.tags = tags
      initial.tags = theirs.tags
    }
    if (reminders && isNamed('reminders')) {
      fields.reminders = reminders
      initial.reminders = theirs.reminders
    }
    return true
  }

  get isTitleMissing(): boolean {
    return this.fields.title.trim() === '' && !(this.event && isUntitled(this.event))
  }

  /** What is other than it was. */
  patch(): EventChange {
    const { fields, initial, event } = this
    const patch: EventChange = {}
    const isOther = (name: keyof Fields) => JSON.stringify(fields[name]) !== JSON.stringify(initial[name])
    if ((['isAllDay', 'fromDate', 'toDate', 'fromTime', 'toTime', 'timeZone'] as const).some(isOther))
      Object.assign(patch, this.times())
    if (fields.title.trim() !== initial.title) patch.title = fields.title.trim()
    for (const name of ['location', 'showAs', 'tags', 'privacy', 'reminders', 'organizerId'] as const)
      if (isOther(name)) Object.assign(patch, { [name]: fields[name] })
    if (isOther('attachments')) patch.attachments = attached(fields.attachments)
    if (isOther('description') || isOther('descriptionHtml')) Object.assign(patch, this.description())
    if (isOther('videoCallUrl')) patch.videoCallUrl = withScheme(fields.videoCallUrl)
    if (isOther('rooms')) patch.resources = fields.rooms
    if (isOther('calendarId') && fields.calendarId !== '') patch.calendarId = fields.calendarId
    if (isOther('appointmentTypeId')) patch.appointmentTypeId = fields.appointmentTypeId || null
    if (fields.record?.id !== initial.record?.id) patch.recordId = fields.record?.id ?? null
    if (emailsOf(fields.people) !== emailsOf(initial.people) || isOther('optionalPeople'))
      patch.attendees = this.attendees()
    if (JSON.stringify(this.repeat) !== JSON.stringify(this.repeated) && this.repeat.repeats !== 'custom') {
      Object.assign(patch, {
        ...(event?.moreRules && { moreRules: [] }),
        ...(event?.rdates && { rdates: [] }),
        rrule: this.rule ?? null,
      })
    }
    return patch
  }

  /** In the one form that was written. */
  private description(): Pick<NewEvent, 'description' | 'descriptionHtml'> {
    const { description, descriptionHtml } = this.fields
    return descriptionHtml === '' ? { description } : { descriptionHtml }
  }

  /** Everybody but the organizer, who needs no invitation; answers that were given stay. */
  private attendees(): NonNullable<NewEvent['attendees']> {
    const { people, optionalPeople, organizerId } = this.fields
    const { event, calendar } = this
    const organizer = [event?.organizer, calendar.me, ...calendar.members].find((one) => one?.id === organizerId)?.email
    const known = new Map(
      this.known?.attendees.map(({ email, name }) => [email, { email, ...(name !== undefined && { name }) }]),
    )
    const invited = ({ email, name }: Person) => known.get(email) ?? { email, ...(name !== email && { name }) }
    return [
      ...people.filter(({ email }) => email !== organizer || known.has(email)).map(invited),
      ...optionalPeople.map((person) => ({ ...invited(person), isOptional: true })),
    ]
  }
}

/** With a title each: where none was written, what the address ends in. */
const attached = (attachments: Fields['attachments']) =>
  attachments
    .filter(({ url }) => url.trim() !== '')
    .map(({ title, url }) => ({ title: title.trim() || nameIn(url), url: withScheme(url) }))

const nameIn = (url: string) => (url.trim().split(/[?#]/)[0]!.split('/').filter(Boolean).at(-1) ?? url).slice(0, 200)

const peopleOf = ({ people, optionalPeople }: Pick<Fields, 'people' | 'optionalPeople'>) => [
  ...people.map((person) => ({ ...person, isOptional: false })),
  ...optionalPeople.map((person) => ({ ...person, isOptional: true })),
]

const emailsOf = (people: readonly Person[]) => people.map(({ email }) => email).join()

const minutesBetween = ({
  fromDate,
  fromTime,
  toDate,
  toTime,
}: Pick<Fields, 'fromDate' | 'fromTime' | 'toDate' | 'toTime'>): number =>
  (Date.parse(`${toDate}T${toTime}:00Z`) - Date.parse(`${fromDate}T${fromTime}:00Z`)) / MINUTE_MS

/** The fields as people see them: dates inclusive, times on the wall clock of the zone. */
function fieldsOf(times: Times, timeZone: string) {
  if ('startDate' in times)
    return {
      isAllDay: true,
      fromDate: times.startDate,
      toDate: addDays(times.endDate, -1),
      fromTime: '09:00',
      toTime: '10:00',
      timeZone,
    }
  const from = localDateTimeOf(Date.parse(times.startsAt), timeZone)
  const to = localDateTimeOf(Date.parse(times.endsAt), timeZone)
  return {
    isAllDay: false,
    fromDate: from.slice(0, 10),
    toDate: to.slice(0, 10),
    fromTime: from.slice(11, 16),
    toTime: to.slice(11, 16),
    timeZone,
  }
}
