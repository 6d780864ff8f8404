import type { Activities } from './activities.ts'
import type { Announcements } from './announcements.ts'
import type { AppointmentTypes } from './appointment-types.ts'
import type { AttendeePlacements } from './attendee-placements.ts'
import type { BookingContexts } from './booking-context.ts'
import type { Bookings } from './bookings.ts'
import type { BusinessRecords } from './business-records.ts'
import type { CalendarLinks } from './calendar-links.ts'
import type { Calendars } from './calendars.ts'
import type { CancelledBookings } from './cancelled-bookings.ts'
import type { Changes } from './changes.ts'
import type { Channels } from './channels.ts'
import type { Committing } from './commit.ts'
import type { Companies } from './companies.ts'
import type { Connections } from './connections.ts'
import type { Contacts } from './contacts.ts'
import type { Effects } from './effects.ts'
import type { Events } from './events.ts'
import type { EventsPutAway } from './events-put-away.ts'
import type { HeardOfEvents } from './heard-of-events.ts'
import type { Invitations } from './invitations.ts'
import type { Ledger } from './ledger.ts'
import type { MailAddresses } from './mail-addresses.ts'
import type { MailStops } from './mail-stops.ts'
import type { MailTemplates } from './mail-templates.ts'
import type { MailedReplies } from './mailed-replies.ts'
import type { Members } from './members.ts'
import type { OAuthStates } from './oauth-states.ts'
import type { Payments } from './payment-rows.ts'
import type { People } from './people.ts'
import type { Pictures } from './pictures.ts'
import type { PrivateLinks } from './private-links.ts'
import type { RecordMails } from './record-mails.ts'
import type { Reminders } from './reminders.ts'
import type { Resources } from './resources.ts'
import type { Revisions } from './revisions.ts'
import type { SearchIndex } from './search-index.ts'
import type { SentMails } from './sent-mails.ts'
import type { Sessions } from './sessions.ts'
import type { Tags } from './tags.ts'
import type { Throttles } from './throttles.ts'
import type { Visits } from './visits.ts'
import type { Waitlists } from './waitlists.ts'
import type { Websites } from './websites.ts'

/** How much of what is due one look finds; what there is more is found by the next. */
export const SWEEP_LIMIT = 200

/** All repositories, as adapters give them and wiring hands them on. A use case names those that it uses. */
export type Repositories = Committing &
  Companies &
  Members &
  Pictures &
  Contacts &
  BusinessRecords &
  RecordMails &
  Activities &
  People &
  Sessions &
  Invitations &
  Throttles &
  Tags &
  Websites &
  Calendars &
  OAuthStates &
  AppointmentTypes &
  MailAddresses &
  MailStops &
  MailTemplates &
  MailedReplies &
  PrivateLinks &
  BookingContexts &
  Resources &
  Events &
  HeardOfEvents &
  EventsPutAway &
  Revisions &
  SearchIndex &
  Bookings &
  CancelledBookings &
  Visits &
  Payments &
  Waitlists &
  Ledger &
  Announcements &
  AttendeePlacements &
  Changes &
  Effects &
  SentMails &
  Reminders &
  Connections &
  Channels &
  CalendarLinks
