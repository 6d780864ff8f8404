import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import { mayKeepType } from '../../../shared/domain/booking/type-rights.ts'
import { waitsForYes } from '../../../shared/domain/offers/approval.ts'
import { type StartByLifting, startByLifting } from '../../../shared/domain/offers/lifting.ts'
import { questionOf } from '../../../shared/domain/offers/question-of.ts'
import type { Reason } from '../../../shared/domain/offers/slot-reason.ts'
import { type Choices, slotRequestOf } from '../../../shared/domain/offers/slot-request.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import type { BookingContexts } from '../../ports/booking-context.ts'
import { hashToken } from '../people/session.ts'
import type { World } from '../world.ts'
import { enterAsHost } from './front.ts'
import { type OccupancyStore, readOccupancy } from './occupancy.ts'

/** The repositories that it uses. */
export type CheckStartStore = BookingContexts & OccupancyStore

/** What a host learns of a start before they book it for a customer. */
export type CheckedStart = (StartByLifting | { reason: Reason }) & {
  endsAt: Instant
  /** Whether it would wait for a yes. */
  waits: boolean
  /** Whether they may lift what would have to be lifted. */
  mayLift: boolean
}

/** Whether a host could book a start for a customer, and what they would lift for it: the booking's own question. */
export async function checkStart(
  tools: World<CheckStartStore>,
  member: Member,
  slug: string,
  request: Choices & { startsAt: Instant; bookerEmail?: string | undefined },
): Promise<CheckedStart | Refusal> {
  const now = tools.clock.now()
  const { startsAt, bookerEmail } = request
  const asked = bookerEmail === undefined ? {} : { booker: hashToken(bookerEmail) }
  const front = await tools.store.bookingContext(member.company, slug, asked, now)
  const entered = enterAsHost(front, { member, lifted: [] })
  if (isRefusal(entered)) return entered
  const slotRequest = slotRequestOf(entered.type, entered.company, request)
  const endsAt = startsAt + slotRequest.durationMinutes * MINUTE_MS
  const occupancy = {
    ...(await readOccupancy(tools, slotRequest, startsAt, endsAt, 'latest')),
    booker: front.booker,
  }
  const checked = startByLifting(
    (lifted) => questionOf(occupancy, { ...slotRequest, lifted }, now, startsAt, endsAt),
    startsAt,
  )
  return {
    ...checked,
    endsAt,
    waits: waitsForYes(slotRequest, occupancy, startsAt, endsAt, now),
    mayLift: mayKeepType(member, entered.type),
  }
}
