import { openDoor } from '../middleware/door.ts'
import { peopleDoor } from '../wiring/door.ts'
import { isRehearsal, optional } from '../wiring/environment.ts'
import { mailing } from '../wiring/mail.ts'
import { markup } from '../wiring/markup.ts'
import { syncTools } from '../wiring/sync.ts'
import { appointmentTypeEndpoints } from './app/appointment-types.ts'
import { bookingEndpoints } from './app/bookings.ts'
import { calendarEndpoints } from './app/calendars.ts'
import { companyEndpoints } from './app/company.ts'
import { connectionEndpoints } from './app/connections.ts'
import { contactEndpoints } from './app/contacts.ts'
import { daysOffEndpoints } from './app/days-off.ts'
import { eventListEndpoints } from './app/event-list.ts'
import { eventReminderEndpoints } from './app/event-reminders.ts'
import { eventEndpoints } from './app/events.ts'
import { freeTimeEndpoints } from './app/free-times.ts'
import { healthEndpoints } from './app/health.ts'
import { holidayEndpoints } from './app/holidays.ts'
import { invitationEndpoints } from './app/invitations.ts'
import { mailTemplateEndpoints } from './app/mail-templates.ts'
import { mailedReplyEndpoints } from './app/mailed-replies.ts'
import { meEndpoints } from './app/me.ts'
import { memberEndpoints } from './app/members.ts'
import { openApiEndpoints } from './app/openapi.ts'
import { paymentEndpoints } from './app/payments.ts'
import { pictureEndpoints } from './app/pictures.ts'
import { privateLinkEndpoints } from './app/private-links.ts'
import { recordEndpoints } from './app/records.ts'
import { resourceEndpoints } from './app/resources.ts'
import { scheduleEndpoints } from './app/schedules.ts'
import { searchEndpoints } from './app/search.ts'
import { sessionEndpoints } from './app/session.ts'
import { setUpEndpoints } from './app/set-up.ts'
import { slotEndpoints } from './app/slots.ts'
import { tagEndpoints } from './app/tags.ts'
import { typePreviewEndpoints } from './app/type-previews.ts'
import { unsentMailEndpoints } from './app/unsent-mails.ts'
import { waitingMailEndpoints } from './app/waiting-mails.ts'
import { waitlistEndpoints } from './app/waitlist.ts'
import { websiteEndpoints } from './app/websites.ts'
import { gateOf } from './gate.ts'

const tools = peopleDoor()
const door = {
  ...syncTools(),
  ...tools,
  ...mailing(),
  markup,
  setupCode: optional('SETUP_CODE'),
  showsPending: isRehearsal,
}

/** The door for members: the calendar app's API. */
export const handler = openDoor(gateOf(tools), door, [
  ...sessionEndpoints,
  ...meEndpoints,
  ...setUpEndpoints,
  ...companyEndpoints,
  ...memberEndpoints,
  ...invitationEndpoints,
  ...pictureEndpoints,
  ...contactEndpoints,
  ...eventListEndpoints,
  ...searchEndpoints,
  ...eventEndpoints,
  ...eventReminderEndpoints,
  ...mailedReplyEndpoints,
  ...calendarEndpoints,
  ...freeTimeEndpoints,
  ...tagEndpoints,
  ...websiteEndpoints,
  ...recordEndpoints,
  ...bookingEndpoints,
  ...unsentMailEndpoints,
  ...waitingMailEndpoints,
  ...waitlistEndpoints,
  ...appointmentTypeEndpoints,
  ...mailTemplateEndpoints,
  ...privateLinkEndpoints,
  ...slotEndpoints,
  ...typePreviewEndpoints,
  ...resourceEndpoints,
  ...scheduleEndpoints,
  ...daysOffEndpoints,
  ...holidayEndpoints,
  ...connectionEndpoints,
  ...paymentEndpoints,
  ...healthEndpoints,
  ...openApiEndpoints,
])
