import type { RememberedAnswer } from '../../functions/ports/booking-context.ts'
import type { Channel } from '../../functions/ports/channels.ts'
import type { PutAway } from '../../functions/ports/events-put-away.ts'
import type { OAuthState } from '../../functions/ports/oauth-states.ts'
import type { IndexWalk } from '../../functions/ports/search-index.ts'
import type { AppointmentType, Resource } from '../../shared/domain/booking/appointment-type.ts'
import type { Booking } from '../../shared/domain/booking/booking.ts'
import type { MailTemplate } from '../../shared/domain/booking/mail-template.ts'
import type { PrivateLink } from '../../shared/domain/booking/private-link.ts'
import type { Visit } from '../../shared/domain/booking/visit.ts'
import type { EndedWait, Waitlist, WaitlistEntry } from '../../shared/domain/booking/waitlist.ts'
import type { Websites } from '../../shared/domain/booking/website.ts'
import type { Change } from '../../shared/domain/changes/change.ts'
import type { Effect } from '../../shared/domain/effects/effect.ts'
import type { ReminderPlan } from '../../shared/domain/effects/reminder-plan.ts'
import type { SentMail } from '../../shared/domain/effects/sent-mail.ts'
import type { Announcement } from '../../shared/domain/event/announcement.ts'
import type { CalendarEvent } from '../../shared/domain/event/calendar-event.ts'
import type { MailedReply, Proposal, ReplyWay } from '../../shared/domain/invitation/mailed-reply.ts'
import type { Claim, PrincipalFacts, Span } from '../../shared/domain/ledger/ledger.ts'
import type { LimitName } from '../../shared/domain/ledger/tally.ts'
import type { Payment } from '../../shared/domain/payment/payment.ts'
import type { PaymentNews, PaymentSettings } from '../../shared/domain/payment/payment-settings.ts'
import type { DateAnswer } from '../../shared/domain/people/attendee.ts'
import type { Schedule } from '../../shared/domain/people/availability.ts'
import type { Calendar } from '../../shared/domain/people/calendar.ts'
import type { Contact } from '../../shared/domain/people/contact.ts'
import type { ContactEntry } from '../../shared/domain/people/contact-entry.ts'
import type { Company, Member } from '../../shared/domain/people/member.ts'
import type { Tags } from '../../shared/domain/people/tag.ts'
import type { Activity, ActivityMeeting } from '../../shared/domain/records/activity.ts'
import type { BusinessRecord } from '../../shared/domain/records/business-record.ts'
import type { RecordEntry } from '../../shared/domain/records/record-entry.ts'
import type { RecordLink } from '../../shared/domain/records/record-link.ts'
import type { RecordMail } from '../../shared/domain/records/record-mail.ts'
import type { RecordSettings } from '../../shared/domain/records/record-settings.ts'
import type { Taking } from '../../shared/domain/recurrence/taking.ts'
import type { Indexed, SearchEntry } from '../../shared/domain/search/search-entry.ts'
import type { CalendarConnection } from '../../shared/domain/sync/connection.ts'
import {
  activityOf,
  at,
  bookingOf,
  calendarOf,
  changeOf,
  connectionOf,
  contactOf,
  DAY,
  effectOf,
  endedWaitOf,
  eventOf,
  mailTemplateOf,
  memberOf,
  NOW,
  searchEntryOf,
  spanOf,
  typeOf,
  waitlistEntryOf,
} from './samples.ts'

/** One of each kind with every field that it can have: a field more in its type asks for a line here. */

export const company: Required<Company> = {
  slug: 'c',
  name: 'C',
  timeZone: 'UTC',
  holidays: [{ date: DAY, title: 'Day off' }],
  address: 'Street 1\nTown',
  colour: 'sea',
  weekendDays: [0, 6],
  logo: 'hash',
  meetingAddress: 'https://meet.example.com/{room}',
}

export const member: Required<Member> = {
  ...memberOf('c'),
  locale: 'de-AT',
  hourFormat: 'h23',
  firstWeekday: 1,
  theme: 'dark',
  defaultPrivacy: 'private',
  defaultReminders: [{ minutesBefore: 10, by: 'screen' }],
  wholeDayRemindersAt: '07:30',
  showsWeekends: false,
  showsDeclined: false,
  showsWeekNumbers: true,
  secondTimeZone: 'Asia/Tokyo',
  hourHeight: 'roomy',
  colourBy: 'tag',
  splitsPeople: true,
  pageWord: 'ada',
  pageIntroduction: 'Ask me anything.',
  groups: [{ name: 'Design', people: ['ada', 'grace'] }],
  picture: 'hash',
}

