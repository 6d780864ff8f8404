import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { awaitsPayment, type Booking, isAppointment, keptForPayment } from '../../../shared/domain/booking/booking.ts'
import { countedNames, decideBookings, talliesFor } from '../../../shared/domain/booking/booking-steps.ts'
import { membersOf } from '../../../shared/domain/booking/groups.ts'
import { newPayment } from '../../../shared/domain/booking/new-payment.ts'
import { isForAnother } from '../../../shared/domain/booking/private-link.ts'
import { faultsInAnswers } from '../../../shared/domain/booking/question.ts'
import type { Origin } from '../../../shared/domain/changes/change.ts'
import { isFreeByNow } from '../../../shared/domain/offers/is-free-by-now.ts'
import { type PlacedDates, placeDates } from '../../../shared/domain/offers/place-dates.ts'
import { isDecidedByDay, type Occupancy, withDay } from '../../../shared/domain/offers/question-of.ts'
import type { Reason } from '../../../shared/domain/offers/slot-reason.ts'
import { type SlotRequest, slotRequestOf } from '../../../shared/domain/offers/slot-request.ts'
import type { Money } from '../../../shared/domain/payment/money.ts'
import { CHECKOUT_GRACE_MS, CHECKOUT_LIFE_MS } from '../../../shared/domain/payment/payment.ts'
import { takesPayments } from '../../../shared/domain/payment/payment-settings.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { BookingContext, BookingContexts, RememberedAnswer } from '../../ports/booking-context.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Payments } from '../../ports/payment-rows.ts'
import type { Waitlists } from '../../ports/waitlists.ts'
import { type Attempt, attempt, over, type Step, type Turn } from '../attempt.ts'
import { type AnnouncementStore, resolveAnnouncements } from '../event/resolve-announcements.ts'
import { paymentWrites } from '../payment/payment-writes.ts'
import { hashToken } from '../people/session.ts'
import type { World } from '../world.ts'
import { type BookingRequest, fingerprint, remember } from './booking-request.ts'
import { bookingWrites } from './booking-writes.ts'
import { type Entered, enter, enterAsHost } from './front.ts'
import { alternativesTo, readOccupancy, refusalFor, SECOND_LOOKS } from './occupancy.ts'
import { answeringWrites } from './waitlist-writes.ts'

/** The repositories that it uses. */
export type BookAppointmentStore = AppointmentTypes &
  Bookings &
  BookingContexts &
  Payments &
  Waitlists &
  AnnouncementStore

/** A date of a recurring booking that cannot be had, why, and what is free near it. */
export interface MissedDate {
  startsAt: Instant
  reason: Reason
  alternatives: { startsAt: Instant; endsAt: Instant }[]
}

export interface Booked {
  booking: Booking
  /** The other dates of a recurring booking. */
  further: Booking[]
  skipped: MissedDate[]
}

/** The hold that a request names, if it still stands for the start that is booked. */
async function heldBooking(
  tools: World<BookAppointmentStore>,
  request: BookingRequest,
  now: Instant,
): Promise<Booking | undefined> {
  if (request.holdId === undefined) return undefined
  const held = await tools.store.booking(request.company, request.holdId)
  const stands =
    held?.status === 'held' && held.heldUntil! > now && held.startsAt === request.startsAt && held.type === request.slug
  // A hold that has ended is no fault: whoever is quick enough still gets the time, if it is free.
  return stands ? held : undefined
}

/** What stays as it is over all tries of a request. */
interface Plan {
  request: BookingRequest
  keyHash: string | undefined
  booker: string
  starts: Instant[]
  /** Of the bookings to be; the first is that of the hold, where one is named. */
  ids: string[]
  paymentId: string
}

function planFor({ random }: World<BookAppointmentStore>, request: BookingRequest): Plan {
  const starts = [request.startsAt, ...(request.furtherStarts ?? [])].sort((a, b) => a - b)
  return {
    request,
    keyHash: request.idempotencyKey === undefined ? undefined : hashToken(request.idempotencyKey),
    booker: hashToken(request.customer.email),
    starts,
    ids: [request.holdId ?? random.id(), ...starts.slice(1).map(() => random.id())],
    paymentId: random.id(),
  }
}

