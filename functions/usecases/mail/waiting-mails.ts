import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { Effect } from '../../../shared/domain/effects/effect.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Effects } from '../../ports/effects.ts'

/** The repositories that it uses. */
export type WaitingMailsStore = Bookings & Effects

interface Tools {
  store: WaitingMailsStore
  clock: Clock
}

/** More subjects than these are listed when some of them are answered. */
export const MOST_LISTED = 50

/** The mails about one booking that wait for somebody of the house. */
export interface WaitingMails {
  booking: Booking
  effects: Effect[]
}

const isWaiting = ({ state }: Effect) => state === 'waiting'

/** Mails that strangers caused and that did not go out by themselves, by booking. */
export async function listWaitingMails(
  { store }: Tools,
  company: string,
): Promise<{ waiting: WaitingMails[]; isCut: boolean }> {
  const noted = await store.waitingMails(company, MOST_LISTED + 1)
  const listed = noted.slice(0, MOST_LISTED).map(({ subjectId }) => subjectId)
  const [bookings, effects] = await Promise.all([
    listed.length === 0 ? [] : store.bookings(company, listed),
    Promise.all(listed.map((id) => store.effectsOf(company, id))),
  ])
  const waiting = listed.flatMap((id, i) => {
    const booking = bookings.find((one) => one.id === id)
    const open = effects[i]!.filter(isWaiting)
    return booking && open.length > 0 ? [{ booking, effects: open }] : []
  })
  return { waiting, isCut: noted.length > MOST_LISTED }
}

/**
 * Lets the waiting mails about a booking go, or discards them; done twice it is done once. What is let go is sent by
 * the next sweep.
 */
export async function decideWaitingMails(
  { store, clock }: Tools,
  company: string,
  subjectId: string,
  decision: 'send' | 'discard',
): Promise<void> {
  const now = clock.now()
  // Whoever decides at the same moment has decided; what is let go is for the next sweep at once.
  for (const effect of (await store.effectsOf(company, subjectId)).filter(isWaiting))
    void (await store.revise(
      decision === 'send'
        ? { ...effect, state: 'planned', isLetGo: true, attempts: 0, triedFrom: now, putOffUntil: now }
        : { ...effect, state: 'skipped', reason: 'discarded by hand', doneAt: now },
      effect,
    ))
  // Last: broken off before, it is listed still and decided again.
  await store.removeWaitingMail(company, subjectId)
}
