import { tick } from 'svelte'
import { formFaults } from '../../../shared/domain/recurrence/rule-form.ts'
import { type EventPhrases, phrases } from '../../../shared/words/event/en.ts'
import { type Say, sayIn } from '../../../shared/words/phrase.ts'
import type { EventActions, Outcome, Scope } from '../calendar/event-actions.svelte.ts'
import type { Problem } from '../ui/api.ts'
import { whenWords } from '../ui/event/event-look.ts'
import { titleFor } from '../ui/event/event-words.ts'
import { faultWords } from '../ui/problem-words.ts'
import type { Reader } from '../ui/reader.svelte.ts'
import type { EventDraft } from './event-draft.svelte.ts'

/** Faults of times stand at the end, wherever the server saw them. */
const TIMES = ['startsAt', 'endsAt', 'startDate', 'endDate', 'timeZone']

/** How often, and how long each time, a save waits for what is still looked up. */
const MOST_WAITS = 200
const WAIT_MS = 50
/** How often somebody else may be faster with the same lists. */
const MOST_TURNS = 5

/**
 * The attempts to save an event: what is wrong with which field, in the reader's words. Nothing that was typed is
 * touched.
 */
export class EventSaving {
  isBusy = $state(false)
  /** What stood in the way and is no field's. */
  problem = $state('')
  private isTried = $state(false)
  private refused: Problem | undefined = $state.raw()
  /** The version that a change is made of: the newest that the reader was told of. */
  private version: number
  /** Somebody deleted it since: saving once more brings it back. */
  private isDeleted = false
  private readonly draft: EventDraft
  private readonly actions: EventActions

  constructor(draft: EventDraft, actions: EventActions) {
    this.draft = draft
    this.actions = actions
    this.version = draft.event?.version ?? 0
  }

  /** What is wrong with a field; empty for nothing. `times` are all fields of when it is. */
  at(field: string): string {
    const { locale } = this.draft.calendar.reader
    const say = sayIn<EventPhrases>(phrases, locale)
    if (field === 'times' && !this.draft.times()) return this.draft.calendar.reader.say('endAfterStart')
    if (!this.isTried) return ''
    if (field === 'title' && this.draft.isTitleMissing) return say('titleMissing')
    const fault = this.refused?.errors?.find(({ path }) => {
      const first = path.split('.')[0]!
      if (field === 'times') return TIMES.includes(first)
      return first === field || (field === 'description' && first === 'descriptionHtml')
    })
    return fault ? faultWords(fault, locale) : this.theirs(field, say)
  }

  /** Of a field that somebody else changed as well: what it says now, for whoever chooses. */
  private theirs(field: string, say: Say<EventPhrases>): string {
    const { current, conflicts = [], gone } = this.refused ?? {}
    // Of a date that is gone the series says nothing.
    if (gone || !current || !conflicts.includes(field)) return ''
    const value = wordsIn(current, field, this.draft.calendar.reader)
    return value === '' ? say('changedByOthers') : say('nowSays', { value })
  }

  /** Whether everything that is typed can be sent. */
  private isReady(): boolean {
    this.isTried = true
    this.refused = undefined
    const { draft } = this
    const isRuleRight = !draft.repeatTimes || Object.keys(formFaults(draft.repeat, draft.repeatTimes)).length === 0
    return !draft.isTitleMissing && draft.times() !== undefined && isRuleRight
  }

  /** @param isDraft for who writes it alone, until it is sent out @returns whether it is in the calendar */
  create(isDraft = false): Promise<boolean> {
    return this.run(() => this.actions.create({ ...this.draft.body(), ...(isDraft && { isDraft }) }))
  }

  /** @param sendsOut a draft goes out with it @returns whether it is changed */
  change(scope: Scope | undefined, sendsOut = false): Promise<boolean> {
    const opened = this.draft.event!
    const patch = () => ({ ...this.draft.patch(), ...(sendsOut && { isDraft: false }) })
    return this.run(async () => {
      const { actions, isDeleted } = this
      this.isDeleted = false
      const before = { ...opened, version: this.version }
      let refused = await (isDeleted
        ? actions.changeDeleted(before, patch(), scope)
        : actions.change(before, patch(), scope))
      // Whoever changed others in the same list is in nobody's way: theirs is taken in, and all of it saved.
      for (let turns = 0; turns < MOST_TURNS && refused?.current && this.takesIn(refused); turns++)
        refused = await actions.change({ ...opened, version: this.version }, patch(), scope)
      if (refused?.refusal === 'NotFound' && !isDeleted) this.isDeleted = await actions.isNotThere(before)
      return refused
    })
  }

