import * as appointmentTypes from './appointment-types.ts'
import * as bookingPage from './booking-page.ts'
import * as bookings from './bookings.ts'
import * as calendars from './calendars.ts'
import * as company from './company.ts'
import * as connections from './connections.ts'
import * as contacts from './contacts.ts'
import * as daysOff from './days-off.ts'
import * as eventList from './event-list.ts'
import * as eventReminders from './event-reminders.ts'
import * as events from './events.ts'
import * as freeTimes from './free-times.ts'
import * as health from './health.ts'
import * as holds from './holds.ts'
import * as holidays from './holidays.ts'
import * as invitations from './invitations.ts'
import * as mailTemplates from './mail-templates.ts'
import * as mailedReplies from './mailed-replies.ts'
import * as me from './me.ts'
import * as members from './members.ts'
import * as openapi from './openapi.ts'
import * as payments from './payments.ts'
import * as pictures from './pictures.ts'
import * as privateLinks from './private-links.ts'
import * as records from './records.ts'
import * as replies from './replies.ts'
import * as resources from './resources.ts'
import type { Route } from './route.ts'
import * as schedules from './schedules.ts'
import * as search from './search.ts'
import * as session from './session.ts'
import * as setUp from './set-up.ts'
import * as slots from './slots.ts'
import * as tags from './tags.ts'
import * as typePreviews from './type-previews.ts'
import * as unsentMails from './unsent-mails.ts'
import * as waitingMails from './waiting-mails.ts'
import * as waitlist from './waitlist.ts'
import * as websites from './websites.ts'

const subjects = [
  session,
  me,
  setUp,
  company,
  members,
  invitations,
  pictures,
  contacts,
  eventList,
  search,
  eventReminders,
  mailedReplies,
  events,
  calendars,
  freeTimes,
  tags,
  bookingPage,
  slots,
  holds,
  bookings,
  unsentMails,
  waitingMails,
  replies,
  waitlist,
  appointmentTypes,
  typePreviews,
  mailTemplates,
  privateLinks,
  records,
  websites,
  resources,
  schedules,
  daysOff,
  holidays,
  connections,
  connections.callbacks,
  payments,
  health,
  openapi,
] as const

type Subject = (typeof subjects)[number]
type RouteIn<S> = S extends unknown ? Extract<S[keyof S], Route> : never

/** Every route of both doors by its name: what it takes and answers, for those who call it. */
export type Routes = { [R in RouteIn<Subject> as R['name']]: R }

/** Every route of both doors, gathered from the subjects' files. */
export const routes: Route[] = subjects
  .flatMap((subject) => Object.values(subject) as unknown[])
  .filter((value): value is Route => typeof value === 'object' && value !== null && 'door' in value && 'path' in value)
