import type { Invitation } from '../../functions/ports/invitations.ts'
import type { AppointmentType } from '../../shared/domain/booking/appointment-type.ts'
import type { Booking } from '../../shared/domain/booking/booking.ts'
import type { MailTemplate } from '../../shared/domain/booking/mail-template.ts'
import type { EndedWait, WaitlistEntry } from '../../shared/domain/booking/waitlist.ts'
import type { Change } from '../../shared/domain/changes/change.ts'
import type { Effect } from '../../shared/domain/effects/effect.ts'
import type { CalendarEvent } from '../../shared/domain/event/calendar-event.ts'
import type { Claim, Span } from '../../shared/domain/ledger/ledger.ts'
import type { Payment } from '../../shared/domain/payment/payment.ts'
import type { PaymentSettings } from '../../shared/domain/payment/payment-settings.ts'
import type { Calendar } from '../../shared/domain/people/calendar.ts'
import type { Contact } from '../../shared/domain/people/contact.ts'
import type { Member } from '../../shared/domain/people/member.ts'
import type { Activity } from '../../shared/domain/records/activity.ts'
import type { BusinessRecord } from '../../shared/domain/records/business-record.ts'
import type { SearchEntry } from '../../shared/domain/search/search-entry.ts'
import type { CalendarConnection, CalendarLink } from '../../shared/domain/sync/connection.ts'

/** One whole thing of each kind, to be changed where a test cares. */
export const DAY = '2027-02-01'
export const at = (time: string, day = DAY) => Date.parse(`${day}T${time}:00Z`)
export const NOW = at('00:00', '2027-01-15')

export const bookingOf = (company: string, change: Partial<Booking> = {}): Booking => ({
  id: 'b1',
  company,
  version: 1,
  status: 'confirmed',
  type: 'call',
  title: 'Call',
  location: '',
  startsAt: at('09:00'),
  endsAt: at('09:30'),
  hosts: ['ada'],
  resources: [],
  customer: { name: 'Noor', email: 'noor@example.test', timeZone: 'UTC' },
  guests: [],
  seats: 1,
  sharedResources: [],
  counted: [],
  answers: {},
  assignedBecause: 'all hosts of the type',
  linkGeneration: 1,
  icalUid: 'b1@almanac',
  sequence: 0,
  reminderMinutesBefore: [60],
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  cancelNoticeMinutes: 0,
  createdAt: NOW,
  updatedAt: NOW,
  ...change,
})

export const paymentOf = (company: string, change: Partial<Payment> = {}): Payment => ({
  id: 'p1',
  company,
  bookingId: 'b1',
  version: 1,
  amountMinor: 4000,
  currency: 'EUR',
  refundRule: { percent: 100, untilMinutesBefore: 0 },
  becomes: 'confirmed',
  state: 'open',
  createdAt: NOW,
  updatedAt: NOW,
  ...change,
})

export const paymentSettingsOf = (company: string, change: Partial<PaymentSettings> = {}): PaymentSettings => ({
  company,
  version: 1,
  provider: 'stripe',
  isOn: true,
  sealedKey: 'sealed',
  keyEnd: 'f00d',
  isLive: false,
  savedAt: NOW,
  ...change,
})

export const eventOf = (company: string, change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  id: 'e1',
  company,
  version: 1,
  icalUid: 'e1@almanac',
  sequence: 0,
  organizerId: 'ada',
  title: 'Planning',
  description: '',
  location: '',
  videoCallUrl: '',
  times: { kind: 'timed', startsAt: at('11:00'), endsAt: at('12:00'), timeZone: 'Europe/Berlin' },
  changedOccurrences: {},
  attendees: [],
  privacy: 'public',
  showAs: 'busy',
  source: { kind: 'almanac' },
  createdAt: NOW,
  updatedAt: NOW,
  ...change,
})

export const claimOf = (id: string, from: string, to: string, bufferMinutes = 0): Claim => ({
  id,
  kind: 'booking',
  from: at(from),
  to: at(to),
  bufferBeforeMinutes: bufferMinutes,
  bufferAfterMinutes: bufferMinutes,
})

export const spanOf = (id: string, principal = 'ada'): Span => ({
  id,
  principal,
  kind: 'event',
  times: { kind: 'timed', startsAt: at('08:00'), endsAt: at('08:30'), timeZone: 'UTC' },
  rrule: 'FREQ=DAILY',
  changedOccurrences: {},
})

export const calendarOf = (company: string, change: Partial<Calendar> = {}): Calendar => ({
  id: 'team-1',
  company,
  version: 1,
  name: 'Leave',
  colour: 'sea',
  defaultPrivacy: 'public',
  defaultReminders: [],
  isBlocking: true,
  members: [],
  ...change,
})

export const memberOf = (company: string, id = 'ada', change: Partial<Member> = {}): Member => ({
  id,
  company,
  email: `${id}@${company}.test`,
  name: id,
  role: 'member',
  timeZone: 'UTC',
  ...change,
})

export const invitationOf = (company: string, change: Partial<Invitation> = {}): Invitation => ({
  id: 'i1',
  company,
  version: 1,
  email: 'grace@example.test',
  role: 'member',
  status: 'open',
  invitedBy: 'Ada',
  generation: 1,
  expiresAt: NOW + 1000,
  createdAt: NOW,
  ...change,
})