/** What one try has read, and decides from. */
interface Looked {
  front: BookingContext
  entered: Entered
  held: Booking | undefined
  /** What is to be paid before it is booked. */
  price: Money | null | undefined
  slotRequest: SlotRequest
  occupancy: Occupancy
}

/**
 * Reads all that a try decides from; the answer, where that is known without deciding.
 * @param known with the day that stood in the way of a lost race
 */
async function look(
  tools: World<BookAppointmentStore>,
  { request, keyHash, booker, starts, ids }: Plan,
  known: Pick<Looked, 'front' | 'occupancy'> | undefined,
  trying: Attempt,
): Promise<Looked | Turn<Booked | Refusal>> {
  const { company, slug, byHost } = request
  const asked = {
    booker,
    assigned: true,
    ...(keyHash !== undefined && { keyHash }),
    ...(request.link !== undefined && { link: request.link }),
  }
  const front = known?.front ?? (await tools.store.bookingContext(company, slug, asked, trying.now))
  if (front.answer) return over(await rememberedBooking(tools, front.answer, request))
  const held = await heldBooking(tools, request, trying.now)
  if (request.holdId !== undefined && !held) ids[0] = await freshId(tools, request, ids[0]!)
  const entered = byHost ? enterAsHost(front, byHost) : enter(front, request.link, trying.now)
  if (isRefusal(entered)) return over(entered)
  // What a host writes down is paid for at the desk, if at all.
  const price = byHost ? null : entered.type.price
  if (price && !takesPayments(await tools.store.paymentSettings(company))) return over(refuse('PaymentOff'))
  const slotRequest = slotRequestFor(entered, request, held)
  const until = starts.at(-1)! + slotRequest.durationMinutes * MINUTE_MS
  const occupancy: Occupancy = known?.occupancy ?? {
    ...(await readOccupancy(tools, slotRequest, starts[0]!, until, 'latest')),
    booker: front.booker,
  }
  if (await resolveAnnouncements(tools, company, occupancy.times, trying)) return 'again'
  return { front, entered, held, price, slotRequest, occupancy }
}

/** Who and what serves each date, out of what was read; and which dates cannot be had. */
function placed({ request, starts, ids, booker }: Plan, looked: Looked, trying: Attempt, fraction: () => number) {
  const { customer, guests, answers, byHost } = request
  const { front, held, slotRequest, occupancy } = looked
  return placeDates({
    slotRequest,
    asked: {
      customer,
      guests,
      answers,
      ...(byHost?.isQuiet && { isQuiet: true }),
      ...(byHost && { isVouchedFor: true }),
    },
    occupancy,
    starts,
    ids,
    held,
    booker,
    link: front.link,
    attempt: trying.number,
    fraction,
    now: trying.now,
    assigned: front.assigned,
  })
}

/**
 * The bookings of what was placed, with all that is written of them; nothing where what was read does not hold
 * together.
 */
function decided({ request, paymentId }: Plan, looked: Looked, dates: PlacedDates, now: Instant) {
  const { entered, front, held, price, occupancy } = looked
  // Whoever comes back from paying and sends it once more has a page to pay on already.
  const isPaidFor = held?.paymentId !== undefined
  const keptUntil = isPaidFor ? held.heldUntil! : now + CHECKOUT_LIFE_MS + CHECKOUT_GRACE_MS
  const bookings = price
    ? dates.bookings.map((one) => keptForPayment(one, held?.paymentId ?? paymentId, keptUntil))
    : dates.bookings
  const steps = bookings.map((after) => ({ before: after.id === held?.id ? held : undefined, after }))
  const tallies = talliesFor(
    [...occupancy.limits, ...[occupancy.booker, front.byLink].filter((tally) => tally !== undefined)],
    [...countedNames(held), ...bookings.flatMap(countedNames)],
  )
  const decision = decideBookings({ times: occupancy.times, tallies }, steps, now)
  if ('refused' in decision) return undefined
  const kind = dates.bookings[0]!.status === 'pending' ? ('requested' as const) : ('booked' as const)
  const origin: Origin = request.byHost ? `member:${request.byHost.member.id}` : 'customer'
  return {
    bookings,
    writes: [
      // Nobody is told of what is still to be paid.
      ...bookingWrites(steps, decision.writes, price ? undefined : { kind, origin }),
      ...(price && !isPaidFor ? paymentWrites(newPayment(entered.type, price, bookings[0]!, now)) : []),
    ],
  }
}

