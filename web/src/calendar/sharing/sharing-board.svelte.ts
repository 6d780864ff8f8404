import type { AppointmentTypeView } from '../../../../shared/api/appointment-types.ts'
import type { Me } from '../../../../shared/api/me.ts'
import { LONGEST_HORIZON_DAYS, MOST_OFFERED_RANGES } from '../../../../shared/domain/booking/appointment-type.ts'
import { MOST_DAYS_ASKED } from '../../../../shared/domain/offers/slot-request.ts'
import { slugOf } from '../../../../shared/domain/people/slug-of.ts'
import { DAY_MS, MINUTE_MS } from '../../../../shared/domain/time/units.ts'
import { type Say, sayIn } from '../../../../shared/words/phrase.ts'
import { phrases, type SharingPhrases } from '../../../../shared/words/sharing/en.ts'
import { ask, type Input, problemOf } from '../../ui/api.ts'
import { whenWords } from '../../ui/event/event-look.ts'
import { problemInWords } from '../../ui/problem-words.ts'
import type { Reader } from '../../ui/reader.svelte.ts'
import type { ToastStack } from '../../ui/toast/toasts.svelte.ts'
import { dateOfWall, type Wall, wallNow } from '../grid/placed.ts'
import {
  datesToAsk,
  joined,
  type Mark,
  marksOf,
  rangesOf,
  type Span,
  spanAt,
  stillToCome,
  wallsOfSpan,
} from './marks.ts'
import { link, offerText } from './offer-text.ts'

/** What is copied: the address alone, or the times in words. */
export type Copied = { kind: 'link' | 'text'; plain: string; html: string }

/** Two years of them. */
const MOST_QUESTIONS = 12
const MOST_UNDOS = 20
const USUAL_HORIZON_DAYS = 60
const NOTICE_MINUTES = 15

/** A name for an address that nobody guesses. */
function unguessable(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
  return Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => letters[byte % letters.length]).join('')
}

/** The times that somebody offers, drawn on the calendar, and the appointment that is made of them. */
export class SharingBoard {
  marks: readonly Mark[] = $state.raw([])
  title = $state('')
  lengthMinutes = $state(30)
  /** Whether one link is for everybody who has it, or each that is copied gives one booking. */
  gives: 'anyone' | 'one' = $state('anyone')
  /** Who may book by a link that gives one booking; empty: whoever has it. */
  forEmail = $state('')
  /** The appointment, once it is made. */
  type: AppointmentTypeView | undefined = $state.raw()
  /** Why something was not done, or what is odd about it; stands until something else is done. */
  note = $state('')
  /** Read aloud. */
  said = $state('')
  /** The mark that was pointed at: its bin and its ends are seen. */
  chosen: string | undefined = $state()
  isBusy = $state(false)
  /** Somebody wants to leave, and would lose something. */
  isAsking = $state(false)
  /** The title or the length must be looked at. */
  isTitleMissing = $state(false)
  /** A time that is given in fields: another one, or a mark that is there. */
  editing: { mark?: Mark; anchor: HTMLElement | null } | undefined = $state.raw()
  /** What the browser did not copy. */
  byHand: Copied | undefined = $state.raw()
  readonly ownerId: string
  private readonly me: Me
  private reader: Reader
  private toasts: ToastStack
  private saved = $state('')
  private past: (readonly Mark[])[] = []
  private made = 0
  private afterLeaving: (() => void) | undefined
  private onend: () => void

  /** @param onend it is no longer shown */
  constructor(me: Me, reader: Reader, toasts: ToastStack, onend: () => void) {
    this.me = me
    this.ownerId = me.id
    this.reader = reader
    this.toasts = toasts
    this.onend = onend
    this.title = this.say('meetingWith', { name: me.name })
    this.saved = this.written
    addEventListener('beforeunload', this.warn)
  }

