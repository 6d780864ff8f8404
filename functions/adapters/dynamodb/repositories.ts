import type { Repositories } from '../../ports/repositories.ts'
import { activities } from './activities.ts'
import { announcements } from './announcements.ts'
import { appointmentTypes } from './appointment-types.ts'
import { attendeePlacements } from './attendee-placements.ts'
import { bookingContext } from './booking-context.ts'
import { bookings } from './bookings.ts'
import { businessRecords } from './business-records.ts'
import { calendarLinks } from './calendar-links.ts'
import { calendars } from './calendars.ts'
import { cancelledBookings } from './cancelled-bookings.ts'
import { changes } from './changes.ts'
import { channels } from './channels.ts'
import { commit, lookFor } from './commit.ts'
import { companies } from './companies.ts'
import { connections } from './connections.ts'
import { contacts } from './contacts.ts'
import { effects } from './effects.ts'
import { events } from './events.ts'
import { eventsPutAway } from './events-put-away.ts'
import { heardOfEvents } from './heard-of-events.ts'
import { invitations } from './invitations.ts'
import { ledger } from './ledger.ts'
import { mailAddresses } from './mail-addresses.ts'
import { mailStops } from './mail-stops.ts'
import { mailTemplates } from './mail-templates.ts'
import { mailedReplies } from './mailed-replies.ts'
import { members } from './members.ts'
import { oauthStates } from './oauth-states.ts'
import { paymentRows } from './payment-rows.ts'
import { people } from './people.ts'
import { pictures } from './pictures.ts'
import { privateLinks } from './private-links.ts'
import { recordMails } from './record-mails.ts'
import { reminders } from './reminders.ts'
import { resources } from './resources.ts'
import { revisions } from './revisions.ts'
import { searchIndex } from './search-index.ts'
import { sentMails } from './sent-mails.ts'
import { sessions } from './sessions.ts'
import { openTable } from './table.ts'
import { tags } from './tags.ts'
import { throttles } from './throttles.ts'
import { visits } from './visits.ts'
import { waitlists } from './waitlists.ts'
import { websites } from './websites.ts'

/** All repositories on one DynamoDB table. */
export function dynamoRepositories(tableName: string): Repositories {
  const table = openTable(tableName)
  return {
    ...activities(table),
    ...announcements(table),
    ...appointmentTypes(table),
    ...bookings(table),
    ...cancelledBookings(table),
    ...visits(table),
    ...calendarLinks(table),
    ...calendars(table),
    ...changes(table),
    ...channels(table),
    ...companies(table),
    ...connections(table),
    ...contacts(table),
    ...effects(table),
    ...events(table),
    ...eventsPutAway(table),
    ...bookingContext(table),
    ...heardOfEvents(table),
    ...invitations(table),
    ...ledger(table),
    ...mailAddresses(table),
    ...mailStops(table),
    ...mailTemplates(table),
    ...mailedReplies(table),
    ...members(table),
    ...oauthStates(table),
    ...paymentRows(table),
    ...people(table),
    ...pictures(table),
    ...privateLinks(table),
    ...recordMails(table),
    ...reminders(table),
    ...resources(table),
    ...revisions(table),
    ...searchIndex(table),
    ...sentMails(table),
    ...sessions(table),
    ...attendeePlacements(table),
    ...tags(table),
    ...waitlists(table),
    ...websites(table),
    ...businessRecords(table),
    ...throttles(table),
    commit: (writes, options) => commit(table, writes, options),
    lookFor: (writes) => lookFor(table, writes),
  }
}