/**
 * Books a time, or all dates of a recurring booking, once, for a customer or for the host who writes it down: claims it
 * for its hosts and resources in one transaction with the booking, the remembered answer and the change row. Losers of
 * a race learn the nearest free times; with several hosts they get another free one.
 * @param deadline of somebody whose patience this shares
 */
export async function bookAppointment(
  tools: World<BookAppointmentStore>,
  request: BookingRequest,
  deadline?: number,
): Promise<Booked | Refusal> {
  const plan = planFor(tools, request)
  const { keyHash, starts } = plan
  const { company, slug, startsAt } = request
  let looks = 0
  // The day that stood in the way of a lost race: with it the race is decided without reading all again.
  let known: Pick<Looked, 'front' | 'occupancy'> | undefined
  const decideOn = async (trying: Attempt): Promise<Step<Booked | Refusal>> => {
    const looked = await look(tools, plan, known, trying)
    const isFound = known !== undefined
    known = undefined
    if (looked === 'again' || 'over' in looked) return looked
    const { front, held, slotRequest, occupancy } = looked
    const dates = placed(plan, looked, trying, tools.random.fraction)
    if (dates.bookings.length === 0 || (dates.missed.length > 0 && request.onClash !== 'skip')) {
      // What stands in the way may be the same request: its answer came after this one had looked for it.
      const first =
        keyHash === undefined ? undefined : await tools.store.bookingContext(company, slug, { keyHash }, trying.now)
      if (first?.answer) return over(await rememberedBooking(tools, first.answer, request))
      // On the day that a lost race brought along the verdict is exact, and so are the times near it.
      const refusal = await refusalOfDates(tools, slotRequest, starts, dates, isFound ? occupancy : undefined)
      if (!isFound && isFreeByNow(refusal, dates.missed[0]!.startsAt) && looks++ < SECOND_LOOKS) return 'again'
      return over(refusal)
    }
    const decision = decided(plan, looked, dates, trying.now)
    // What is offered can be had; only what changed between the reads of one try is in the way: read again.
    if (!decision) return 'again'
    const { bookings, writes } = decision
    return {
      writes: [
        ...writes,
        ...(await answeringWrites(tools, held, 'taken')),
        ...(keyHash === undefined ? [] : [remember(request, keyHash, dates.bookings[0]!, trying.now)]),
      ],
      busy: async () => refuse('Busy', { alternatives: await alternativesTo(tools, slotRequest, startsAt) }),
      async done() {
        // A hint for the next ones: what is booked stands whether it is counted or not.
        await countAssignments(tools, slotRequest, bookings).catch(() => undefined)
        const [booking, ...further] = bookings
        return { booking: booking!, further, skipped: await skippedDates(tools, slotRequest, dates.missed) }
      },
      async failed(index, day) {
        // The write may have happened although its answer was lost: finding one's own booking is success.
        const own = index === 0 ? await ownBooking(tools, company, dates.bookings[0]!.id) : undefined
        if (!own && day && isDecidedByDay(slotRequest, starts)) known = { front, occupancy: withDay(occupancy, day) }
        return own
      },
    }
  }
  return attempt(tools, decideOn, deadline)
}

/** A booking of one's own that is there already: its other dates with it. */
async function ownBooking(
  tools: World<BookAppointmentStore>,
  company: string,
  id: string,
): Promise<Booked | undefined> {
  const booking = await tools.store.booking(company, id)
  return booking && (isAppointment(booking) || awaitsPayment(booking)) ? withDates(tools, booking) : undefined
}

async function withDates(tools: World<BookAppointmentStore>, booking: Booking): Promise<Booked> {
  const others = booking.dates?.map(({ bookingId }) => bookingId).filter((id) => id !== booking.id) ?? []
  const bookings = others.length === 0 ? [] : await tools.store.bookings(booking.company, others)
  return { booking, further: bookings.sort((a, b) => a.startsAt - b.startsAt), skipped: [] }
}