export const contact: Required<Omit<Contact, 'removedAt'>> = {
  ...contactOf('c'),
  otherEmails: ['noor@home.test'],
  phone: '+49 30 123',
  companyName: 'Hassan & Co',
  locale: 'de-DE',
  timeZone: 'Europe/Berlin',
  formerIds: ['k0'],
}

export const recordMail: Required<RecordMail> = {
  ...{ id: 'm1', company: 'c', recordId: '0mabc-r1', contactId: 'k1', by: 'ada', at: NOW },
  to: { name: 'Noor', email: 'noor@example.test' },
  subject: 'Your roof',
  text: 'Slate it is.',
}

const contactEntry = { company: 'c', contactId: 'k1', id: '0mabc-e1', at: NOW, by: 'ada' }
export const contactEntries: ContactEntry[] = [
  { ...contactEntry, content: { kind: 'note', text: 'Prefers mornings.' } },
  { ...contactEntry, content: { kind: 'merged', name: 'N. Hassan', email: 'nh@example.test' } },
  { ...contactEntry, content: { kind: 'imported' } },
]

export const sentMail: Required<SentMail> = {
  company: 'c',
  address: 'noor@example.test',
  messageId: '<c.e1.1.created.asked-noor@example.test>',
  dueAt: NOW,
  at: NOW + 5,
  subjectKind: 'event',
  subjectId: 'e1',
  subject: 'Invitation: Review',
}

export const searchEntry: Required<SearchEntry> = {
  ...searchEntryOf('c'),
  people: ['ada', 'noor@example.test'],
  tags: ['visit'],
  calendarId: 'team-1',
}

export const indexed: Required<Indexed> = {
  company: 'c',
  eventId: 'e1',
  revision: 1,
  entry: searchEntry,
  standings: [{ scopes: ['all'], lists: ['w.qua', 'p.ada'], kind: 'once', at: NOW }],
  indexedAt: NOW,
}

export const indexWalk: Required<IndexWalk> = { layout: 1, next: '{}', isDone: false }

export const calendar: Required<Calendar> = {
  ...calendarOf('c'),
  ownerId: 'ada',
  defaultReminders: [{ minutesBefore: 10, by: 'screen' }],
  members: [{ memberId: 'grace', right: 'edit' }],
  movedTo: 'first-ada',
}

export const record: Required<BusinessRecord> = {
  id: '0mabc-b1',
  company: 'c',
  version: 1,
  kind: 'opportunity',
  title: 'Call: Noor',
  stage: 'new',
  contactId: 'p1',
  ownerId: 'ada',
  value: 1200.5,
  bookingId: 'b1',
  followers: ['bob'],
  notes: [{ at: NOW, text: 'Why?: a' }],
  removedAt: NOW,
  createdAt: NOW,
}

export const activity: Required<Activity> = {
  ...activityOf('c'),
  note: 'Mornings.',
  done: { at: NOW, by: 'bob', feedback: 'In May.' },
}

export const recordEntries: RecordEntry[] = [
  {
    ...{ company: 'c', recordId: '0mabc-b1', id: '0mabd-e1', at: NOW, by: 'ada' },
    content: { kind: 'activityDone', activityId: 'a1', type: 'call', summary: 'Ask', feedback: 'In May.' },
  },
  {
    ...{ company: 'c', recordId: '0mabc-b1', id: '0mabd-e2', at: NOW, by: 'ada' },
    content: { kind: 'changed', field: 'stage', from: 'new', to: 'won' },
  },
  {
    ...{ company: 'c', recordId: '0mabc-b1', id: '0mabd-e3', at: NOW, by: 'ada' },
    content: { kind: 'note', text: 'Said so.' },
  },
  {
    ...{ company: 'c', recordId: '0mabc-b1', id: '0mabd-e5', at: NOW, by: 'ada' },
    content: { kind: 'mail', mailId: 'm1', to: 'noor@example.test', subject: 'Your roof', text: 'Slate it is.' },
  },
  { company: 'c', recordId: '0mabc-b1', id: '0mabd-e4', at: NOW, content: { kind: 'made' } },
]

