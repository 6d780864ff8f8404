import { getContext, setContext } from 'svelte'
import type { ListedBooking } from '../../../shared/api/bookings.ts'
import type { EventEntry } from '../../../shared/api/event-list.ts'
import type { MailStopView } from '../../../shared/api/unsent-mails.ts'
import { DAY_MS, MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { ask } from '../ui/api.ts'

/** What is shown of it. */
export type WaitingEvent = Pick<
  EventEntry,
  'id' | 'occurrence' | 'title' | 'startsAt' | 'endsAt' | 'startDate' | 'endDate' | 'marks' | 'answerBy' | 'isBusyOnly'
> & {
  organizer: Pick<EventEntry['organizer'], 'name' | 'hasLeft'>
  /** Somebody proposes another time for it, which is the one that it is shown with. */
  proposal?: { id: string; who: string }
}

const LOOK_AHEAD_DAYS = 90
const AGAIN_MS = MINUTE_MS
/** More requests than these are looked at in their list. */
const MOST_UNHOSTED = 100

/**
 * What waits for a member's answer in the coming three months: invitations and requests, a series once. Asked again
 * while the page is seen.
 */
export class Waiting {
  events: readonly WaitingEvent[] = $state.raw([])
  /** That no mail goes, and why: whoever keeps the company sees to it. */
  mailStop: MailStopView | undefined = $state.raw()
  private timer: ReturnType<typeof setInterval> | undefined
  private readonly isAdmin: boolean

  /** @param isAdmin whether what has no host waits for them too */
  constructor(isAdmin: boolean) {
    this.isAdmin = isAdmin
  }

  async look(): Promise<void> {
    const now = Date.now()
    const found: WaitingEvent[] = []
    const series = new Set<string>()
    let next: string | undefined
    do {
      const answer = await ask('listEvents', {
        query: { from: new Date(now).toISOString(), to: new Date(now + LOOK_AHEAD_DAYS * DAY_MS).toISOString(), next },
      })
      for (const event of answer.events) {
        if (series.has(event.id) || !waits(event)) continue
        series.add(event.id)
        found.push(event)
      }
      next = answer.next
    } while (next !== undefined)
    this.events = [...found, ...(await this.unhosted(now)), ...(await this.proposed())]
    if (this.isAdmin) this.mailStop = (await ask('getMailStop')).stop
  }

  /** Other times that people propose for one's own events. */
  private async proposed(): Promise<WaitingEvent[]> {
    const { proposals } = await ask('listProposals')
    return proposals.map(({ id: proposal, name, email, occurrence, event, startsAt, endsAt, startDate, endDate }) => ({
      id: event.id,
      ...(occurrence !== undefined && { occurrence }),
      title: event.title,
      ...(startsAt !== undefined && endsAt !== undefined && { startsAt, endsAt }),
      ...(startDate !== undefined && endDate !== undefined && { startDate, endDate }),
      marks: [],
      organizer: { name: '' },
      proposal: { id: proposal, who: name ?? email },
    }))
  }

  /** Requests for things alone: no host has them in a calendar, so they wait for whoever keeps the company. */
  private async unhosted(now: number): Promise<WaitingEvent[]> {
    if (!this.isAdmin) return []
    const range = { from: new Date(now).toISOString(), to: new Date(now + LOOK_AHEAD_DAYS * DAY_MS).toISOString() }
    const found: ListedBooking[] = []
    let next: string | undefined
    // An answer may have none of them, and the list still go on.
    do {
      const answer = await ask('listBookings', { query: { ...range, status: 'pending', host: 'none', next } })
      found.push(...answer.bookings)
      next = answer.next
    } while (next !== undefined && found.length < MOST_UNHOSTED)
    return found.map(({ id, type, customer, resources, startsAt, endsAt, answerBy }) => ({
      id,
      title: `${type.title}: ${customer.name}`,
      startsAt,
      endsAt,
      organizer: { name: resources.map(({ name }) => name).join(', ') },
      marks: ['booking', 'pending'],
      ...(answerBy !== undefined && { answerBy }),
    }))
  }

  /** Answers one, and looks again. @param message to a customer who is declined @throws ProblemError */
  async answer(event: WaitingEvent, answer: 'yes' | 'maybe' | 'no', message = ''): Promise<void> {
    const params = { id: event.id }
    if (event.marks.includes('pending'))
      await ask('answerRequest', {
        params,
        body: { answer: answer === 'yes' ? 'confirm' : 'decline', ...(message !== '' && { message }) },
      })
    else await ask('replyToEvent', { params, body: { reply: REPLIES[answer] } })
    await this.look()
  }

  /** Keeps looking. @returns how to stop */
  keep(): () => void {
    const look = () => void (document.hidden || this.look().catch(() => {}))
    look()
    this.timer = setInterval(look, AGAIN_MS)
    return () => clearInterval(this.timer)
  }
}

const REPLIES = { yes: 'accepted', maybe: 'tentative', no: 'declined' } as const

const waits = (event: EventEntry): boolean => event.reply === 'needsAction' || event.marks.includes('pending')

const KEY = Symbol('waiting')

export const setWaiting = (waiting: Waiting): Waiting => setContext(KEY, waiting)
export const getWaiting = (): Waiting => getContext<Waiting>(KEY)