/**
 * A hold that has ended keeps its row, and one may have become a booking at another time: this booking gets its own id.
 */
async function freshId(tools: World<BookAppointmentStore>, request: BookingRequest, id: string): Promise<string> {
  if (id !== request.holdId) return id
  const row = await tools.store.booking(request.company, id)
  return row === undefined || !isAppointment(row) || row.startsAt !== request.startsAt ? tools.random.id() : id
}

/** @throws BadInput for answers, dates and a customer that the type or the link does not take */
function slotRequestFor(
  { type, company, link }: Entered,
  request: BookingRequest,
  held: Booking | undefined,
): SlotRequest {
  const { byHost } = request
  // A host writes down what they know; a customer answers what is asked.
  const faults = faultsInAnswers(type.questions, request.answers).filter(({ code }) => !byHost || code !== 'unanswered')
  if (!type.allowGuests && request.guests.length > 0) faults.push(inputFault('guests', 'noGuests'))
  if (isForAnother(link, request.customer.email)) faults.push(inputFault('customer.email', 'linkOfAnother'))
  const dates = 1 + (request.furtherStarts?.length ?? 0)
  if (dates > type.mostDates) faults.push(inputFault('repeat', 'tooManyDates', { maximum: type.mostDates }))
  if (faults.length > 0) throw new BadInput(...faults)
  const slotRequest = {
    ...slotRequestOf(type, company, { ...request, timeZone: request.customer.timeZone }),
    ...(byHost && { lifted: byHost.lifted }),
  }
  return held
    ? {
        ...slotRequest,
        moving: held,
        durationMinutes: Math.round((held.endsAt - held.startsAt) / MINUTE_MS),
        party: held.seats,
      }
    : slotRequest
}

async function missedDates(
  tools: World<BookAppointmentStore>,
  slotRequest: SlotRequest,
  missed: PlacedDates['missed'],
): Promise<MissedDate[]> {
  return Promise.all(
    missed.map(async ({ startsAt, reason }) => ({
      startsAt,
      reason,
      alternatives: await alternativesTo(tools, slotRequest, startsAt),
    })),
  )
}

/**
 * The same after the other dates were booked: those stand, whether times near the missed ones can be read now or not.
 */
async function skippedDates(
  tools: World<BookAppointmentStore>,
  slotRequest: SlotRequest,
  missed: PlacedDates['missed'],
): Promise<MissedDate[]> {
  return missedDates(tools, slotRequest, missed).catch(() => missed.map((one) => ({ ...one, alternatives: [] })))
}

async function refusalOfDates(
  tools: World<BookAppointmentStore>,
  slotRequest: SlotRequest,
  starts: Instant[],
  { missed }: PlacedDates,
  occupancy: Occupancy | undefined,
): Promise<Refusal> {
  const [first] = missed
  const refusal = await refusalFor(tools, slotRequest, first!.startsAt, first!.reason, occupancy)
  if (starts.length === 1) return refusal
  const dates = await missedDates(tools, slotRequest, missed)
  return {
    ...refusal,
    clashes: dates.map(({ startsAt, reason, alternatives }) => ({ startsAt, reason: reason.reason, alternatives })),
  }
}

async function countAssignments(
  tools: World<BookAppointmentStore>,
  { type }: SlotRequest,
  bookings: Booking[],
): Promise<void> {
  // Where nobody is chosen there is nothing to be fair about.
  if (membersOf(type).length < 2) return
  const byHost = new Map<string, number>()
  for (const host of bookings.flatMap(({ hosts }) => hosts)) byHost.set(host, (byHost.get(host) ?? 0) + 1)
  for (const [host, count] of byHost) await tools.store.countAssignment(type.company, type.slug, host, count)
}

async function rememberedBooking(
  tools: World<BookAppointmentStore>,
  answer: RememberedAnswer,
  request: BookingRequest,
): Promise<Booked | Refusal> {
  if (answer.requestHash !== fingerprint(request)) return refuse('IdempotencyKeyReused')
  const booking = await tools.store.booking(request.company, answer.bookingId)
  if (!booking) throw new Error(`answer remembered for booking ${answer.bookingId}, which is not there`)
  return withDates(tools, booking)
}