export const activityMeeting: Required<ActivityMeeting> = {
  activityId: 'a1',
  eventId: 'e1',
  startsAt: NOW,
  endsAt: NOW + 1,
  startDate: '2027-03-01',
}

export const recordLink: Required<RecordLink> = {
  company: 'c',
  recordId: '0mabc-b1',
  subject: 'event',
  subjectId: 'e1',
  meeting: activityMeeting,
}

export const recordSettings: RecordSettings = {
  ...{ company: 'c', version: 1 },
  kinds: [
    { id: 'lead', name: 'Lead', icon: 'star', isHidden: true, stages: [{ id: 's1', name: 'Cold', isClosed: true }] },
  ],
  activityTypes: [
    { id: 'visit', name: 'Visit', icon: 'flag', isPlaced: true, dueInDays: 3, next: 'visit', isHidden: true },
  ],
}

export const websites: Required<Websites> = {
  company: 'c',
  version: 1,
  websites: [{ id: 'main', title: 'Salon', introduction: 'Welcome.' }],
  order: ['intro', 'visit'],
}

export const tags: Required<Tags> = {
  company: 'c',
  version: 1,
  tags: [{ id: 't1', name: 'Visit', colour: 'sea' }],
  merged: { t0: 't1' },
}

export const putAway: Required<PutAway> = { company: 'c', lies: 'bin', principal: 'ada', eventId: 'e1', at: NOW }

export const oauthState: Required<OAuthState> = {
  company: 'c',
  memberId: 'ada',
  sessionHash: 'hash',
  provider: 'google',
  codeVerifier: 'code',
  expiresAt: NOW,
}

export const answer: Required<RememberedAnswer> = {
  company: 'c',
  type: 'call',
  keyHash: 'key',
  requestHash: 'hash',
  bookingId: 'b1',
  expiresAt: NOW,
}

export const channel: Required<Channel> = { company: 'c', memberId: 'ada', connectionId: 'c1', tokenHash: 'hash' }

export const type: Required<AppointmentType> = {
  ...typeOf('c'),
  ownerId: 'ada',
  roomName: 'room',
  overrides: [{ date: DAY, windows: [{ from: '10:00', to: '12:00' }] }],
  isOpenOnHolidays: true,
  alignMinutes: 30,
  offer: 'besideFirst',
  isTimeZoneLocked: true,
  moveNoticeMinutes: 30,
  waitlistMinutes: 60,
  answerWithinMinutes: 240,
  needed: 1,
  groups: [
    { name: 'Nurses', of: 'members', ids: ['bob', 'cleo'], needed: 2 },
    { of: 'resources', ids: ['r2'], needed: 1 },
  ],
  confirmationMessage: 'Bring your papers.',
  confirmationMessageHtml: '<p>Bring <b>your</b> papers.</p>',
  continueUrl: 'https://example.test/thanks',
  embedOn: ['https://shop.example'],
  descriptionHtml: '<p>Half an hour.</p>',
  ccTo: ['desk@example.test'],
  confirmationMail: { isSent: true, templateId: 'm1' },
  cancellationMail: { isSent: true, templateId: 'm2' },
  timeZone: 'Europe/Berlin',
  buffersAddUp: true,
  dates: { from: DAY, to: '2027-02-28' },
  limits: { perDay: 1, perWeek: null, perMonth: 3, perBooker: 4 },
  hostTerms: { ada: { weight: 2, priority: 1 } },
  hours: { ada: 'evenings' },
  ranges: [{ from: at('09:00'), to: at('12:00') }],
  price: { amountMinor: 4000, currency: 'EUR' },
  questions: [
    {
      id: 'q1',
      label: 'Why?',
      kind: 'choice',
      choices: ['a', 'b'],
      placeholder: '',
      help: 'In a word',
      isRequired: true,
      shownIf: { question: 'q0', answer: 'yes' },
    },
  ],
}

export const mailTemplate: Required<MailTemplate> = {
  ...mailTemplateOf('c'),
  texts: { en: { subject: 'Hello', body: 'See you.' }, ar: { subject: 'مرحبا', body: 'إلى اللقاء' } },
  fallback: 'en',
  failure: { at: NOW, reason: 'the subject is empty', code: 'subjectEmpty' },
}

