import type { AppointmentType, Resource } from '../../shared/domain/booking/appointment-type.ts'
import type { Booking } from '../../shared/domain/booking/booking.ts'
import type { Change } from '../../shared/domain/effects/change.ts'
import type { Effect } from '../../shared/domain/effects/effect.ts'
import type { Announcement } from '../../shared/domain/event/announcement.ts'
import type { CalendarEvent } from '../../shared/domain/event/calendar-event.ts'
import type { LedgerWrite } from '../../shared/domain/ledger/decide.ts'
import type { Claim, LedgerDay, PrincipalFacts, PrincipalTime, Span } from '../../shared/domain/ledger/ledger.ts'
import type { Tally, TallyName } from '../../shared/domain/ledger/tally.ts'
import type { Holiday, Schedule } from '../../shared/domain/people/availability.ts'
import type { Company, Member } from '../../shared/domain/people/member.ts'
import type { CalendarConnection, CalendarLink } from '../../shared/domain/sync/connection.ts'
import type { Instant, LocalDate } from '../../shared/domain/time/time.ts'

/** One of the things that a commit does; all of a commit happen or none. */
export type Write =
  | { write: 'booking'; booking: Booking; expectedVersion: number }
  | { write: 'event'; event: CalendarEvent; expectedVersion: number }
  | { write: 'ledger'; company: string; ledger: LedgerWrite }
  /** What the ledger knows of a principal; raises its revision. */
  | { write: 'facts'; company: string; principal: string; facts: Partial<PrincipalFacts> }
  | { write: 'hours'; company: string; schedule: Schedule }
  | { write: 'announcement'; announcement: Announcement }
  /** Takes an announcement away; holds only while it is there. */
  | { write: 'settled'; announcement: Announcement }
  | { write: 'checkEvent'; company: string; id: string; version: number }
  | { write: 'standing'; company: string; eventId: string; standing: KeptStanding }
  | { write: 'removeStanding'; company: string; eventId: string; principal: string }
  | { write: 'answer'; answer: RememberedAnswer }
  | { write: 'change'; change: Change }
  | { write: 'member'; member: Member; passwordHash: string }
  | { write: 'changedMember'; member: Member }
  | { write: 'resource'; company: string; resource: Resource }
  | { write: 'invitation'; invitation: Invitation; expectedVersion: number }
  | { write: 'company'; company: Company; sealedLinkKey: string }
  | { write: 'link'; link: CalendarLink }

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

/** The first answer to an Idempotency-Key, kept for 24 hours. */
export interface RememberedAnswer {
  company: string
  type: string
  keyHash: string
  requestHash: string
  bookingId: string
  expiresAt: Instant
}

export interface Invitation {
  id: string
  company: string
  version: number
  email: string
  role: 'admin' | 'member'
  status: 'open' | 'accepted' | 'revoked'
  invitedBy: string
  /** Raised by every resend: earlier links end. */
  generation: number
  expiresAt: Instant
  createdAt: Instant
}

export interface Session {
  company: string
  memberId: string
  expiresAt: Instant
}

/** Where an event with many attendees stands in one of their calendars, so that it can be taken away there again. */
export interface KeptStanding {
  principal: string
  claim?: Claim
  span?: Span
}

export interface AccountsStore {
  company(slug: string): Promise<{ company: Company; sealedLinkKey: string } | undefined>
  hasCompanies(): Promise<boolean>
  member(company: string, id: string): Promise<Member | undefined>
  members(company: string): Promise<Member[]>
  login(email: string): Promise<{ member: Member; passwordHash: string } | undefined>
  session(tokenHash: string, now: Instant): Promise<Session | undefined>
  putSession(tokenHash: string, session: Session): Promise<void>
  removeSession(tokenHash: string): Promise<void>
  invitation(company: string, id: string): Promise<Invitation | undefined>
  invitations(company: string): Promise<Invitation[]>
  /** Counts one try under a key in the window beginning at `windowStart`. @returns how many there have been */
  countTry(key: string, windowStart: Instant, windowSeconds: number): Promise<number>
  /** Keeps a one-time state for an OAuth round trip. */
  putOAuthState(stateHash: string, state: OAuthState): Promise<void>
  /** Takes the state away and returns it: it works once. */
  takeOAuthState(stateHash: string, now: Instant): Promise<OAuthState | undefined>
}

export interface OAuthState {
  company: string
  memberId: string
  sessionHash: string
  provider: 'google' | 'microsoft'
  codeVerifier: string
  expiresAt: Instant
}

export interface DeskStore {
  types(company: string): Promise<AppointmentType[]>
  type(company: string, slug: string): Promise<AppointmentType | undefined>
  /** Everything that a booking asks of the desk itself, in one request. */
  frontDesk(company: string, slug: string, asked: FrontDeskRequest, now: Instant): Promise<FrontDesk>
  /** @returns false when the stored version is not the expected one (0: must not exist) */
  putType(type: AppointmentType, expectedVersion: number): Promise<boolean>
  removeType(company: string, slug: string): Promise<boolean>
  resources(company: string): Promise<Resource[]>
  /** Names and addresses of people and things, in one request. */
  people(company: string, hosts: string[], resources: string[]): Promise<{ members: Member[]; resources: Resource[] }>
  countAssignment(company: string, type: string, host: string, bookings: number): Promise<void>
  putHolidays(company: string, holidays: Holiday[]): Promise<void>
}

