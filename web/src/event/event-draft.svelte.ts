import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import {
  formFaults,
  formOfRule,
  freshForm,
  type RuleForm,
  ruleOfForm,
} from '../../../shared/domain/recurrence/rule-form.ts'
import { addDays, daysBetween, instantOf, localDateTimeOf } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import type { CalendarModel } from '../calendar/calendar-model.svelte.ts'
import { type EventChange, type EventView, type NewEvent, timesOf } from '../calendar/event-actions.svelte.ts'
import { type Times, timesAt, wallsOf } from '../calendar/grid/placed.ts'
import type { Drawn } from '../calendar/view-props.ts'
import type { Person } from '../ui/combobox/typed-people.ts'
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
  rooms: string[]
  location: string
  videoCallUrl: string
  description: string
  privacy: NonNullable<NewEvent['privacy']>
  showAs: NonNullable<NewEvent['showAs']>
}

const clean = (fields: Fields) => JSON.stringify(fields)

/** An event that somebody is writing, new or there already. The small form and the large one work on the same draft: nothing is lost between them. */
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
  private readonly initialWords: string

  private constructor(calendar: CalendarModel, fields: Fields, event?: EventView) {
    this.calendar = calendar
    this.event = event
    this.initial = fields
    this.initialWords = clean(fields)
    this.fields = structuredClone(fields)
    this.isShowAsChosen = event !== undefined
    this.repeated = event
      ? formOfRule(ruleTimes(calendar, event), event)
      : freshForm(eventTimes(calendar, this.times()!))
    this.repeat = structuredClone(this.repeated)
  }

  /** A new event at what somebody drew. */
  static at(calendar: CalendarModel, drawn: Drawn): EventDraft {
    const { me } = calendar
    return new EventDraft(calendar, {
      title: '',
      ...fieldsOf(timesAt(drawn, calendar.zone), calendar.zone),
      people: [{ name: me.name, email: me.email }],
      rooms: [],
      location: '',
      videoCallUrl: '',
      description: '',
      privacy: me.defaultPrivacy,
      showAs: drawn.isAllDay ? 'free' : 'busy',
    })
  }

  /** An event that is there, or one occurrence of it. */
  static of(calendar: CalendarModel, event: EventView): EventDraft {
    const zone = event.timeZone ?? calendar.zone
    const organizer = { name: event.organizer.name, email: event.organizer.email }
    const others = event.attendees.map(({ email, name }) => ({ email, name: name ?? email }))
    return new EventDraft(
      calendar,
      {
        title: event.title,
        ...fieldsOf(timesOf(event), zone),
        people: others.some(({ email }) => email === organizer.email) ? others : [organizer, ...others],
        rooms: event.resources ?? [],
        location: event.location,
        videoCallUrl: event.videoCallUrl,
        description: event.description,
        privacy: event.privacy,
        showAs: event.showAs,
      },
      event,
    )
  }

  /** The same once more, as a new event that does not repeat. */
  static copy(calendar: CalendarModel, event: EventView): EventDraft {
    const { rrule: _r, moreRules: _m, rdates: _d, exdates: _x, occurrence: _o, ...rest } = event
    const { fields } = EventDraft.of(calendar, rest)
    return new EventDraft(calendar, structuredClone($state.snapshot(fields)))
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
      const minutes = Math.max(15, minutesBetween(fields))
      fields.fromDate = date
      fields.fromTime = time
      this.setEnd(minutes)
    }
    if (!this.event && this.repeat.repeats === 'never')
      this.repeat = { ...freshForm(eventTimes(this.calendar, this.times()!)) }
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
    const { title, rooms, location, videoCallUrl, description, privacy, showAs } = this.fields
    return {
      ...this.times()!,
      title: title.trim(),
      attendees: this.attendees(),
      resources: rooms,
      location,
      videoCallUrl: withScheme(videoCallUrl),
      description,
      privacy,
      showAs,
      ...(this.rule !== undefined && { rrule: this.rule }),
    }
  }

  /** What is other than it was. */
  patch(): EventChange {
    const { fields, initial, event } = this
    const patch: EventChange = {}
    const timesChanged = (['isAllDay', 'fromDate', 'toDate', 'fromTime', 'toTime', 'timeZone'] as const).some(
      (name) => fields[name] !== initial[name],
    )
    if (timesChanged) Object.assign(patch, this.times())
    if (fields.title.trim() !== initial.title) patch.title = fields.title.trim()
    for (const name of ['location', 'description', 'privacy', 'showAs'] as const)
      if (fields[name] !== initial[name]) Object.assign(patch, { [name]: fields[name] })
    if (fields.videoCallUrl !== initial.videoCallUrl) patch.videoCallUrl = withScheme(fields.videoCallUrl)
    if (fields.rooms.join() !== initial.rooms.join()) patch.resources = fields.rooms
    if (emailsOf(fields.people) !== emailsOf(initial.people)) patch.attendees = this.attendees()
    if (JSON.stringify(this.repeat) !== JSON.stringify(this.repeated) && this.repeat.repeats !== 'custom') {
      Object.assign(patch, {
        ...(event?.moreRules && { moreRules: [] }),
        ...(event?.rdates && { rdates: [] }),
        rrule: this.rule ?? null,
      })
    }
    return patch
  }

  /** Everybody but the organizer, who needs no invitation; answers that were given stay. */
  private attendees(): NonNullable<NewEvent['attendees']> {
    const organizer = this.event?.organizer.email ?? this.calendar.me.email
    const known = new Map(this.event?.attendees.map((attendee) => [attendee.email, attendee]))
    return this.fields.people
      .filter(({ email }) => email !== organizer || known.has(email))
      .map(({ email, name }) => known.get(email) ?? { email, ...(name !== email && { name }) })
  }
}

const emailsOf = (people: readonly Person[]) => people.map(({ email }) => email).join()

/** What people paste is an address, also without its scheme. */
const withScheme = (address: string): string => {
  const trimmed = address.trim()
  return trimmed === '' || /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`
}

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