  /** The words of whoever reads. */
  get say(): Say<SharingPhrases> {
    return sayIn<SharingPhrases>(phrases, this.reader.locale)
  }

  get zone(): string {
    return this.reader.timeZone
  }

  /** Shown again, after another place. */
  resume(reader: Reader, toasts: ToastStack, onend: () => void): void {
    this.reader = reader
    this.toasts = toasts
    this.onend = onend
  }

  /**
   * Its own keys, wherever the focus is: those of the calendar's events are not meant here.
   * @returns whether it was one
   */
  keys(press: KeyboardEvent): boolean {
    const isCommand = press.ctrlKey || press.metaKey
    const key = press.key.toLowerCase()
    if (isCommand && key === 'z') {
      if (!this.undo()) this.toasts.say(this.say('nothingToUndo'))
    } else if (!isCommand && key === 'escape') this.leave()
    else if (!isCommand && !press.altKey && key === 'n') this.editing = { anchor: null }
    else return isCommand
    press.preventDefault()
    return true
  }

  /**
   * Draws the ranges of an appointment, to be changed.
   * @throws ProblemError
   * @returns whether there is such an appointment
   */
  async load(slug: string): Promise<boolean> {
    const { types } = await ask('listAppointmentTypes')
    const type = types.find((one) => one.slug === slug)
    if (!type) return false
    this.type = type
    this.title = type.title
    this.lengthMinutes = type.durationsMinutes[0] ?? 30
    this.gives = type.access === 'link' ? 'one' : 'anyone'
    this.marks = marksOf(type.ranges)
    this.saved = this.written
    return true
  }

  private readonly written: string = $derived.by(() =>
    JSON.stringify([rangesOf(this.marks), this.title.trim(), this.lengthMinutes, this.gives]),
  )
  /** Whether something would be lost. */
  readonly isUnsaved: boolean = $derived.by(
    () => this.written !== this.saved && (this.type !== undefined || this.marks.length > 0),
  )

  /** The date of the first mark that is not over, else of the last one. */
  get firstDate(): string | undefined {
    const mark = this.marks.find(({ endsAt }) => endsAt > Date.now()) ?? this.marks.at(-1)
    return mark && dateOfWall(wallsOfSpan(mark, this.zone).from)
  }

  /** When a span is, in words. */
  whenOf({ startsAt, endsAt }: Span, weekday: 'short' | 'long' = 'long'): string {
    const { locale, isHour12, say, timeZone } = this.reader
    return whenWords({ startsAt, endsAt }, { locale, isHour12, say, timeZone }, weekday)
  }

  /**
   * Offers a time, or puts a mark elsewhere, on the wall clock of the grid. @returns the mark that it is in now;
   * nothing where it was refused
   */
  put(drawn: { from: Wall; to: Wall }, was?: Mark): Mark | undefined {
    const now = Date.now()
    const span = spanAt(drawn, this.zone, was)
    if (!span) return this.refuse(this.say('skipped'))
    const kept = stillToCome(span, now, was)
    if (!kept) return this.refuse(this.say('over'))
    if (kept.endsAt > now + (LONGEST_HORIZON_DAYS - 2) * DAY_MS) return this.refuse(this.say('tooFar'))
    const id = was?.id ?? `mark-${++this.made}-${unguessable()}`
    const marks = joined(this.marks, { id, ...kept })
    if (marks.length > MOST_OFFERED_RANGES) return this.refuse(this.say('tooMany', { n: MOST_OFFERED_RANGES }))
    const mark = marks.find((one) => one.id === id)!
    this.change(marks)
    this.said = this.say('offered', { when: this.whenOf(mark) })
    if (mark.endsAt - mark.startsAt < this.lengthMinutes * MINUTE_MS) this.note = this.say('tooShort')
    return mark
  }

  /** No longer offers a time. */
  take(mark: Mark): void {
    const before = this.marks
    this.change(before.filter(({ id }) => id !== mark.id))
    this.toasts.say(this.say('takenAway', { when: this.whenOf(mark, 'short') }), {
      undo: () => {
        if (this.past.at(-1) === before) this.undo()
        else this.change(joined(this.marks, mark))
      },
    })
  }