export const privateLink: Required<PrivateLink> = {
  id: 'l1',
  company: 'c',
  type: 'call',
  version: 1,
  createdBy: 'ada',
  createdAt: NOW,
  forEmail: 'noor@example.test',
  mostBookings: 1,
  endsAt: at('12:00'),
}

export const waitlistEntry: Required<WaitlistEntry> = {
  ...waitlistEntryOf('c'),
  state: 'asked',
  customer: { name: 'Noor', email: 'noor@example.test', timeZone: 'Europe/Berlin', locale: 'de' },
  durationMinutes: 30,
  hostId: 'ada',
  resourceId: 'r1',
  offered: { holdId: 'b1', startsAt: at('09:00'), until: at('08:00') },
  instead: { bookingId: 'w1', startsAt: NOW },
}

export const endedWait: Required<EndedWait> = {
  ...endedWaitOf('c'),
  customer: waitlistEntry.customer,
  instead: waitlistEntry.instead,
  lost: { startsAt: at('09:00'), endsAt: at('10:00') },
}

export const waitlist: Required<Waitlist> = {
  company: 'c',
  type: 'call',
  version: 1,
  lookAt: NOW,
  ending: { title: 'Call', at: NOW, by: 'ada' },
}

export const visit: Required<Visit> = {
  company: 'c',
  bookingId: 'b1',
  version: 1,
  attendance: 'noShow',
  notes: 'Rang twice.',
  by: 'ada',
  updatedAt: NOW,
  recordId: '0mabc-b1',
}

export const payment: Required<Payment> = {
  id: 'p1',
  company: 'c',
  bookingId: 'b1',
  version: 1,
  amountMinor: 4000,
  currency: 'EUR',
  refundRule: { percent: 50, untilMinutesBefore: 1440 },
  becomes: 'confirmed',
  state: 'paid',
  checkout: { id: 'cs_1', url: 'https://pay.example.test/cs_1', endsAt: at('09:00') },
  reference: 'pi_1',
  receiptUrl: 'https://pay.example.test/receipt',
  paidAt: NOW,
  refund: {
    amountMinor: 2000,
    cause: 'cancelled',
    state: 'underWay',
    reference: 're_1',
    reason: 'not yet',
    tries: 1,
    askedAt: NOW,
  },
  paidInstead: { amountMinor: 4001, currency: 'EUR' },
  lookAt: at('10:00'),
  createdAt: NOW,
  updatedAt: NOW,
}

export const paymentSettings: Required<PaymentSettings> = {
  company: 'c',
  version: 1,
  provider: 'stripe',
  isOn: true,
  sealedKey: 'sealed',
  keyEnd: 'f00d',
  isLive: false,
  webhook: {
    id: 'we_1',
    sealedSecret: 'sealed',
    address: 'https://calendar.example.test/api/webhooks/stripe?company=c',
  },
  webhookProblem: 'none',
  savedAt: NOW,
}

export const paymentNews: Required<PaymentNews> = {
  heardAt: NOW,
  refusedAt: NOW,
  refusedBecause: 'signature',
  failedAt: NOW,
  failedBecause: 'no line',
}

export const resource: Required<Resource> = {
  id: 'r1',
  name: 'Room',
  timeZone: 'UTC',
  capacity: 4,
  isShared: true,
  linkedWith: ['r2'],
  picture: 'p2',
}

export const limit: Required<LimitName> = {
  tally: 'limit',
  type: 'call',
  principal: 'ada',
  period: 'perDay',
  startDate: DAY,
}

