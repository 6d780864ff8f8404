import { BadInput } from '../answers/bad-input.ts'
import type { AppointmentType } from '../booking/appointment-type.ts'
import type { WaitlistEntry } from '../booking/waitlist.ts'
import type { Company } from '../people/member.ts'
import { type Instant, startOfDay } from '../time/time.ts'
import { type Occupancy, questionOf } from './question-of.ts'
import { startsBetween } from './slot.ts'
import { type SlotRequest, slotRequestOf } from './slot-request.ts'

/** What somebody waits for; nothing where the type no longer has what they chose. */
function requestOf(type: AppointmentType, company: Company, entry: WaitlistEntry): SlotRequest | undefined {
  try {
    return slotRequestOf(type, company, { ...entry, timeZone: entry.customer.timeZone })
  } catch (error) {
    if (error instanceof BadInput) return undefined
    throw error
  }
}

/**
 * The first of those who wait whom a start fits that is offered now, and the first such start.
 * @param waiting in their order
 */
export function firstWaiting(
  type: AppointmentType,
  company: Company,
  waiting: WaitlistEntry[],
  occupancy: Occupancy,
  now: Instant,
): { entry: WaitlistEntry; startsAt: Instant } | undefined {
  for (const entry of waiting) {
    const slotRequest = requestOf(type, company, entry)
    if (!slotRequest) continue
    const from = Math.max(startOfDay(entry.from, entry.customer.timeZone), now)
    const [startsAt] = startsBetween(questionOf(occupancy, slotRequest, now, from, entry.openUntil))
    if (startsAt !== undefined) return { entry, startsAt }
  }
  return undefined
}
