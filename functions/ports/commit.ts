import type { LedgerDay } from '../../shared/domain/ledger/ledger.ts'
import type { AnnouncementWrite } from './announcements.ts'
import type { AttendeePlacementWrite } from './attendee-placements.ts'
import type { BookingContextWrite } from './booking-context.ts'
import type { BookingWrite } from './bookings.ts'
import type { CalendarLinkWrite } from './calendar-links.ts'
import type { CancelledBookingWrite } from './cancelled-bookings.ts'
import type { ChangeWrite } from './changes.ts'
import type { CompanyWrite } from './companies.ts'
import type { ContactWrite } from './contacts.ts'
import type { EventWrite } from './events.ts'
import type { PutAwayWrite } from './events-put-away.ts'
import type { InvitationWrite } from './invitations.ts'
import type { TimeWrite } from './ledger.ts'
import type { MemberWrite } from './members.ts'
import type { PaymentWrite } from './payment-rows.ts'
import type { PictureWrite } from './pictures.ts'
import type { ResourceWrite } from './resources.ts'
import type { WaitlistWrite } from './waitlists.ts'

/** The most actions that one commit takes (DynamoDB, API reference of TransactWriteItems). */
export const MOST_ACTIONS = 100
/** What one row holds, with some room for its keys (an item of DynamoDB: 400 KB). */
export const MOST_ROW_BYTES = 380_000

/** One of the things that a commit does; all of a commit happen or none. Who commits need not know what they are. */
export type Write =
  | CompanyWrite
  | MemberWrite
  | PictureWrite
  | ContactWrite
  | InvitationWrite
  | BookingContextWrite
  | ResourceWrite
  | EventWrite
  | PutAwayWrite
  | BookingWrite
  | CancelledBookingWrite
  | TimeWrite
  | AnnouncementWrite
  | AttendeePlacementWrite
  | ChangeWrite
  | CalendarLinkWrite
  | PaymentWrite
  | WaitlistWrite

/**
 * How a commit ended. `failed` names the first write whose condition did not hold: read again and decide again.
 * `busy`: the store could not take it within the time allowed (conflicts, throttles); nothing was written.
 * `unknown`: its answer was lost and did not come again; whoever wrote looks for it (see attempt.ts).
 * `tooMany`: more than the store takes at once; nothing was written.
 */
export type Committed =
  | { outcome: 'done' }
  /** `found`: the ledger day whose condition failed, as it stands, so that it need not be read to decide again. */
  | { outcome: 'failed'; index: number; found?: LedgerDay }
  | { outcome: 'busy' }
  | { outcome: 'unknown' }
  | { outcome: 'tooMany' }

/** Writes what several repositories have to say, in one go. What cannot be asked now is thrown as Unavailable. */
export interface Committing {
  /** All of it or nothing. @param options.patienceMs how long conflicts, throttles and lost answers are tried again; absent: not at all */
  commit(writes: Write[], options?: { patienceMs?: number }): Promise<Committed>
}