export const booking: Required<Booking> = {
  ...bookingOf('c'),
  moveNoticeMinutes: 30,
  isTimeZoneLocked: true,
  status: 'held',
  opensOpportunity: true,
  isQuiet: true,
  isVouchedFor: true,
  videoCallUrl: 'https://meet.test/almanac-room',
  confirmationMessage: 'Bring your papers.',
  confirmationMessageHtml: '<p>Bring <b>your</b> papers.</p>',
  continueUrl: 'https://example.test/thanks',
  withoutMails: ['cancellation'],
  ccTo: ['desk@example.test'],
  cancelMessage: 'Sorry, I am ill.',
  cancelMessageBy: 'customer',
  answerBy: NOW,
  isLapsed: true,
  offeredTo: 'w1',
  paymentId: 'p1',
  heldUntil: NOW,
  resources: ['r1'],
  chosen: [
    { of: 'members', ids: ['ada'], because: 'fewest', among: 2, isPreferred: true, bookings: 3, weight: 2 },
    { name: 'Room', of: 'resources', ids: ['r1'], because: 'bestFit', among: 4 },
  ],
  guests: ['guest@example.test'],
  sharedResources: ['r1'],
  session: { id: 'class', capacity: 8 },
  counted: [{ name: limit, most: 3 }],
  dates: [{ bookingId: 'b1', startsAt: at('09:00') }],
  answers: { q1: 'a' },
  questions: { q1: 'Why?' },
  questionOrder: ['q1'],
  answerKinds: { q1: 'yesNo' },
  buffersAddUp: true,
}

const content = {
  descriptionHtml: '<p>one</p>',
  tags: ['t1'],
  attachments: [{ title: 'Plan', url: 'https://files.test/plan' }],
  reminders: [{ minutesBefore: 10, by: 'mail' as const }],
}

const dateAnswer: Required<DateAnswer> = {
  key: '2027-02-02T11:00:00.000Z',
  reply: 'declined',
  isOnwards: true,
  answeredAt: NOW,
}

const changedOccurrences: CalendarEvent['changedOccurrences'] = {
  '2027-02-02T11:00:00.000Z': { isCancelled: true },
  '2027-02-03T11:00:00.000Z': {
    isCancelled: false,
    times: { kind: 'allDay', startDate: DAY, endDate: '2027-02-02' },
    title: 'Another',
    description: 'one',
    location: 'there',
    videoCallUrl: 'https://call.test/1',
    ...content,
    added: [
      {
        email: 'linus@c.test',
        name: 'Linus',
        memberId: 'linus',
        reply: 'accepted',
        isOptional: true,
        answers: [dateAnswer],
      },
    ],
    removed: ['grace@c.test'],
    resources: ['r2'],
  },
}

const repeating = {
  rrule: 'FREQ=DAILY',
  moreRules: ['FREQ=WEEKLY'],
  rdates: ['2027-03-02T11:00:00.000Z'],
  changedOccurrences,
}

const withoutUndo: Required<Omit<CalendarEvent, 'undo' | 'history'>> = {
  ...eventOf('c'),
  ...repeating,
  ...content,
  calendarId: 'own-1',
  recordId: '0mabc-b1',
  activityId: 'a1',
  blocksNobody: true,
  ownReminders: { linus: [{ minutesBefore: 5, by: 'screen' }] },
  appointmentTypeId: 'call',
  isDraft: true,
  archivedAt: NOW,
  deletion: { at: NOW, by: 'ada' },
  splitFrom: { id: 'e0', key: '2027-02-01T11:00:00.000Z' },
  continuedBy: 'e2',
  attendees: [
    {
      email: 'grace@c.test',
      name: 'Grace',
      memberId: 'grace',
      reply: 'accepted',
      isOptional: true,
      answers: [dateAnswer],
      comment: 'later',
      answeredAt: NOW,
    },
  ],
  resources: ['r1'],
  announcementId: 'a1',
  isCrowded: true,
  source: { kind: 'google', connectionId: 'c1' },
  isDeleted: true,
}

const { id: _id, company: _company, version: _version, sequence: _sequence, ...undoable } = withoutUndo
const { createdAt: _created, updatedAt: _updated, ...was } = undoable

export const event: Required<CalendarEvent> = {
  ...withoutUndo,
  history: { since: 1, fields: { title: 2 } },
  undo: { version: 1, was, absent: ['rrule'], created: { id: 'e2', version: 1 } },
}

export const allDayEvent: CalendarEvent = {
  ...eventOf('c'),
  times: { kind: 'allDay', startDate: DAY, endDate: '2027-02-02' },
}

export const claim: Required<Claim> = {
  id: 'b1',
  kind: 'hold',
  from: at('09:00'),
  to: at('09:30'),
  bufferBeforeMinutes: 5,
  bufferAfterMinutes: 10,
  buffersAddUp: true,
  isFree: true,
  until: NOW,
  places: 2,
  people: 3,
}

const taking: Required<Taking> = {
  isFree: true,
  turns: [{ from: '2027-02-02T11:00:00.000Z', isFree: false }],
  dates: { '2027-02-03T11:00:00.000Z': true },
}

