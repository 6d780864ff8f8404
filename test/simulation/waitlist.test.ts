import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { Write } from '../../functions/ports/commit.ts'
import { opened } from '../../functions/ports/writes.ts'
import { bookAppointment } from '../../functions/usecases/booking/book-appointment.ts'
import { cancelBooking } from '../../functions/usecases/booking/cancel-booking.ts'
import { holdSlot } from '../../functions/usecases/booking/hold-slot.ts'
import { offeredTimes } from '../../functions/usecases/booking/list-slots.ts'
import { lookAtWaitlist, offerWhatWasFreed } from '../../functions/usecases/booking/offer-freed-places.ts'
import { joinWaitlist, leaveWaitlist } from '../../functions/usecases/booking/waitlist.ts'
import { isRefusal } from '../../shared/domain/answers/refusal.ts'
import { isAppointment } from '../../shared/domain/booking/booking.ts'
import { type WaitlistEntry, waitingInOrder } from '../../shared/domain/booking/waitlist.ts'
import { rounds } from '../support/long.ts'
import { ChanceHistory, MINUTE_MS } from './chance-history.ts'
import { COMPANY, startOf, types } from './company.ts'
import { sweepLedger } from './perform.ts'

const ACTIONS = 60
const HISTORIES = rounds(250)
const HOURS = 4
const SLUG = 'evening'
/** An evening over midnight, of one host: four hours that everybody wants. */
const EVENING = {
  ...types['talk']!,
  slug: SLUG,
  version: 1,
  hosts: ['ada'],
  durationsMinutes: [60],
  stepMinutes: 60,
  bufferAfterMinutes: 0,
  limits: { perDay: null, perWeek: null, perMonth: null, perBooker: null },
  ranges: [{ from: startOf(0), to: startOf(0) + HOURS * 60 * MINUTE_MS }],
  noticeMinutes: 0,
  waitlistMinutes: 30,
}
const [FROM, TO] = ['2027-01-31', '2027-02-01'] as const

type Does = 'book' | 'hold' | 'cancel' | 'join' | 'leave' | 'take' | 'hear' | 'sweep' | 'wait'
const TIMES: Record<Does, number> = {
  book: 2,
  hold: 1,
  cancel: 6,
  join: 6,
  leave: 1,
  take: 4,
  hear: 3,
  sweep: 3,
  wait: 3,
}
const DRAWN = (Object.keys(TIMES) as Does[]).flatMap((does) => Array.from({ length: TIMES[does] }, () => does))

/** A full evening, and everybody who waits for a place in it: all of them would take any hour. */
class WaitingHistory extends ChanceHistory<Does> {
  asked = 0
  taken = 0
  protected readonly pauseMs = 6 * MINUTE_MS
  private readonly booked: string[] = []

  constructor(seed: number) {
    super(seed, 13, DRAWN, ACTIONS)
  }

  protected async prepare(): Promise<void> {
    await this.memory.putType(EVENING, 0)
    for (let hour = 0; hour < HOURS; hour++) {
      const customer = { name: `o${hour}`, email: `o${hour}@example.test`, timeZone: 'UTC' }
      const asked = { company: COMPANY, slug: SLUG, startsAt: startOf(2 * hour), answers: {}, guests: [], customer }
      const done = await bookAppointment({ ...this.worldOf(2000 + hour), store: this.memory }, asked)
      if (!isRefusal(done)) this.booked.push(done.booking.id)
    }
  }

  private entries(): Promise<WaitlistEntry[]> {
    return this.memory.waitlistEntries(COMPANY, SLUG, 1000)
  }

  protected async does(number: number, does: Does): Promise<string> {
    const tools = this.worldOf(number)
    const { chance } = this
    const startsAt = startOf(2 * chance.below(HOURS))
    const customer = { name: `p${number}`, email: `p${number}@example.test`, timeZone: 'UTC' }
    const request = { company: COMPANY, slug: SLUG, startsAt, answers: {}, guests: [], customer }
    switch (does) {
      case 'wait':
        this.now += chance.pick([1, 6, 12, 31]) * MINUTE_MS
        return ''
      case 'sweep':
        await this.sweep(number)
        return ''
      case 'hear':
        await this.hear(number)
        return ''
      case 'hold': {
        const held = await holdSlot(tools, { company: COMPANY, slug: SLUG, startsAt, timeZone: 'UTC' })
        return isRefusal(held) ? held.refusal : held.id
      }
      case 'book': {
        const done = await bookAppointment(tools, request)
        if (isRefusal(done)) return done.refusal
        this.booked.push(done.booking.id)
        return done.booking.id
      }
      case 'cancel': {
        if (this.booked.length === 0) return 'nothing'
        const id = chance.pick(this.booked)
        const done = await cancelBooking(tools, COMPANY, id, chance.is(0.5) ? 'customer' : 'member:ada')
        return isRefusal(done) ? done.refusal : id
      }
      case 'join': {
        const joined = await joinWaitlist(tools, { company: COMPANY, slug: SLUG, from: FROM, to: TO, customer })
        return isRefusal(joined) ? joined.refusal : `${joined.id} as ${joined.order}`
      }
      default:
        return this.answers(number, does)
    }
  }