  /** Whether all that somebody else was faster with is lists that go together with what is written. */
  private takesIn({ current, conflicts = [] }: Problem): boolean {
    if (!current || conflicts.length === 0 || !this.draft.takeIn(current, conflicts)) return false
    this.version = current.version
    return true
  }

  /**
   * What is written becomes a booking of the type that was chosen.
   * @returns whether it is saved, as one or, refused, as an event
   */
  saveAsBooking(): Promise<boolean> {
    const { draft } = this
    const before = draft.event && { ...draft.event, version: this.version }
    const given = before ? { ...draft.patch(), ...(before.isDraft && { isDraft: false }) } : draft.body()
    return this.run(() => this.actions.saveAsBooking(before, given, draft.fields.appointmentTypeId))
  }

  /**
   * Whether the fields may be sent at all; the faults are seen then. What stands in a field and cannot be read is no
   * part of the draft and known to that field alone: it counts as well, or what was typed would be lost unsaid.
   */
  async check(form: HTMLElement): Promise<boolean> {
    // Whom a typed name means may still be looked up: they are part of what is saved.
    for (let waits = 0; form.querySelector('[data-awaited]'); waits++) {
      if (waits === MOST_WAITS) return false
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
    }
    const isReady = this.isReady()
    await tick()
    return isReady && !form.querySelector('[aria-invalid="true"]')
  }

  private async run(send: () => Promise<Outcome>): Promise<boolean> {
    if (this.isBusy || !this.isReady()) return false
    this.isBusy = true
    this.problem = ''
    this.refused = undefined
    const refused = await send()
    this.isBusy = false
    if (refused?.isBack) return false
    this.refused = refused
    if (!refused) return true
    const { current, errors = [] } = refused
    if (current) {
      // Somebody else was faster with the same fields: saving once more is then meant, leaving keeps theirs.
      this.version = current.version
      if (refused.gone) {
        const say = sayIn<EventPhrases>(phrases, this.draft.calendar.reader.locale)
        const next = say(refused.gone.is === 'calledOff' ? 'dateComesBack' : 'dateStaysOut')
        this.problem = `${this.actions.wordsOf(refused)} ${next}`
        return false
      }
      this.problem = sayIn<EventPhrases>(phrases, this.draft.calendar.reader.locale)('changedMeanwhile', {
        title: titleFor(current, this.draft.calendar.reader),
      })
      return false
    }
    if (this.isDeleted) {
      const { reader } = this.draft.calendar
      this.problem = sayIn<EventPhrases>(phrases, reader.locale)('deletedMeanwhile', {
        title: titleFor(this.draft.event!, reader),
      })
      return false
    }
    const shown = errors.filter(({ path }) => this.isField(path.split('.')[0]!))
    const [first] = errors
    if (shown.length > 0) this.problem = ''
    else this.problem = first ? faultWords(first, this.draft.calendar.reader.locale) : this.actions.wordsOf(refused)
    return false
  }

  /** Whether the form has a place for faults of it. */
  private isField(name: string): boolean {
    return KNOWN.has(name) && (name !== 'resources' || this.draft.calendar.rooms.length > 0)
  }
}

/** What a field of an event says, in words; nothing for one that is not said in a line. */
function wordsIn(event: NonNullable<Problem['current']>, field: string, reader: Reader): string {
  const { startsAt, endsAt, startDate, endDate, attendees } = event
  switch (field) {
    case 'title':
      return titleFor(event, reader)
    case 'location':
    case 'videoCallUrl':
      return event[field]
    case 'attendees':
      return new Intl.ListFormat(reader.locale).format(attendees.map(({ name, email }) => name ?? email))
    case 'times':
      return whenWords(
        startDate === undefined
          ? { startsAt: Date.parse(startsAt!), endsAt: Date.parse(endsAt!) }
          : { startDate, endDate: endDate! },
        reader,
        'short',
      )
    default:
      return ''
  }
}

const KNOWN = new Set([
  ...TIMES,
  'title',
  'attendees',
  'resources',
  'location',
  'videoCallUrl',
  'description',
  'descriptionHtml',
  'rrule',
  'tags',
  'attachments',
  'reminders',
  'organizerId',
  'calendarId',
  'appointmentTypeId',
])