const previous: Required<Omit<Span, 'announcement'>> = { ...spanOf('e1'), ...repeating, isFree: true, taking }

export const span: Required<Span> = { ...previous, announcement: { id: 'a1', at: NOW, previous } }

export const longSpan: Span = {
  id: 'e1',
  principal: 'ada',
  kind: 'event',
  times: { kind: 'allDay', startDate: DAY, endDate: '2027-03-02' },
  changedOccurrences: {},
}

export const facts: Required<PrincipalFacts> = {
  timeZone: 'Europe/Berlin',
  daysOff: [{ startDate: DAY, endDate: '2027-02-02', title: 'Away' }],
  knownUntil: NOW,
  capacity: 4,
  isShared: true,
  linkedWith: ['r2'],
}

export const schedule: Required<Schedule> = {
  id: 'ada.evenings',
  name: 'Evenings',
  timeZone: 'UTC',
  weekly: [{ weekday: 1, from: '18:00', to: '20:00' }],
  overrides: [{ date: DAY, windows: [{ from: '19:00', to: '20:00' }] }],
}

export const announcement: Required<Announcement> = {
  id: 'a1',
  company: 'c',
  at: NOW,
  origin: 'member:ada',
  steps: [
    {
      before: eventOf('c'),
      after: event,
      kind: 'changed',
      hears: { mailed: ['noor@example.test'], leftBehind: [], caughtUp: [] },
    },
  ],
}

export const change: Required<Change> = {
  ...changeOf('c'),
  origin: 'member:ada',
  formerHosts: ['grace'],
  formerStartsAt: at('11:00'),
  alsoBooked: [{ id: 'b2', version: 1 }],
  hears: { mailed: ['noor@example.test'], leftBehind: ['sam@example.test'], caughtUp: ['ada@example.test'] },
}

export const effect: Required<Effect> = {
  ...effectOf('c'),
  about: 'reminder',
  recipient: { to: 'guest', email: 'guest@example.test' },
  state: 'sent',
  leaseUntil: NOW,
  reason: 'why',
  messageId: '<m@almanac>',
  isLetGo: true,
  putOffUntil: NOW,
  triedFrom: NOW,
  trouble: 'bounced',
  isListed: true,
  isSentAnyway: true,
  address: 'guest@example.test',
  doneAt: NOW,
  startsAt: at('09:00'),
  minutesBefore: 60,
  startDate: '2026-11-30',
  wasAt: NOW,
  waitsSince: NOW,
  note: 'bring a pen',
}

export const reminder: Required<ReminderPlan> = {
  company: 'c',
  subjectId: 'b1',
  version: 1,
  startsAt: at('09:00'),
  minutesBefore: [60],
  doneUntil: NOW,
  nextAt: NOW,
}

export const lastReminder: ReminderPlan = {
  company: 'c',
  subjectId: 'b1',
  version: 1,
  startsAt: at('09:00'),
  minutesBefore: [],
  doneUntil: NOW,
}

export const connection: Required<CalendarConnection> = {
  ...connectionOf('c'),
  cursor: 'cursor',
  watch: { channelId: 'ch', resourceId: 'res', endsAt: NOW },
  dirty: 3,
  lastPulledAt: NOW,
  knownUntil: NOW,
  problem: '12 of 15 events are missing',
  problemCode: 'eventsMissing',
  problemData: { missing: 12, of: 15 },
}

export const way: Required<ReplyWay> = { company: 'c', eventId: 'e1', email: 'noor@example.test' }

export const mailedReply: Required<MailedReply> = {
  ...way,
  id: 'm1',
  receivedAt: NOW,
  why: 'olderRevision',
  from: 'noor@elsewhere.test',
  attendee: 'noor@example.test',
  reply: 'tentative',
  key: '2027-02-02T11:00:00.000Z',
  comment: 'Later?',
}

export const proposal: Required<Proposal> = {
  ...way,
  id: 'p1',
  key: '2027-02-02T11:00:00.000Z',
  was: { kind: 'timed', startsAt: NOW, endsAt: NOW + 3_600_000, timeZone: 'UTC' },
  is: { kind: 'allDay', startDate: '2027-02-03', endDate: '2027-02-04' },
  comment: 'All day rather',
  at: NOW,
}