/** What beside the type and its company is wanted. */
export interface FrontDeskRequest {
  /** The answer to an Idempotency-Key. */
  keyHash?: string
  /** Whose bookings are counted. */
  booker?: string
  /** How often each host has served so far. */
  assigned?: boolean
  /** How often somebody has tried in a window. */
  tries?: { key: string; windowStart: Instant }
  read?: 'latest' | 'quick'
}

export interface FrontDesk {
  type?: AppointmentType
  company?: Company
  answer?: RememberedAnswer
  /** Bookings of the type so far by host: a hint for fairness, never a lock. */
  assigned: Record<string, number>
  tries: number
  /** The booker's own tally, when one was asked for. */
  booker?: Tally
}

export interface CalendarStore {
  event(company: string, id: string): Promise<CalendarEvent | undefined>
  booking(company: string, id: string): Promise<Booking | undefined>
  /** Both kinds by id, those that exist. */
  subjects(company: string, ids: string[]): Promise<{ events: CalendarEvent[]; bookings: Booking[] }>
  /** The time of each principal between two UTC days (inclusive): two queries each, all side by side. */
  time(
    company: string,
    principals: string[],
    from: LocalDate,
    to: LocalDate,
    read: 'latest' | 'quick',
  ): Promise<PrincipalTime[]>
  /** Tallies by name; one that is not there yet comes as version 0. */
  tallies(company: string, names: TallyName[]): Promise<Tally[]>
  /** What limits of a type have counted for each principal, in periods that begin between two dates (inclusive). */
  limits(
    company: string,
    type: string,
    principals: string[],
    from: LocalDate,
    to: LocalDate,
    read: 'latest' | 'quick',
  ): Promise<Tally[]>
  announcement(company: string, id: string): Promise<Announcement | undefined>
  /** Announcements that nobody settled since the instant. */
  openAnnouncements(announcedBefore: Instant): Promise<Announcement[]>
  /** Held bookings whose time to decide ended before the instant. */
  endedHolds(endedBefore: Instant): Promise<Booking[]>
  standings(company: string, eventId: string): Promise<KeptStanding[]>
}

export interface EffectsStore {
  change(company: string, subjectId: string, version: number): Promise<Change | undefined>
  markedChanges(dueBefore: Instant): Promise<Change[]>
  unmark(change: Change): Promise<void>
  /** Keeps a change whose publishing keeps failing out of the way until `at`. */
  postpone(change: Change, at: Instant): Promise<void>
  /** Writes the effect unless it is there. */
  plan(effect: Effect): Promise<void>
  effectsOf(company: string, subjectId: string): Promise<Effect[]>
  overdueEffects(dueBefore: Instant): Promise<Effect[]>
  /** Takes the lease. @returns false when somebody else holds it or it is done */
  begin(effect: Effect, now: Instant, leaseUntil: Instant): Promise<boolean>
  finish(effect: Effect): Promise<void>
  pending(): Promise<{ changes: number; effects: number }>
  reminder(company: string, subjectId: string): Promise<ReminderRow | undefined>
  /** @returns false when the row changed since it was read */
  putReminder(row: ReminderRow, expectedVersion: number): Promise<boolean>
  dueReminders(dueBefore: Instant): Promise<ReminderRow[]>
}

/** What is planned for the reminders of one subject. */
export interface ReminderRow {
  company: string
  subjectId: string
  version: number
  startsAt: Instant
  minutesBefore: number[]
  /** Reminders due at or before this instant have been dealt with. */
  doneUntil: Instant
  /** Absent when nothing is left to send. */
  nextAt?: Instant
}

export interface ConnectionsStore {
  connection(company: string, memberId: string, id: string): Promise<CalendarConnection | undefined>
  connectionsOf(company: string, memberId: string): Promise<CalendarConnection[]>
  /** @returns false when the stored version is not the expected one */
  putConnection(connection: CalendarConnection, expectedVersion: number): Promise<boolean>
  removeConnection(connection: CalendarConnection): Promise<void>
  /** Connections whose watch ends, or whose last pull lies, before the instant. */
  dueConnections(before: Instant): Promise<CalendarConnection[]>
  channel(
    channelId: string,
  ): Promise<{ company: string; memberId: string; connectionId: string; tokenHash: string } | undefined>
  putChannel(
    channelId: string,
    to: { company: string; memberId: string; connectionId: string; tokenHash: string },
    endsAt: Instant,
  ): Promise<void>
  markDirty(company: string, memberId: string, id: string): Promise<void>
  linkBySubject(company: string, connectionId: string, subjectId: string): Promise<CalendarLink | undefined>
  linkByRemote(company: string, connectionId: string, remoteId: string): Promise<CalendarLink | undefined>
  links(company: string, connectionId: string): Promise<CalendarLink[]>
  putLink(link: CalendarLink): Promise<void>
  removeLink(link: CalendarLink): Promise<void>
}

/** What cannot be asked now is thrown as Unavailable. */
export interface Store extends AccountsStore, DeskStore, CalendarStore, EffectsStore, ConnectionsStore {
  /** All of it or nothing. @param options.patienceMs how long conflicts, throttles and lost answers are tried again */
  commit(writes: Write[], options?: { patienceMs?: number }): Promise<Committed>
}