export const contactOf = (company: string, change: Partial<Contact> = {}): Contact => ({
  id: 'k1',
  company,
  version: 1,
  name: 'Noor Hassan',
  email: 'noor@example.test',
  createdAt: NOW,
  ...change,
})

export const searchEntryOf = (company: string, change: Partial<SearchEntry> = {}): SearchEntry => ({
  company,
  eventId: 'e1',
  kind: 'once',
  at: NOW,
  from: NOW,
  to: NOW + 1000,
  words: 'quarterly review',
  place: 'oslo',
  people: ['ada'],
  tags: [],
  organizerId: 'ada',
  privacy: 'public',
  ...change,
})

export const changeOf = (company: string, change: Partial<Change> = {}): Change => ({
  company,
  subjectKind: 'booking',
  subjectId: 'b1',
  version: 1,
  kind: 'booked',
  origin: 'customer',
  at: NOW,
  ...change,
})

export const endedWaitOf = (company: string, change: Partial<EndedWait> = {}): EndedWait => ({
  id: 'w1',
  company,
  type: 'call',
  version: 1,
  title: 'Call',
  from: DAY,
  to: DAY,
  openUntil: at('23:00'),
  customer: { name: 'Noor', email: 'noor@example.test', timeZone: 'Europe/Berlin' },
  endedAt: NOW,
  ...change,
})

export const waitlistEntryOf = (company: string, change: Partial<WaitlistEntry> = {}): WaitlistEntry => ({
  id: 'w1',
  company,
  type: 'call',
  version: 1,
  state: 'waiting',
  order: 1,
  from: DAY,
  to: DAY,
  openUntil: at('23:00'),
  customer: { name: 'Noor', email: 'noor@example.test', timeZone: 'Europe/Berlin' },
  seats: 1,
  createdAt: NOW,
  ...change,
})

export const mailTemplateOf = (company: string): MailTemplate => ({
  id: 'm1',
  company,
  version: 1,
  name: 'Ours',
  kind: 'confirmation',
  texts: {},
  fallback: null,
  updatedAt: NOW,
})

export const typeOf = (company: string, change: Partial<AppointmentType> = {}): AppointmentType => ({
  slug: 'call',
  company,
  version: 1,
  state: 'published',
  access: 'anyone',
  title: 'Call',
  description: '',
  location: '',
  durationsMinutes: [30],
  stepMinutes: 30,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  buffersAddUp: false,
  allowGuests: true,
  confirmationMessage: '',
  confirmationMail: { isSent: true },
  cancellationMail: { isSent: true },
  ccTo: [],
  price: null,
  refundRule: { percent: 100, untilMinutesBefore: 0 },
  noticeMinutes: 0,
  cancelNoticeMinutes: 0,
  horizonDays: 60,
  dates: {},
  limits: { perDay: null, perWeek: null, perMonth: null, perBooker: null },
  seats: 1,
  hosts: ['ada'],
  resources: [],
  assignment: 'roundRobin',
  choose: 'automatic',
  showPictures: false,
  manageCapacities: true,
  approvalAbovePercent: null,
  videoCall: 'none',
  createOpportunity: false,
  websites: ['main'],
  hostTerms: {},
  hours: {},
  limitToWorkingHours: true,
  ranges: [],
  confirmation: 'automatic',
  mostDates: 1,
  questions: [],
  reminderMinutesBefore: [60],
  ...change,
})

export const recordOf = (company: string): BusinessRecord => ({
  id: '0mabc-b2',
  company,
  version: 1,
  kind: 'opportunity',
  title: 'Room: Noor',
  stage: 'new',
  notes: [],
  createdAt: NOW,
})

export const activityOf = (company: string, change: Partial<Activity> = {}): Activity => ({
  id: 'a1',
  company,
  version: 1,
  recordId: '0mabc-b2',
  type: 'call',
  summary: 'Ask for the date',
  dueDate: '2027-03-01',
  assigneeId: 'ada',
  createdBy: 'bob',
  createdAt: NOW,
  ...change,
})

export const effectOf = (company: string, change: Partial<Effect> = {}): Effect => ({
  company,
  subjectKind: 'booking',
  subjectId: 'b1',
  version: 1,
  effect: 'mail',
  recipient: { to: 'customer' },
  about: 'booked',
  origin: 'customer',
  state: 'planned',
  dueAt: NOW,
  attempts: 0,
  ...change,
})

export const connectionOf = (company: string, change: Partial<CalendarConnection> = {}): CalendarConnection => ({
  id: 'c1',
  company,
  memberId: 'ada',
  version: 1,
  provider: 'google',
  accountId: 'account',
  accountEmail: 'ada@example.test',
  status: 'active',
  sealedCredentials: 'sealed',
  dirty: 0,
  parked: 0,
  createdAt: NOW,
  ...change,
})

export const linkOf = (company: string, change: Partial<CalendarLink> = {}): CalendarLink => ({
  company,
  connectionId: 'c1',
  subjectId: 'b1',
  subjectKind: 'booking',
  remoteId: 'remote1',
  icalUid: 'b1@almanac',
  etag: '1',
  baseHash: 'hash',
  localVersion: 1,
  state: 'linked',
  owner: 'almanac',
  ...change,
})
