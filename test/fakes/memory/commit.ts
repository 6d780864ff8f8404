import { type Committed, type Found, MOST_ACTIONS, type Write } from '../../../functions/ports/commit.ts'
import { type AnyWrite, opened } from '../../../functions/ports/writes.ts'
import { activityWrites } from './activities.ts'
import { announcementWrites } from './announcements.ts'
import { appointmentTypeWrites } from './appointment-types.ts'
import { attendeePlacementWrites } from './attendee-placements.ts'
import { bookingContextWrites } from './booking-context.ts'
import { bookingWrites } from './bookings.ts'
import { businessRecordWrites } from './business-records.ts'
import { calendarLinkWrites } from './calendar-links.ts'
import { cancelledBookingWrites } from './cancelled-bookings.ts'
import { changeWrites } from './changes.ts'
import { companyWrites } from './companies.ts'
import { contactWrites } from './contacts.ts'
import { eventWrites } from './events.ts'
import { putAwayWrites } from './events-put-away.ts'
import { invitationWrites } from './invitations.ts'
import { timeWrites } from './ledger.ts'
import { memberWrites } from './members.ts'
import { paymentWrites } from './payment-rows.ts'
import { pictureWrites } from './pictures.ts'
import { recordMailWrites } from './record-mails.ts'
import { resourceWrites } from './resources.ts'
import type { KnownWrite, Shelves, WritesOf } from './shelves.ts'
import { visitWrites } from './visits.ts'
import { waitlistWrites } from './waitlists.ts'

const known: WritesOf<AnyWrite> = {
  ...activityWrites,
  ...recordMailWrites,
  ...announcementWrites,
  ...appointmentTypeWrites,
  ...bookingWrites,
  ...businessRecordWrites,
  ...calendarLinkWrites,
  ...cancelledBookingWrites,
  ...changeWrites,
  ...companyWrites,
  ...contactWrites,
  ...eventWrites,
  ...putAwayWrites,
  ...bookingContextWrites,
  ...invitationWrites,
  ...timeWrites,
  ...memberWrites,
  ...paymentWrites,
  ...pictureWrites,
  ...resourceWrites,
  ...attendeePlacementWrites,
  ...visitWrites,
  ...waitlistWrites,
}

const knownOf = (write: AnyWrite) => known[write.write] as KnownWrite<AnyWrite>

/** A commit at once: nothing comes between its conditions and what it writes. */
export function commitNow(shelves: Shelves, sealedWrites: Write[]): Committed {
  const writes = sealedWrites.map(opened)
  const actions = writes.flatMap((write, index) =>
    knownOf(write)
      .actions(write, shelves)
      .map((action) => ({ ...action, index })),
  )
  const places = new Set(actions.map(({ shelf, name }) => `${shelf}\n${name}`))
  if (places.size < actions.length) throw new Error('a commit takes each item once')
  if (actions.length > MOST_ACTIONS) return { outcome: 'tooMany' }
  const failed = actions.find(({ holds }) => !holds)
  if (failed) {
    const write = writes[failed.index]!
    const kept = shelves.get(failed.shelf, failed.name)
    const found = kept === undefined ? undefined : knownOf(write).met?.(write, kept)
    return { outcome: 'failed', index: failed.index, ...(found && { found }) }
  }
  for (const action of actions) shelves.apply(action)
  return { outcome: 'done' }
}

/** What the first write that can tell says of all. */
export function foundNow(shelves: Shelves, writes: Write[]): Found {
  for (const write of writes.map(opened)) {
    const found = knownOf(write).found?.(write, shelves) ?? 'unsaid'
    if (found !== 'unsaid') return found
  }
  return 'unsaid'
}
