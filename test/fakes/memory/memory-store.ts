import type { Committed, Write } from '../../../functions/ports/commit.ts'
import type { Repositories } from '../../../functions/ports/repositories.ts'
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
import { commitNow, foundNow } from './commit.ts'
import { companies } from './companies.ts'
import { connections } from './connections.ts'
import { contacts } from './contacts.ts'
import { effects } from './effects.ts'
import { events } from './events.ts'
import { eventsPutAway } from './events-put-away.ts'
import { heardOfEvents } from './heard-of-events.ts'
import { invitations } from './invitations.ts'
import { type KeptLedger, keptLedger } from './kept-ledger.ts'
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
import { Shelves } from './shelves.ts'
import { tags } from './tags.ts'
import { throttles } from './throttles.ts'
import { visits } from './visits.ts'
import { waitlists } from './waitlists.ts'
import { websites } from './websites.ts'

/** The store in memory, and what a test may do and see past its port. */
export interface MemoryStore extends Repositories {
  /** A commit at once. */
  commitNow(writes: Write[]): Committed
  /** Everything in the ledger of a company as it is kept, at this moment. */
  ledgerNow(company: string): KeptLedger
}

/**
 * The store in memory, with the conditions of the real one: a commit is all or nothing, its conditions are asked of
 * what was before it, and it takes each item once. For tests that ask about races, where a step must cost microseconds.
 */
export function memoryStore(): MemoryStore {
  const shelves = new Shelves()
  return {
    ...activities(shelves),
    ...announcements(shelves),
    ...appointmentTypes(shelves),
    ...bookings(shelves),
    ...cancelledBookings(shelves),
    ...visits(shelves),
    ...calendarLinks(shelves),
    ...calendars(shelves),
    ...changes(shelves),
    ...channels(shelves),
    ...companies(shelves),
    ...connections(shelves),
    ...contacts(shelves),
    ...effects(shelves),
    ...events(shelves),
    ...eventsPutAway(shelves),
    ...bookingContext(shelves),
    ...heardOfEvents(shelves),
    ...invitations(shelves),
    ...ledger(shelves),
    ...mailAddresses(shelves),
    ...mailStops(shelves),
    ...mailTemplates(shelves),
    ...mailedReplies(shelves),
    ...members(shelves),
    ...oauthStates(shelves),
    ...paymentRows(shelves),
    ...people(shelves),
    ...pictures(shelves),
    ...privateLinks(shelves),
    ...recordMails(shelves),
    ...reminders(shelves),
    ...resources(shelves),
    ...revisions(shelves),
    ...searchIndex(shelves),
    ...sentMails(shelves),
    ...sessions(shelves),
    ...attendeePlacements(shelves),
    ...tags(shelves),
    ...waitlists(shelves),
    ...websites(shelves),
    ...businessRecords(shelves),
    ...throttles(shelves),
    commit: async (writes) => commitNow(shelves, writes),
    lookFor: async (writes) => foundNow(shelves, writes),
    commitNow: (writes) => commitNow(shelves, writes),
    ledgerNow: (company) => keptLedger(shelves, company),
  }
}