  /** Takes back the last step. @returns whether there was one */
  undo(): boolean {
    const before = this.past.pop()
    if (!before) return false
    this.note = ''
    this.marks = before
    return true
  }

  private change(marks: readonly Mark[]): void {
    this.past = [...this.past.slice(1 - MOST_UNDOS), this.marks]
    this.marks = marks
    this.note = ''
  }

  private refuse(why: string): undefined {
    this.note = why
    return undefined
  }

  /**
   * Makes the appointment, or changes it where it is made already. @returns nothing where that cannot be; the reason is
   * said then, and everything stays
   */
  async save(): Promise<AppointmentTypeView | undefined> {
    this.note = ''
    if (this.marks.length === 0) return this.refuse(this.say('noneMarked'))
    this.isTitleMissing = this.title.trim() === ''
    if (this.isTitleMissing) return this.refuse(this.say('titleMissing'))
    if (this.type && !this.isUnsaved) return this.type
    const { written } = this
    this.isBusy = true
    try {
      this.type = this.type ? await this.saveChange(this.type) : await this.make()
      this.saved = written
      return this.type
    } catch (error) {
      return this.refuse(problemInWords(problemOf(error), this.reader.locale))
    } finally {
      this.isBusy = false
    }
  }

  /** So far ahead that the last mark is still inside. */
  private get horizonDays(): number {
    const last = Math.max(...this.marks.map(({ endsAt }) => endsAt))
    const days = Math.ceil((last - Date.now()) / DAY_MS) + 1
    return Math.min(LONGEST_HORIZON_DAYS, Math.max(USUAL_HORIZON_DAYS, days))
  }

  private body(): Input<'changeAppointmentType'>['body'] & { title: string } {
    const access = this.gives === 'one' ? 'link' : 'anyone'
    return { title: this.title.trim(), ranges: rangesOf(this.marks), access }
  }

  private get lengths() {
    // Long ones may begin every hour, short ones follow each other.
    return { durationsMinutes: [this.lengthMinutes], stepMinutes: Math.min(this.lengthMinutes, 60) }
  }

  private make(): Promise<AppointmentTypeView> {
    const { me, horizonDays } = this
    const name = slugOf(me.name.split(' ')[0] ?? '').slice(0, 24)
    const slug = [name, unguessable()].filter(Boolean).join('-')
    const rest = {
      slug,
      isPersonal: true,
      hosts: [me.id],
      timeZone: this.zone,
      noticeMinutes: NOTICE_MINUTES,
      horizonDays,
    }
    return ask('createAppointmentType', { body: { ...this.body(), ...this.lengths, ...rest } })
  }

  private async saveChange(type: AppointmentTypeView): Promise<AppointmentTypeView> {
    const isLengthNew = type.durationsMinutes[0] !== this.lengthMinutes
    const horizonDays = Math.max(type.horizonDays, this.horizonDays)
    try {
      return await ask('changeAppointmentType', {
        params: { slug: type.slug },
        body: { ...this.body(), ...(isLengthNew && this.lengths), horizonDays },
      })
    } catch (error) {
      // Deleted meanwhile: what is drawn makes another.
      if (problemOf(error).status !== 404) throw error
      this.type = undefined
      return this.make()
    }
  }

  /** The address to give out: its own, or a new private one for one booking. @throws ProblemError */
  private async addressOf({ slug, bookingUrl }: AppointmentTypeView): Promise<string> {
    if (this.gives === 'anyone') return bookingUrl
    const forEmail = this.forEmail.trim()
    const body = { mostBookings: 1, ...(forEmail !== '' && { forEmail }) }
    return (await ask('createPrivateLink', { params: { slug }, body })).url
  }