  /** Whoever waits leaves, or whoever was asked takes what is held for them. */
  private async answers(number: number, does: 'leave' | 'take'): Promise<string> {
    const tools = this.worldOf(number)
    const found = (await this.entries()).filter(({ state }) => does === 'leave' || state === 'asked')
    if (found.length === 0) return 'nobody'
    const entry = this.chance.pick(found)
    if (does === 'leave') return (await leaveWaitlist(tools, entry))?.refusal ?? entry.id
    const { holdId, startsAt } = entry.offered!
    const { customer } = entry
    const asked = { company: COMPANY, slug: SLUG, startsAt, answers: {}, guests: [], customer, holdId }
    const done = await bookAppointment(tools, asked)
    if (isRefusal(done)) return done.refusal
    this.booked.push(done.booking.id)
    return `${entry.id}: ${done.booking.id}`
  }

  /** What the stream brings: changes, some of them twice. */
  private async hear(number: number): Promise<void> {
    const tools = this.worldOf(number)
    for (const change of await this.memory.markedChanges(this.now)) {
      const booking = await this.memory.booking(COMPANY, change.subjectId)
      if (booking) await offerWhatWasFreed(tools, change, booking)
      if (this.chance.is(0.8)) await this.memory.unmark(change)
    }
  }

  protected async sweep(number: number): Promise<void> {
    const tools = this.worldOf(number)
    await sweepLedger(tools)
    for (const list of await tools.store.dueWaitlists(tools.clock.now())) await lookAtWaitlist(tools, list)
  }

  protected async isDue(): Promise<boolean> {
    const [lists, holds] = await Promise.all([this.memory.dueWaitlists(this.now), this.memory.endedHolds(this.now)])
    return lists.length + holds.length > 0
  }

  /** Whoever is asked is the first of those who wait just then. */
  protected override async beforeCommit(writes: Write[]): Promise<string | undefined> {
    for (const write of writes.map(opened)) {
      if (write.write !== 'waitlistEntry' || write.entry.state !== 'asked') continue
      this.asked++
      const [first] = waitingInOrder(await this.entries(), this.now)
      if (first && first.id !== write.entry.id) return `${write.entry.id} was asked before ${first.id}`
    }
    return undefined
  }

  protected async brokenHere(): Promise<string | undefined> {
    const { bookings } = this.memory.ledgerNow(COMPANY)
    const entries = await this.entries()
    for (const { id, state, offered } of entries) {
      const offers = bookings.filter(({ offeredTo }) => offeredTo === id)
      if (offers.length > 1) return `${id} was asked ${offers.length} times`
      if ((state === 'waiting') !== (offered === undefined)) return `${id} is ${state}, with ${JSON.stringify(offered)}`
      const place = offered && bookings.find((one) => one.id === offered.holdId)
      if (state === 'taken' && place?.status === 'held') return `${id} has taken what is only held`
      if (state === 'passed' && place && isAppointment(place)) return `${id} was passed over and is booked`
      if (state === 'taken') this.taken++
    }
    const waiting = waitingInOrder(entries, this.now)
    const asked = { from: FROM, to: TO, timeZone: 'UTC' }
    const company = (await this.memory.company(COMPANY))!.company
    const { starts } = await offeredTimes(
      { ...this.worldOf(3000), store: this.memory },
      EVENING,
      company,
      asked,
      this.now,
    )
    if (waiting.length > 0 && starts.length > 0)
      return `${waiting.length} wait, and ${starts.length} hours are free and offered to nobody`
    return undefined
  }
}

describe('histories of a waitlist by chance', () => {
  test(`${HISTORIES} histories of people who book, cancel, wait, are asked and die in bad weather: each asked once and in order, nothing sold twice, nobody left waiting beside a free place`, async () => {
    let [asked, taken] = [0, 0]
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const history = new WaitingHistory(seed)
      await history.played()
      const broken = await history.broken()
      if (broken) assert.fail(`seed ${seed}: ${broken}\n${history.told.join('\n')}`)
      asked += history.asked
      taken += history.taken
    }
    assert.ok(asked > HISTORIES && taken > HISTORIES / 4, `${asked} asked, ${taken} taken`)
  })
})
