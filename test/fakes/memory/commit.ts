import { type Committed, MOST_ACTIONS, type Write } from '../../../functions/ports/commit.ts'
import { announcementWrites } from './announcements.ts'
import { attendeePlacementWrites } from './attendee-placements.ts'
import { bookingContextWrites } from './booking-context.ts'
import { bookingWrites } from './bookings.ts'
import { calendarLinkWrites } from './calendar-links.ts'
import { cancelledBookingWrites } from './cancelled-bookings.ts'
import { changeWrites } from './changes.ts'
import { companyWrites } from './companies.ts'
import { contactWrites } from './contacts.ts'
import { eventWrites } from './events.ts'
import { putAwayWrites } from './events-put-away.ts'
import { invitationWrites } from './invitations.ts'
import { timeWrites } from './ledger.ts'
import { dayOf, type KeptDay } from './ledger-days.ts'
import { memberWrites } from './members.ts'
import { paymentWrites } from './payment-rows.ts'
import { pictureWrites } from './pictures.ts'
import { resourceWrites } from './resources.ts'
import type { Action, Shelves, WritesOf } from './shelves.ts'
import { waitlistWrites } from './waitlists.ts'

const writesOf: WritesOf<Write> = {
  ...announcementWrites,
  ...bookingWrites,
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
  ...waitlistWrites,
}

function actionsOf(write: Write, shelves: Shelves): Action[] {
  const become = writesOf[write.write] as (write: Write, shelves: Shelves) => Action[]
  return become(write, shelves)
}

const isDayWrite = (write: Write) =>
  write.write === 'ledger' && (write.ledger.kind === 'claimCells' || write.ledger.kind === 'replaceDay')

/** A commit at once: nothing comes between its conditions and what it writes. */
export function commitNow(shelves: Shelves, writes: Write[]): Committed {
  const actions = writes.flatMap((write, index) => actionsOf(write, shelves).map((action) => ({ ...action, index })))
  const places = new Set(actions.map(({ shelf, name }) => `${shelf}\n${name}`))
  if (places.size < actions.length) throw new Error('a commit takes each item once')
  if (actions.length > MOST_ACTIONS) return { outcome: 'tooMany' }
  const failed = actions.find(({ holds }) => !holds)
  if (failed) {
    const found = isDayWrite(writes[failed.index]!) ? shelves.get<KeptDay>(failed.shelf, failed.name) : undefined
    return { outcome: 'failed', index: failed.index, ...(found && { found: dayOf(found) }) }
  }
  for (const action of actions) shelves.apply(action)
  return { outcome: 'done' }
}
