import type { ActivityWrite } from './activities.ts'
import type { AnnouncementWrite } from './announcements.ts'
import type { AppointmentTypeWrite } from './appointment-types.ts'
import type { AttendeePlacementWrite } from './attendee-placements.ts'
import type { BookingContextWrite } from './booking-context.ts'
import type { BookingWrite } from './bookings.ts'
import type { BusinessRecordWrite } from './business-records.ts'
import type { CalendarLinkWrite } from './calendar-links.ts'
import type { CancelledBookingWrite } from './cancelled-bookings.ts'
import type { ChangeWrite } from './changes.ts'
import type { Write } from './commit.ts'
import type { CompanyWrite } from './companies.ts'
import type { ContactWrite } from './contacts.ts'
import type { EventWrite } from './events.ts'
import type { PutAwayWrite } from './events-put-away.ts'
import type { InvitationWrite } from './invitations.ts'
import type { TimeWrite } from './ledger.ts'
import type { MemberWrite } from './members.ts'
import type { PaymentWrite } from './payment-rows.ts'
import type { PictureWrite } from './pictures.ts'
import type { RecordMailWrite } from './record-mails.ts'
import type { ResourceWrite } from './resources.ts'
import type { VisitWrite } from './visits.ts'
import type { WaitlistWrite } from './waitlists.ts'

/** Every write that there is, open: for stores, and for tests that play them. A new one is a line here. */
export type AnyWrite =
  | CompanyWrite
  | MemberWrite
  | PictureWrite
  | ContactWrite
  | BusinessRecordWrite
  | ActivityWrite
  | RecordMailWrite
  | InvitationWrite
  | BookingContextWrite
  | ResourceWrite
  | AppointmentTypeWrite
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
  | VisitWrite
  | WaitlistWrite

/** What a write is, for whoever keeps it; a use case never asks. */
export const opened = (write: Write): AnyWrite => write as unknown as AnyWrite