  /** Saves, and puts the link on the clipboard. */
  copyLink(): Promise<void> {
    return this.copy(
      async (type) => {
        const url = await this.addressOf(type)
        return { kind: 'link', plain: url, html: link(url, url) }
      },
      this.say(this.gives === 'one' ? 'privateLinkCopied' : 'linkCopied'),
    )
  }

  /** Saves, and puts the times that can be booked on the clipboard, each with its address. */
  copyText(): Promise<void> {
    return this.copy(async (type) => {
      const starts = await this.startsOf(type)
      if (starts.length === 0) return this.refuse(this.say('noneFree'))
      const { title, durationsMinutes } = type
      const url = await this.addressOf(type)
      const offer = { title, lengthMinutes: durationsMinutes[0]!, url, starts, now: Date.now() }
      const { locale, timeZone, isHour12, say, direction } = this.reader
      return { kind: 'text', ...offerText(offer, { locale, timeZone, isHour12, say, direction }, this.say) }
    }, this.say('textCopied'))
  }

  /**
   * The starts that a stranger is offered now; the booking page is asked, for it knows what is taken.
   * @throws ProblemError
   */
  private async startsOf({ slug, ranges }: AppointmentTypeView): Promise<string[]> {
    const params = { company: this.me.company, type: slug }
    const timeZone = this.zone
    const ahead = marksOf(ranges).filter(({ endsAt }) => endsAt > Date.now())
    const pieces = datesToAsk(ahead, timeZone, MOST_DAYS_ASKED).slice(0, MOST_QUESTIONS)
    const today = new Date(wallNow(Date.now(), timeZone)).toISOString().slice(0, 10)
    const answers = await Promise.all(
      pieces.map(({ from, to }) =>
        ask('listSlots', { params, query: { from: from < today ? today : from, to, timeZone } }),
      ),
    )
    return answers.flatMap(({ slots }) => slots.map(({ startsAt }) => startsAt))
  }

  /** @param of what to copy of the saved appointment; nothing where there is a reason not to, which is said */
  private async copy(of: (type: AppointmentTypeView) => Promise<Copied | undefined>, said: string): Promise<void> {
    if (this.isBusy) return
    const found = this.save().then((type) => type && of(type))
    const known = found.catch((error: unknown) => this.refuse(problemInWords(problemOf(error), this.reader.locale)))
    const isCopied = await putOnClipboard(known)
    const copied = await known
    if (!copied) return
    if (isCopied) this.toasts.say(said)
    else this.byHand = copied
  }

  /** Asks first where something would be lost. @param then goes where one wanted to, when this is left */
  leave(then?: () => void): void {
    this.afterLeaving = then
    if (this.isUnsaved) this.isAsking = true
    else this.end()
  }

  /** It is left, with what is not saved. */
  end(): void {
    const then = this.afterLeaving
    this.isAsking = false
    this.close()
    this.onend()
    then?.()
  }

  /** The tab may be closed again. */
  close(): void {
    removeEventListener('beforeunload', this.warn)
  }

  private readonly warn = (unload: Event): void => {
    if (this.isUnsaved) unload.preventDefault()
  }
}

/**
 * The clipboard is asked at once, while the browser still knows that somebody pressed a button, and what is to be
 * copied follows.
 * @returns whether it is there
 */
async function putOnClipboard(what: Promise<Copied | undefined>): Promise<boolean> {
  const part = (type: string, of: (copied: Copied) => string) => {
    const blob = what.then((copied) => {
      if (!copied) throw new Error('nothing to copy')
      return new Blob([of(copied)], { type })
    })
    // A browser that takes nothing does not wait for it either.
    blob.catch(() => {})
    return blob
  }
  try {
    const item = new ClipboardItem({
      'text/plain': part('text/plain', ({ plain }) => plain),
      'text/html': part('text/html', ({ html }) => html),
    })
    await navigator.clipboard.write([item])
    return true
  } catch {
    return false
  }
}
