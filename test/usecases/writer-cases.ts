import assert from 'node:assert/strict'
import { typeRemoval } from '../../functions/ports/appointment-types.ts'
import { bookingWrite } from '../../functions/ports/bookings.ts'
import { type CalendarAccount, GrantDead, RemoteChanged } from '../../functions/ports/calendar-provider.ts'
import { eventWrite } from '../../functions/ports/events.ts'
import { invitationWrite } from '../../functions/ports/invitations.ts'
import { MailingStopped, MailRefused } from '../../functions/ports/mailer.ts'
import { paymentWrite } from '../../functions/ports/payment-rows.ts'
import { type PaymentAccount, PaymentsUnavailable } from '../../functions/ports/payments.ts'
import { bookAppointment } from '../../functions/usecases/booking/book-appointment.ts'
import { bookEvent, unbookEvent } from '../../functions/usecases/booking/book-event.ts'
import { cancelBooking } from '../../functions/usecases/booking/cancel-booking.ts'
import { changeType, createType, removeType } from '../../functions/usecases/booking/change-types.ts'
import {
  changeWebsite,
  createWebsite,
  putInOrder,
  removeWebsite,
} from '../../functions/usecases/booking/change-websites.ts'
import { takeEarlier, waitForEarlier } from '../../functions/usecases/booking/earlier-time.ts'
import { holdSlot, releaseHold } from '../../functions/usecases/booking/hold-slot.ts'
import { lookAtWaitlist, offerWhatWasFreed } from '../../functions/usecases/booking/offer-freed-places.ts'
import { createPrivateLink, removeLinksOf, removePrivateLink } from '../../functions/usecases/booking/private-links.ts'
import { recordVisit } from '../../functions/usecases/booking/record-visit.ts'
import { joinWaitlist, leaveWaitlist, removeFromWaitlist } from '../../functions/usecases/booking/waitlist.ts'
import { planRemindersOf, remindNow } from '../../functions/usecases/effects/plan-reminders.ts'
import { publishChange } from '../../functions/usecases/effects/publish-changes.ts'
import { sweep } from '../../functions/usecases/effects/sweep.ts'
import { answerByLink } from '../../functions/usecases/event/answer-by-link.ts'
import { archiveEvent, unarchiveEvent } from '../../functions/usecases/event/archive-event.ts'
import { deleteEvent } from '../../functions/usecases/event/delete-event.ts'
import { setOwnReminders } from '../../functions/usecases/event/event-reminders.ts'
import { fanOutEvent } from '../../functions/usecases/event/fan-out-event.ts'
import { declineProposal, dismissMailedReply } from '../../functions/usecases/event/mailed-replies.ts'
import { replyAddressFor } from '../../functions/usecases/event/reply-addresses.ts'
import { wordOfAddress } from '../../functions/usecases/event/reply-links.ts'
import { restoreEvent } from '../../functions/usecases/event/restore-event.ts'
import { saveEvents } from '../../functions/usecases/event/save-event.ts'
import { tellThoseBehind } from '../../functions/usecases/event/tell-those-behind.ts'
import { changeTemplate, createTemplate, removeTemplate } from '../../functions/usecases/mail/change-templates.ts'
import { hearOfMail } from '../../functions/usecases/mail/hear-of-mail.ts'
import { receiveMail } from '../../functions/usecases/mail/receive-mail.ts'
import { sendMailsOf } from '../../functions/usecases/mail/send-mails.ts'
import { decideUnsentMail, openAddress, sendUnsentMails } from '../../functions/usecases/mail/unsent-mails.ts'
import { decideWaitingMails } from '../../functions/usecases/mail/waiting-mails.ts'
import { checkPayment, giveUpPayment, openFor } from '../../functions/usecases/payment/check-payment.ts'
import { notePaymentNotification } from '../../functions/usecases/payment/note-payment-notification.ts'
import { savePaymentSettings } from '../../functions/usecases/payment/payment-settings.ts'
import { seeToPayment } from '../../functions/usecases/payment/see-to-payment.ts'
import { settlePayment } from '../../functions/usecases/payment/settle-payment.ts'
import { changeCalendar, createCalendar, removeCalendar } from '../../functions/usecases/people/change-calendars.ts'
import { changeCompany } from '../../functions/usecases/people/change-company.ts'
import {
  addContactNote,
  changeContact,
  createContact,
  mergeContacts,
  removeContact,
  restoreContact,
} from '../../functions/usecases/people/change-contacts.ts'
import { changeRole, removeMember } from '../../functions/usecases/people/change-members.ts'
import { changeLogo, changePicture, changeResourcePicture } from '../../functions/usecases/people/change-pictures.ts'
import { changeProfile } from '../../functions/usecases/people/change-profile.ts'
import {
  alignLinks,
  changeResource,
  createResource,
  removeResource,
} from '../../functions/usecases/people/change-resources.ts'
import { changeTag, createTag, mergeTag, removeTag } from '../../functions/usecases/people/change-tags.ts'
import { importContact } from '../../functions/usecases/people/import-contacts.ts'
import {
  acceptInvitation,
  inviteMember,
  resendInvitation,
  revokeInvitation,
} from '../../functions/usecases/people/invitations.ts'
import type { Links } from '../../functions/usecases/people/links.ts'
import { removeSchedule, saveAvailability } from '../../functions/usecases/people/save-availability.ts'
import { hashToken, signIn, signOut } from '../../functions/usecases/people/session.ts'
import { setUpCompany } from '../../functions/usecases/people/set-up-company.ts'
import { refusalOfTries } from '../../functions/usecases/people/throttling.ts'
import {
  changeActivity,
  markActivityDone,
  removeActivity,
  scheduleActivity,
} from '../../functions/usecases/records/change-activities.ts'
import { changeRecordSettings } from '../../functions/usecases/records/change-record-settings.ts'
import {
  addNote,
  changeRecord,
  createRecord,
  removeRecord,
  restoreRecord,
} from '../../functions/usecases/records/change-records.ts'
import { openOpportunity } from '../../functions/usecases/records/open-opportunity.ts'
import { writeMail } from '../../functions/usecases/records/write-mail.ts'
import { indexEvent } from '../../functions/usecases/search/index-event.ts'
import { changeConnection } from '../../functions/usecases/sync/change-connection.ts'
import {
  approve,
  beginConnecting,
  disconnect,
  finishConnecting,
  planOf,
} from '../../functions/usecases/sync/connect-calendar.ts'
import { tellKnownUntil } from '../../functions/usecases/sync/known-until.ts'
import { noteNotification } from '../../functions/usecases/sync/note-notification.ts'
import { runSyncJob } from '../../functions/usecases/sync/run-sync-job.ts'
import { isRefusal, type Refusal } from '../../shared/domain/answers/refusal.ts'
import type { Booking } from '../../shared/domain/booking/booking.ts'
import type { WaitlistEntry } from '../../shared/domain/booking/waitlist.ts'
import type { Effect } from '../../shared/domain/effects/effect.ts'
import { mailWord } from '../../shared/domain/effects/unsent-mail.ts'
import type { CalendarEvent } from '../../shared/domain/event/calendar-event.ts'
import { firstRecordSettings } from '../../shared/domain/records/record-settings.ts'
import type { RemoteEvent } from '../../shared/domain/sync/provider-event.ts'
import {
  bookingOf,
  changeOf,
  connectionOf,
  effectOf,
  eventOf,
  invitationOf,
  linkOf,
  mailTemplateOf,
  paymentOf,
  paymentSettingsOf,
} from '../contracts/samples.ts'
import type { Action } from '../simulation/action.ts'
import { COMPANY, hoursOf, MORNING, members, resources, startOf, types } from '../simulation/company.ts'
import { type Answer, perform } from '../simulation/perform.ts'
import { calmly, HostileWorld, slowThenBusy } from './hostile-world.ts'

const HOUR_MS = 3_600_000
const ada = members[0]!

/** Something that writes, with what must stand before it. */
export interface WriterCase {
  title: string
  /** @returns what it acts on */
  before?: Action
  /** Nothing stands yet, not even the company. */
  isFirst?: true
  act(world: HostileWorld, before: Answer): Promise<unknown>
  /** What it comes to where nothing is in its way; absent: it is done. */
  comesTo?: string
  /** What it comes to where claims stand of which nothing else is known; absent: the same. */
  besideOrphans?: string
  /** It writes under no condition: nobody can be quicker. */
  hasNoRivals?: true
  /** It may end without its write: why nothing is lost by it. */
  mayEnd?: string
  /** It writes one thing after the other, each with a patience of its own: why. */
  each?: string
}

export const nobody = { action: () => undefined, answer: () => undefined }
const acting = (title: string, action: (of: number) => Action, before?: Action): WriterCase => ({
  title,
  ...(before && { before }),
  act: (world, answer) => perform(world.tools, action(0), { ...nobody, action: () => before, answer: () => answer }),
})

const booking: Action = { does: 'book', type: 'ask', start: 2, party: 1, customer: 'noor' }
const talk: Action = { does: 'book', type: 'talk', start: 2, party: 1, customer: 'noor' }
export const meeting: Action = { does: 'plan', member: 'ada', start: 6, minutes: 30, rooms: ['oak'], guests: ['bob'] }
export const series: Action = { ...meeting, rule: 'FREQ=DAILY' }

function had<T>(answer: T | Refusal): T {
  assert.ok(!isRefusal(answer), JSON.stringify(answer))
  return answer as T
}

/** What is done before the weather turns. */
async function calmAnswer(world: HostileWorld, action: Action): Promise<Answer> {
  const answer = (await perform(calmly(world), action, nobody)) ?? {}
  assert.ok(!answer.refusal, JSON.stringify(answer.refusal))
  return answer
}
const calmBooking = async (world: HostileWorld, action: Action) => (await calmAnswer(world, action)).booking!
const calmEvent = async (world: HostileWorld, action: Action) => (await calmAnswer(world, action)).event!

const sold = { amountMinor: 4000, currency: 'EUR' }

/** A provider of payments where everything is paid at once; each case says what else it answers. */
const paymentAccount = (change: Partial<PaymentAccount>) =>
  ({
    openCheckout: async () => ({ id: 'checkout', url: 'https://pay.test', endsAt: MORNING + HOUR_MS }),
    checkout: async () => ({ state: 'paid', paymentId: 'p1', paid: { ...sold, reference: 'r' } }),
    endCheckout: async () => ({ state: 'ended', paymentId: 'p1' }),
    refund: async () => ({ state: 'done', reference: 'back' }),
    inspect: async () => ({ isLive: false }),
    registerWebhook: async () => ({ id: 'hook', secret: 'secret' }),
    ...change,
  }) as PaymentAccount

const remote: RemoteEvent = {
  ...{ remoteId: 'remote1', icalUid: 'u', etag: '2', title: 'There', description: '', location: '' },
  ...{ isPrivate: false, isFree: false },
  times: { kind: 'timed', startsAt: startOf(3), endsAt: startOf(4), timeZone: 'UTC' },
}

const calendarAccount = (change: Partial<CalendarAccount>) =>
  ({
    async *changes() {
      yield { changes: [{ kind: 'present', event: remote }], cursor: 'next', knownUntil: MORNING + 9000 * HOUR_MS }
    },
    credentials: async () => 'sealed',
    watch: async () => ({ endsAt: MORNING + 100 * HOUR_MS }),
    stopWatch: async () => {},
    insert: async () => remote,
    update: async () => remote,
    get: async () => remote,
    ...change,
  }) as CalendarAccount

/** All that any use case asks for beside the store. */
const everything = (
  world: HostileWorld,
  { pays = {}, calendar = {} }: { pays?: Partial<PaymentAccount>; calendar?: Partial<CalendarAccount> } = {},
) => ({
  ...world.tools,
  throttles: false,
  quietSeconds: 0,
  passwords: { hash: async () => 'hash', matches: async () => true },
  secrets: { seal: async (plain: string) => plain, open: async (sealed: string) => sealed },
  links: {
    ready: async () => true,
    sign: async () => 'link',
    veil: async () => () => 'name',
    read: async () => ({ company: COMPANY, subjectId: 'id0', generation: 1 }),
  },
  setupCode: 'code',
  publicAddress: 'https://almanac.test',
  mailFrom: 'almanac@almanac.test',
  inboundDomain: 'reply.almanac.test',
  mailer: { send: async () => {} },
  stationery: { htmlOf: async () => '' },
  ring: () => {},
  templates: {
    check: () => ({ faults: [], fields: [] }),
    render: () => {
      throw new Error('it cannot be read')
    },
  },
  bus: { publish: async () => [] },
  syncQueue: { send: async () => {}, putOff: async () => {} },
  scheduler: { plan: async () => {}, cancel: async () => {} },
  providers: {
    google: {
      provider: 'google' as const,
      authorizeUrl: async () => '',
      exchange: async () => ({ credentials: 'new', accountId: 'account', accountEmail: 'ada@example.test' }),
      open: () => calendarAccount(calendar),
    },
  },
  paymentProviders: async () => ({ open: () => paymentAccount(pays), readNotification: async () => 'forged' as const }),
  log: () => {},
})

/** Sends a mail while the mails of the installation are stopped until then, to a server that says no. */
async function sendWith(world: HostileWorld, nextTryAt: number, no: Error): Promise<void> {
  const { id, company } = await calmBooking(world, talk)
  await world.memory.putMailStop({ fault: 'sandbox', since: MORNING, tries: 1, nextTryAt }, undefined)
  await world.memory.plan(effectOf(company, { subjectId: id, dueAt: MORNING }))
  const mailer = {
    send: async () => {
      throw no
    },
  }
  return sendMailsOf({ ...everything(world), mailer }, company, id, 1)
}

/** A mail that has not gone, while none goes. */
async function unsent(world: HostileWorld): Promise<Effect> {
  const mail = effectOf(COMPANY, { isListed: true, trouble: 'unreachable', putOffUntil: MORNING + HOUR_MS })
  await world.memory.plan(mail)
  await world.memory.listMail(mail)
  const stop = { fault: 'sandbox', since: MORNING, tries: 1, nextTryAt: MORNING + HOUR_MS } as const
  await world.memory.putMailStop(stop, undefined)
  return mail
}

const TRIED_AGAIN = 'whoever has the lease, or tries one at this moment, says how it went; it is tried again'
const OFTEN = 'the next sweep finds it again'

const bookings: WriterCase[] = [
  acting('a customer books', () => booking),
  acting('a customer books all dates of a course', () => ({
    does: 'book',
    type: 'course',
    start: 2,
    party: 1,
    customer: 'noor',
    further: [8, 12],
  })),
  acting('a customer takes a seat', () => ({ does: 'book', type: 'lesson', start: 2, party: 2, customer: 'noor' })),
  acting('a host books for a customer', () => ({ ...booking, does: 'bookAsHost' }) as Action),
  acting('a customer holds a time', () => ({ does: 'hold', type: 'talk', start: 2, party: 1 })),
  acting('a hold is given back', (of) => ({ does: 'release', of }), { does: 'hold', type: 'talk', start: 2, party: 1 }),
  acting('a host confirms', (of) => ({ does: 'confirm', of }), booking),
  acting('a host declines', (of) => ({ does: 'decline', of }), booking),
  acting('a customer moves', (of) => ({ does: 'move', of, start: 9 }), talk),
  acting('a host moves', (of) => ({ does: 'moveAsHost', of, start: 9 }), talk),
  acting('a connected calendar moves', (of) => ({ does: 'moveByFact', of, start: 9 }), talk),
  acting('a customer cancels', (of) => ({ does: 'cancel', of }), talk),
  {
    title: 'a host gives a booking to another',
    before: talk,
    act: ({ tools }, { booking: one }) => {
      const to = one!.hosts[0] === 'ada' ? 'bob' : 'ada'
      return perform(tools, { does: 'reassign', of: 0, to }, { ...nobody, answer: () => ({ booking: one! }) })
    },
  },
  {
    title: 'a member makes an event a booking',
    act: async (world) => {
      const event = await calmEvent(world, { ...meeting, rooms: [], guests: [] } as Action)
      const noor = { email: 'noor@example.test', reply: 'accepted' as const }
      const after = { ...event, version: 2, attendees: [noor] }
      had(await saveEvents(calmly(world), members, [{ before: event, after, kind: 'changed' }], 'system'))
      return bookEvent(world.tools, ada, { id: event.id, type: 'ask' })
    },
  },
  {
    title: 'a member makes a booking an event',
    act: async (world) => unbookEvent(world.tools, ada, (await calmBooking(world, booking)).id),
  },
  {
    title: 'a host writes down who came',
    act: async (world) => {
      const one = await calmBooking(world, talk)
      world.now = one.endsAt
      return recordVisit(world.tools, ada, one, { attendance: 'attended', notes: 'Early.' })
    },
  },
]

const QUEUE = {
  ...types['ask']!,
  ...{ slug: 'queue', confirmation: 'automatic' as const, durationsMinutes: [30], waitlistMinutes: 30 },
  limits: { perDay: null, perWeek: null, perMonth: null, perBooker: null },
  ranges: [{ from: startOf(2), to: startOf(3) }],
}

/** A type with one time that somebody has, and somebody who waits for it. */
async function waiting(world: HostileWorld): Promise<{ booked: Booking; entry: WaitlistEntry }> {
  await world.memory.putType(QUEUE, 0)
  const booked = await calmBooking(world, { ...booking, type: 'queue' } as Action)
  return { booked, entry: had(await joinWaitlist(calmly(world), wish)) }
}
const wish = {
  ...{ company: COMPANY, slug: 'queue', from: '2027-01-31', to: '2027-02-01' },
  customer: { name: 'Bo', email: 'bo@example.test', timeZone: 'UTC' },
}
/** Two who have booked the only two times that there are. */
async function bothTaken(world: HostileWorld): Promise<{ early: Booking; late: Booking }> {
  const ranges = [{ from: startOf(2), to: startOf(4) }]
  await world.memory.putType({ ...QUEUE, ranges, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 }, 0)
  const early = await calmBooking(world, { ...booking, type: 'queue' } as Action)
  return { early, late: await calmBooking(world, { ...booking, type: 'queue', start: 3 } as Action) }
}
/** The same, once its time is free again. */
async function freed(world: HostileWorld) {
  const { booked, entry } = await waiting(world)
  had(await cancelBooking(calmly(world), COMPANY, booked.id, 'customer'))
  return { booked, entry }
}
/** The same, once the place is held for who waits. */
async function offered(world: HostileWorld) {
  const { entry } = await freed(world)
  const asking = { company: COMPANY, slug: 'queue', startsAt: startOf(2), timeZone: 'UTC' }
  const held = had(await holdSlot(calmly(world), asking, { entryId: entry.id, minutes: 30 }))
  return { held, entry: (await world.memory.waitlistEntry(COMPANY, 'queue', entry.id))! }
}

/** A series in a room that was announced, and resolved by nobody: whoever did it had no more patience. */
async function announced(world: HostileWorld): Promise<void> {
  const other = new HostileWorld(world.memory)
  slowThenBusy(other)
  const answer = await perform({ ...other.tools, random: calmly(world).random }, series, nobody)
  assert.equal(answer?.refusal?.refusal, 'Busy')
}

const beside: WriterCase[] = [
  {
    title: 'a customer books beside a claim that nobody resolved',
    act: async (world) => {
      await announced(world)
      return perform(world.tools, { ...talk, type: 'visit' } as Action, nobody)
    },
  },
  {
    title: 'a customer cancels beside a claim that nobody resolved',
    act: async (world) => {
      const { id } = await calmBooking(world, { ...talk, type: 'visit' } as Action)
      await announced(world)
      return cancelBooking(world.tools, COMPANY, id, 'customer')
    },
  },
  {
    title: 'an organizer deletes a series that nobody resolved',
    act: async (world) => {
      await announced(world)
      const [open] = await world.memory.openAnnouncements(MORNING + 1)
      return deleteEvent(world.tools, ada, { id: open!.steps[0]!.after.id, scope: 'all' })
    },
    comesTo: 'Changed',
    mayEnd: 'it is resolved, or the sweep finds it; who asked looks at what stands and asks again',
  },
]

const waitlists: WriterCase[] = [
  {
    title: 'a customer waits',
    act: async (world) => {
      await waiting(world)
      const customer = { ...wish.customer, email: 'cy@example.test' }
      return joinWaitlist(world.tools, { ...wish, customer })
    },
  },
  { title: 'who waits leaves', act: async (world) => leaveWaitlist(world.tools, (await waiting(world)).entry) },
  {
    title: 'who was asked leaves, and their place is given back',
    act: async (world) => leaveWaitlist(world.tools, (await offered(world)).entry),
  },
  {
    title: 'who was asked lets it pass',
    act: async (world) => releaseHold(world.tools, COMPANY, (await offered(world)).held.id),
  },
  {
    title: 'a member takes somebody from the list',
    act: async (world) => removeFromWaitlist(world.tools, ada, 'queue', (await waiting(world)).entry.id),
  },
  {
    title: 'who has a booking waits for an earlier time',
    act: async (world) => waitForEarlier(world.tools, (await bothTaken(world)).late),
  },
  {
    title: 'who has a booking takes the earlier time that is held for it',
    act: async (world) => {
      const { early, late } = await bothTaken(world)
      had(await waitForEarlier(calmly(world), late))
      had(await cancelBooking(calmly(world), COMPANY, early.id, 'customer'))
      const asking = { company: COMPANY, slug: 'queue', startsAt: startOf(2), timeZone: 'UTC' }
      had(await holdSlot(calmly(world), asking, { entryId: late.id, minutes: 30 }))
      return takeEarlier(world.tools, late)
    },
  },
  {
    title: 'who waits is asked, for a place was freed',
    act: async (world) => {
      const { booked } = await freed(world)
      const change = changeOf(COMPANY, { kind: 'cancelled', subjectKind: 'booking', subjectId: booked.id })
      return offerWhatWasFreed(world.tools, change, booked)
    },
    mayEnd: OFTEN,
  },
  {
    title: 'a list is looked at',
    act: async (world) => {
      await freed(world)
      return lookAtWaitlist(world.tools, (await world.memory.waitlist(COMPANY, 'queue'))!)
    },
    mayEnd: OFTEN,
  },
]

const EACH_PERSON =
  'each calendar is a write of its own, and who is behind the first ones is reached however long those take'

const NOOR = 'noor@example.test'

/** A meeting to which somebody from outside is asked, and the token of their link. */
async function withNoor(world: HostileWorld): Promise<{ event: CalendarEvent; token: string }> {
  const event = await calmEvent(world, { ...meeting, rooms: [], guests: [] } as Action)
  const noor = { email: NOOR, reply: 'needsAction' as const }
  const after = { ...event, version: 2, attendees: [noor] }
  had(await saveEvents(calmly(world), members, [{ before: event, after, kind: 'changed' }], 'system'))
  return { event: after, token: `${event.id}-${wordOfAddress(NOOR)}` }
}

/** Where her answers come to. */
const NOOR_ADDRESS = `r-${'0a'.repeat(20)}@reply.almanac.test`

/** Links of which this one is genuine. */
const replyLinks = ({ company }: CalendarEvent, token: string): Links => ({
  ready: async () => true,
  veil: async () => () => 'name',
  sign: async () => token,
  read: async () => ({ company, subjectId: token, generation: 0 }),
})

const events: WriterCase[] = [
  acting('a member plans a meeting', () => meeting),
  acting('a member plans a series in a room', () => series),
  acting(
    'an organizer moves a meeting',
    (of) => ({ does: 'change', of, scope: 'all', occurrence: 0, start: 9 }),
    meeting,
  ),
  acting(
    'an organizer splits a series',
    (of) => ({ does: 'change', of, scope: 'following', occurrence: 2, start: 9 }),
    series,
  ),
  acting('an organizer deletes a meeting', (of) => ({ does: 'delete', of, scope: 'all', occurrence: 0 }), meeting),
  acting('an attendee replies', (of) => ({ does: 'reply', of, member: 'bob', reply: 'declined' }), meeting),
  acting('a connected calendar tells a fact', () => ({ does: 'fact', member: 'ada', start: 3, minutes: 30 })),
  {
    title: 'an organizer takes a change back',
    act: async (world) => {
      const { id, times } = await calmEvent(world, meeting)
      assert.ok(times.kind === 'timed')
      const others = {
        ...nobody,
        answer: () => ({ event: { ...eventOf(COMPANY, { id, times }), organizerId: 'ada' } }),
      }
      await perform(calmly(world), { does: 'change', of: 0, scope: 'all', occurrence: 0, start: 9 }, others)
      return perform(world.tools, { does: 'undo', of: 0 }, others)
    },
  },
  {
    title: 'somebody without an account answers by the link of their mail',
    act: async (world) => {
      const { event, token } = await withNoor(world)
      return answerByLink({ ...everything(world), links: replyLinks(event, token) }, token, {
        reply: 'declined',
        scope: 'all',
      })
    },
  },
  {
    title: 'somebody without an account answers by their mail client',
    act: async (world) => {
      const { event } = await withNoor(world)
      const { id: eventId, company, icalUid: uid, sequence } = event
      await world.memory.putReplyWay(NOOR_ADDRESS.slice(2, 42), { company, eventId, email: NOOR }, undefined)
      const answers = [{ reply: 'declined' as const, sequence }]
      const mail = { from: NOOR, messageId: 'm', isAutomatic: false, calendars: [new Uint8Array()], text: '' }
      await receiveMail(
        {
          ...everything(world),
          mails: { read: async () => mail },
          calendarReplies: { read: () => ({ method: 'REPLY', uid, attendee: NOOR, answers }) },
        },
        { name: 'm', recipients: [NOOR_ADDRESS], hasSender: true, isInfected: false },
      )
    },
  },
  {
    title: 'a reply address is made',
    act: async (world) => void (await replyAddressFor(everything(world), (await withNoor(world)).event, NOOR)),
    hasNoRivals: true,
  },
  {
    title: 'another time that somebody proposes is left',
    act: async (world) => declineProposal(world.tools, ada, (await withNoor(world)).event.id, 'p1'),
    hasNoRivals: true,
  },
  {
    title: 'a mail that is not believed is shown no more',
    act: async (world) => dismissMailedReply(world.tools, ada, (await withNoor(world)).event.id, 'm1'),
    hasNoRivals: true,
  },
  {
    title: 'a member chooses by what they are reminded of a meeting',
    act: async (world) => setOwnReminders(world.tools, ada, (await calmEvent(world, meeting)).id, []),
  },
  {
    title: 'those who were not told of a meeting are told',
    act: async (world) => {
      const { event } = await withNoor(world)
      await world.memory.leaveBehind(COMPANY, event.id, [NOOR], event.version)
      return tellThoseBehind(world.tools, ada, event.id)
    },
  },
  {
    title: 'an event is archived',
    act: async (world) => archiveEvent(world.tools, ada, (await calmEvent(world, meeting)).id),
  },
  {
    title: 'an event comes back out of the archive',
    act: async (world) => {
      const { id } = await calmEvent(world, meeting)
      had(await archiveEvent(calmly(world), ada, id))
      return unarchiveEvent(world.tools, ada, id)
    },
  },
  {
    title: 'an event comes back out of the bin',
    act: async (world) => {
      const { id } = await calmEvent(world, meeting)
      await deleteEvent(calmly(world), ada, { id })
      return restoreEvent(world.tools, ada, id)
    },
  },
  {
    title: 'a meeting of many is put into calendars',
    act: async ({ tools, memory }) => {
      const event = eventOf(COMPANY, {
        id: 'crowd',
        isCrowded: true,
        organizerId: 'ada',
        attendees: Array.from({ length: 30 }, (_, i) => ({
          email: `m${i}@c.test`,
          memberId: i === 0 ? 'bob' : `m${i}`,
          reply: 'accepted' as const,
        })),
        times: { kind: 'timed', startsAt: startOf(3), endsAt: startOf(4), timeZone: 'UTC' },
      })
      await memory.commit([eventWrite(event, 0)])
      return fanOutEvent(tools, COMPANY, 'crowd', 1)
    },
    each: EACH_PERSON,
  },
  {
    title: 'an event is put into the search index',
    act: async ({ tools, memory }) => {
      await memory.commit([eventWrite(eventOf(COMPANY), 0)])
      return indexEvent(tools, COMPANY, 'e1')
    },
  },
]

/** Somebody with a whole day ahead. */
async function wholeDay(world: HostileWorld): Promise<void> {
  const times = { kind: 'allDay' as const, startDate: '2027-02-02', endDate: '2027-02-03' }
  had(await saveEvents(calmly(world), members, [{ after: eventOf(COMPANY, { times }), kind: 'created' }], 'system'))
}
const EACH_DAY =
  'whole days are claimed anew one by one, before the zone itself is changed: broken off, it is made again'

const picture = { type: 'image/png' as const, bytes: new Uint8Array([1, 2, 3]) }
const calendarFields = {
  name: 'Team',
  defaultPrivacy: 'public',
  defaultReminders: [],
  isBlocking: true,
  members: [],
} as const
const toDo = { type: 'todo', summary: 'Ask', dueDate: '2027-03-01' }
const newRecord = async (world: HostileWorld) => {
  const record = await createRecord(calmly(world), ada, { kind: 'task', title: 'Roof' })
  assert.ok(!isRefusal(record))
  return record
}
const newActivity = async (world: HostileWorld) => {
  const { id } = await newRecord(world)
  const activity = await scheduleActivity(calmly(world), ada, id, toDo)
  assert.ok(!isRefusal(activity))
  return activity
}
const newCalendar = async (world: HostileWorld) =>
  had(await createCalendar(calmly(world), ada, 'team', calendarFields as never))
const invitation = invitationOf(COMPANY, { id: 'id0', email: 'new@c.test', expiresAt: MORNING + HOUR_MS })
const invited = (world: HostileWorld) => world.memory.commit([invitationWrite(invitation, 0)])
const known = async (world: HostileWorld) =>
  had(await createContact(calmly(world), COMPANY, { name: 'Noor', email: 'n@c.test' }))

const people: WriterCase[] = [
  acting('a member changes hours', () => ({ does: 'hours', member: 'ada', closesAt: '22:00' })),
  {
    title: 'a member calls their page by a word',
    act: ({ tools }) => changeProfile(tools, ada, { pageWord: 'ada' }),
  },
  {
    title: 'a member with whole days ahead moves to another zone',
    act: async (world) => {
      await wholeDay(world)
      return changeProfile(world.tools, ada, { timeZone: 'Asia/Tokyo' })
    },
    each: EACH_DAY,
  },
  {
    title: 'a member with whole days ahead is reminded of them in another hour',
    act: async (world) => {
      const times = { kind: 'allDay' as const, startDate: '2027-02-02', endDate: '2027-02-03' }
      const after = { ...eventOf(COMPANY, { times }), reminders: [{ minutesBefore: 60, by: 'mail' as const }] }
      had(await saveEvents(calmly(world), members, [{ after, kind: 'created' }], 'system'))
      await planRemindersOf({ ...everything(world), ...calmly(world) }, COMPANY, after.id)
      return changeProfile(world.tools, ada, { wholeDayRemindersAt: '07:00' })
    },
    each: 'whole days are planned anew one by one, before the hour itself is changed: broken off, it is made again',
  },
  {
    title: 'a thing moves to another zone',
    act: ({ tools }) => changeResource(tools, COMPANY, 'oak', { timeZone: 'Asia/Tokyo' }),
  },
  {
    title: 'a thing is made, and put together with others',
    act: ({ tools }) =>
      createResource(tools, COMPANY, { name: 'Elm', timeZone: 'UTC', capacity: 2, linkedWith: ['small', 'large'] }),
  },
  {
    title: 'a thing is put together with others',
    act: ({ tools }) => changeResource(tools, COMPANY, 'hall', { linkedWith: ['small', 'large'] }),
  },
  {
    title: 'things can no longer be put together',
    act: ({ tools }) => alignLinks(tools, COMPANY, { ...resources[2]!, linkedWith: [] }),
  },
  {
    title: 'a thing is taken away',
    act: async ({ tools, memory }) => {
      for (const one of Object.values(types)) await memory.commit([typeRemoval(COMPANY, one.slug)])
      return removeResource(tools, COMPANY, 'small')
    },
    besideOrphans: 'StillInUse',
  },
  {
    title: 'a schedule is saved',
    act: ({ tools }) => saveAvailability(tools, COMPANY, 'ada', { schedule: hoursOf('ada', undefined) }),
  },
  {
    title: 'further hours are taken away',
    act: async (world) => {
      const schedule = { ...hoursOf('ada', undefined), id: 'ada.late' }
      await saveAvailability(calmly(world), COMPANY, 'ada', { schedule })
      return removeSchedule(world.tools, COMPANY, 'ada.late')
    },
  },
  {
    title: 'an admin invites',
    act: (world) => inviteMember(everything(world), ada, { email: 'new@c.test', role: 'member' }),
  },
  {
    title: 'an invitation is sent again',
    act: async (world) => {
      await invited(world)
      return resendInvitation(everything(world), ada, 'id0')
    },
  },
  {
    title: 'an invitation is taken back',
    act: async (world) => {
      await invited(world)
      return revokeInvitation(everything(world), ada, 'id0')
    },
  },
  {
    title: 'somebody joins',
    act: async (world) => {
      await invited(world)
      return acceptInvitation(everything(world), 'token', { name: 'New', password: 'x', timeZone: 'UTC' })
    },
  },
  {
    title: 'a company is set up',
    isFirst: true,
    act: (world) =>
      setUpCompany(
        everything(world),
        {
          ...{ code: 'code', company: COMPANY, companyName: 'C', name: 'Ada', email: 'ada@c.test', password: 'x' },
          timeZone: 'UTC',
        },
        '::1',
      ),
  },
  { title: 'a company is changed', act: ({ tools }) => changeCompany(tools, COMPANY, { name: 'D', colour: 'leaf' }) },
  {
    title: 'the holidays of a company are set',
    act: ({ tools }) => changeCompany(tools, COMPANY, { holidays: [{ date: '2027-02-01', title: 'Day' }] }),
  },
  {
    title: 'somebody signs in',
    act: (world) => signIn(everything(world), { email: ada.email, password: 'x' }, '::1'),
    hasNoRivals: true,
  },
  {
    title: 'somebody signs out',
    act: async (world) => {
      await signIn({ ...everything(world), ...calmly(world) }, { email: ada.email, password: 'x' }, '::1')
      return signOut(world.tools, 'hash')
    },
    hasNoRivals: true,
  },
  {
    title: 'somebody tries',
    act: ({ tools }) => refusalOfTries({ ...tools, throttles: true }, [{ key: 'login', most: 1 }]),
    hasNoRivals: true,
  },
  {
    title: 'an owner gives a role',
    act: ({ tools }) => changeRole(tools, { ...ada, role: 'owner' }, 'bob', 'member'),
  },
  {
    title: 'a member is taken away, with the calendar that they had connected',
    act: async (world) => {
      for (const one of Object.values(types)) await world.memory.commit([typeRemoval(COMPANY, one.slug)])
      await world.memory.putConnection(connectionOf(COMPANY, { memberId: 'bob', knownUntil: MORNING }), 0)
      return removeMember(everything(world), { ...ada, role: 'owner' }, 'bob')
    },
  },
  {
    title: 'a contact is made',
    act: ({ tools }) => createContact(tools, COMPANY, { name: 'Noor', email: 'n@c.test' }),
  },
  {
    title: 'a contact is changed',
    act: async (world) =>
      changeContact(world.tools, COMPANY, (await known(world)).id, { name: 'N', email: 'other@c.test' }),
  },
  {
    title: 'a contact is taken away',
    act: async (world) => removeContact(world.tools, COMPANY, (await known(world)).id),
  },
  {
    title: 'a contact is brought back',
    act: async (world) => {
      const { id } = await known(world)
      await removeContact(calmly(world), COMPANY, id)
      return restoreContact(world.tools, COMPANY, id)
    },
  },
  {
    title: 'two cards become one',
    act: async (world) => {
      const { id } = await known(world)
      const other = had(await createContact(calmly(world), COMPANY, { name: 'Noor H', email: 'nh@c.test' }))
      return mergeContacts(world.tools, ada, id, other.id)
    },
  },
  {
    title: 'a row of a file is taken in',
    act: ({ tools }) =>
      importContact(tools, ada, { draft: { name: 'Noor', email: 'n@c.test' }, notes: 'Met.' }, 'keep', false),
  },
  {
    title: 'a mail is written to the contact of a record',
    act: async (world) => {
      const contactId = (await known(world)).id
      const record = had(await createRecord(calmly(world), ada, { kind: 'task', title: 'Roof', contactId }))
      return writeMail(world.tools, ada, record.id, { subject: 'Roof', text: 'Slate it is.' })
    },
  },
  {
    title: 'a record is taken away',
    act: async (world) => removeRecord(world.tools, ada, (await newRecord(world)).id),
  },
  {
    title: 'a record is brought back',
    act: async (world) => {
      const { id } = await newRecord(world)
      await removeRecord(calmly(world), ada, id)
      return restoreRecord(world.tools, ada, id)
    },
  },
  {
    title: 'a note is written about a contact',
    act: async (world) => addContactNote(world.tools, ada, (await known(world)).id, 'Prefers mornings.'),
  },
  { title: 'a calendar is made', act: ({ tools }) => createCalendar(tools, ada, 'team', calendarFields as never) },
  {
    title: 'a calendar is changed',
    act: async (world) => changeCalendar(world.tools, ada, (await newCalendar(world)).id, { name: 'Other' }),
  },
  {
    title: 'a calendar is taken away',
    act: async (world) => removeCalendar(world.tools, ada, (await newCalendar(world)).id, undefined),
  },
  { title: 'a member has a picture', act: ({ tools }) => changePicture(tools, ada, picture) },
  { title: 'the company has a logo', act: ({ tools }) => changeLogo(tools, COMPANY, picture) },
  { title: 'a thing has a picture', act: ({ tools }) => changeResourcePicture(tools, COMPANY, 'oak', picture) },
  { title: 'a tag is made', act: ({ tools }) => createTag(tools, COMPANY, { name: 'Ours' }) },
  ...(
    [
      ['changed', (tools, [first]) => changeTag(tools, COMPANY, first!, { name: 'Ours' })],
      ['removed', (tools, [first]) => removeTag(tools, COMPANY, first!)],
      ['merged', (tools, [first, second]) => mergeTag(tools, COMPANY, first!, second!)],
    ] as [string, (tools: HostileWorld['tools'], ids: string[]) => Promise<unknown>][]
  ).map(
    ([what, change]): WriterCase => ({
      title: `a tag is ${what}`,
      act: async ({ tools, memory }) =>
        change(
          tools,
          (await memory.tags(COMPANY)).tags.map(({ id }) => id),
        ),
    }),
  ),
]

const page = { id: 'new', title: 'New', introduction: '' }
const link = async (world: HostileWorld) => had(await createPrivateLink(calmly(world), ada, 'talk', {}))
const texts = { en: { subject: 'Booked', body: 'You are booked.' } }
const template = { ...mailTemplateOf(COMPANY), texts }
const worded = (world: HostileWorld) => world.memory.putMailTemplate(template, 0)
/** A type whose mail a template words. */
const wordedType = { ...types['talk']!, slug: 'worded', confirmationMail: { isSent: true, templateId: 'm1' } }

/** What a member makes of a type that stands. */
const { company: _company, version: _version, ...asked } = { ...types['talk']!, slug: 'new' }

const offers: WriterCase[] = [
  { title: 'a type is made', act: ({ tools }) => createType(tools, ada, asked) },
  { title: 'a type is changed', act: ({ tools }) => changeType(tools, ada, 'talk', { title: 'Talk', hosts: ['bob'] }) },
  {
    title: 'a type is taken away, with whoever waits for it',
    act: async (world) => {
      await waiting(world)
      return removeType(world.tools, ada, 'queue')
    },
    mayEnd: 'who waits is sent home by the next sweep',
  },
  {
    title: 'a type is taken away, with its private links',
    act: async (world) => {
      await link(world)
      return removeType(world.tools, ada, 'talk')
    },
    mayEnd: 'who takes it away at the same moment takes away the same',
  },
  { title: 'a page is made', act: ({ tools }) => createWebsite(tools, COMPANY, page) },
  { title: 'a page is changed', act: ({ tools }) => changeWebsite(tools, COMPANY, 'main', { title: 'Ours' }) },
  {
    title: 'a page is taken away',
    act: async (world) => {
      had(await createWebsite(calmly(world), COMPANY, page))
      return removeWebsite(world.tools, COMPANY, 'new')
    },
  },
  { title: 'appointments are put in order', act: ({ tools }) => putInOrder(tools, COMPANY, ['talk', 'ask']) },
  { title: 'a private link is made', act: ({ tools }) => createPrivateLink(tools, ada, 'talk', {}) },
  {
    title: 'a private link is taken back',
    act: async (world) => removePrivateLink(world.tools, ada, 'talk', (await link(world)).id),
  },
  {
    title: 'all private links of a type are taken back',
    act: async (world) => {
      await link(world)
      return removeLinksOf(world.tools, types['talk']!)
    },
    mayEnd: 'one that is gone is gone',
  },
  {
    title: 'a mail is worded',
    act: (world) => createTemplate(everything(world), COMPANY, { ...template, fallback: 'en' }),
  },
  {
    title: 'a mail is worded anew',
    act: async (world) => {
      await worded(world)
      return changeTemplate(everything(world), COMPANY, 'm1', { name: 'Other' })
    },
  },
  {
    title: 'the words of a mail are taken away',
    act: async (world) => {
      await worded(world)
      await world.memory.putType(wordedType, 0)
      return removeTemplate(everything(world), COMPANY, 'm1')
    },
    mayEnd: 'a choice that is left names what is not there: the built-in text is sent',
  },
]

/** A booking that waits for its payment, with the page on which it is paid. */
async function unpaid(world: HostileWorld, isOpened = true): Promise<Booking> {
  const { memory } = world
  await memory.putPaymentSettings(paymentSettingsOf(COMPANY), 0)
  await memory.putType({ ...types['talk']!, slug: 'sold', price: sold }, 0)
  const asked = {
    company: COMPANY,
    slug: 'sold',
    startsAt: startOf(2),
    answers: {},
    guests: [],
    customer: wish.customer,
  }
  const calm = { ...calmly(world), random: { id: () => 'p1', secret: () => 's', fraction: () => 0.5 } }
  let ids = 0
  calm.random.id = () => (ids++ === 1 ? 'p1' : `sold${ids}`)
  const { booking: one } = had(await bookAppointment(calm, asked))
  assert.equal(one.paymentId, 'p1')
  if (isOpened) await openFor({ ...everything(world), ...calm }, one)
  return one
}

/** A payment whose money is to go back. */
async function refundable(world: HostileWorld): Promise<void> {
  await world.memory.putPaymentSettings(paymentSettingsOf(COMPANY), 0)
  const refund = { amountMinor: 4000, cause: 'cancelled', state: 'due', tries: 0, askedAt: MORNING } as const
  const payment = paymentOf(COMPANY, { state: 'paid', reference: 'r', refund, lookAt: MORNING })
  await world.memory.commit([bookingWrite(bookingOf(COMPANY), 0), paymentWrite(payment, 0)])
}
const none: Partial<PaymentAccount> = { checkout: async () => ({ state: 'open', paymentId: 'p1' }) }
const out: Partial<PaymentAccount> = {
  checkout: () => Promise.reject(new PaymentsUnavailable('closed for today')),
  refund: () => Promise.reject(new PaymentsUnavailable('closed for today')),
}

const payments: WriterCase[] = [
  {
    title: 'the page is opened on which one pays',
    act: async (world) => openFor(everything(world), await unpaid(world, false)),
    mayEnd: 'the booking stands without its page, which is opened when its customer looks at it again',
  },
  {
    title: 'a customer has paid',
    act: async (world) => checkPayment(everything(world), await unpaid(world)),
  },
  {
    title: 'a customer looks at what is to be paid, and has a page for it',
    act: async (world) => checkPayment(everything(world, { pays: none }), await unpaid(world, false)),
  },
  {
    title: 'a customer gives up what is to be paid',
    act: async (world) => giveUpPayment(everything(world), await unpaid(world)),
  },
  {
    title: 'nothing can be heard of a payment',
    act: async (world) => {
      await unpaid(world)
      const payment = (await world.memory.payment(COMPANY, 'p1'))!
      world.now = payment.lookAt!
      return seeToPayment(everything(world, { pays: out }), COMPANY, 'p1')
    },
    mayEnd: 'somebody else has heard of it at this moment',
  },
  {
    title: 'a payment that came too late goes back',
    act: async (world) => {
      world.now = (await unpaid(world)).endsAt
      return settlePayment(everything(world), COMPANY, 'p1')
    },
  },
  {
    title: 'somebody tells of a payment, and is not believed',
    act: async (world) => {
      const webhook = { id: 'hook', sealedSecret: 'secret', address: 'https://almanac.test' }
      await world.memory.putPaymentSettings(paymentSettingsOf(COMPANY, { webhook }), 0)
      return notePaymentNotification(everything(world), COMPANY, { provider: 'stripe', body: '', signature: '' })
    },
    hasNoRivals: true,
  },
  {
    title: 'money has gone back',
    act: async (world) => {
      await refundable(world)
      return settlePayment(everything(world), COMPANY, 'p1')
    },
  },
  {
    title: 'money cannot go back now',
    act: async (world) => {
      await refundable(world)
      return settlePayment(everything(world, { pays: out }), COMPANY, 'p1')
    },
    mayEnd: 'somebody else has heard more at this moment',
  },
  {
    title: 'money can never go back',
    act: async (world) => {
      await refundable(world)
      const failed = { refund: async () => ({ state: 'failed' as const, reference: 'back', reason: 'closed' }) }
      return settlePayment(everything(world, { pays: failed }), COMPANY, 'p1')
    },
  },
  {
    title: 'how payments are taken is saved',
    act: (world) =>
      savePaymentSettings(everything(world), COMPANY, { provider: 'stripe', isOn: true, secretKey: 'sk_test_1234' }),
  },
]

const connection = connectionOf(COMPANY)
const connected = (world: HostileWorld, change: Partial<typeof connection> = {}) =>
  world.memory.putConnection({ ...connection, ...change }, 0)
const state = {
  company: COMPANY,
  memberId: 'ada',
  sessionHash: 'session',
  provider: 'google' as const,
  codeVerifier: 'v',
}
/** Back from the provider's consent page. */
async function consented(world: HostileWorld) {
  world.memory.takeOAuthState = async () => ({ ...state, expiresAt: MORNING + HOUR_MS })
  return finishConnecting(everything(world), 'google', { code: 'code', state: 'state' }, 'session')
}
const job = { company: COMPANY, memberId: 'ada', connectionId: 'c1' }
const receipt = { receipt: 'receipt', tries: 1 }

const jobs: WriterCase[] = [
  {
    title: 'it is told how far calendars are known',
    act: ({ tools }) => tellKnownUntil(tools, COMPANY, 'ada'),
  },
  {
    title: 'a connection is changed',
    act: async (world) => {
      await connected(world)
      return changeConnection(world.tools, connection, { problem: 'none' })
    },
  },
  {
    title: 'a plan is approved',
    act: async (world) => {
      await connected(world, { status: 'planning' })
      return approve(everything(world), connection)
    },
  },
  {
    title: 'a calendar is to be connected',
    act: (world) => beginConnecting(everything(world), ada, 'session', 'google', undefined),
    hasNoRivals: true,
  },
  {
    title: 'a provider tells that a calendar changed',
    act: async (world) => {
      await connected(world)
      const to = { company: COMPANY, memberId: 'ada', connectionId: 'c1', tokenHash: hashToken('token') }
      await world.memory.putChannel('channel', to, MORNING + HOUR_MS)
      return noteNotification(everything(world), 'channel', 'token')
    },
    hasNoRivals: true,
  },
  {
    title: 'a calendar is connected',
    act: consented,
    mayEnd: 'the browser is told to begin again',
  },
  {
    title: 'a calendar is connected again',
    act: async (world) => {
      await connected(world, { status: 'needsReconnect' })
      return consented(world)
    },
  },
  {
    title: 'a calendar is disconnected',
    act: async (world) => {
      await connected(world, { knownUntil: MORNING })
      return disconnect(everything(world), { ...connection, knownUntil: MORNING })
    },
  },
  {
    title: 'a plan is asked for, and the grant is dead',
    act: async (world) => {
      await connected(world)
      const calendar: Partial<CalendarAccount> = {
        // biome-ignore lint/correctness/useYield: it fails before it could
        async *changes() {
          throw new GrantDead('taken back')
        },
      }
      return planOf(everything(world, { calendar }), connection)
    },
    comesTo: 'NotConfigured',
  },
  {
    title: 'a connected calendar is read',
    act: async (world) => {
      await connected(world)
      return runSyncJob(everything(world), { job: 'pull', ...job }, receipt)
    },
    each: 'each event that is taken in is a write of its own, and its job goes on where it ended',
  },
  {
    title: 'a copy is written that keeps changing at the provider',
    act: async (world) => {
      const { id } = await calmEvent(world, meeting)
      await connected(world)
      await world.memory.putLink(linkOf(COMPANY, { subjectId: id, subjectKind: 'event' }))
      const effect = effectOf(COMPANY, {
        ...{ subjectKind: 'event', subjectId: id, effect: 'sync', attempts: 100 },
        recipient: { to: 'connection', memberId: 'ada', connectionId: 'c1' },
      })
      await world.memory.plan(effect)
      const calendar = { update: () => Promise.reject(new RemoteChanged('other')) }
      return runSyncJob(everything(world, { calendar }), { job: 'push', ...job, subjectId: id, version: 1 }, receipt)
    },
  },
  {
    title: 'a reminder is planned',
    act: async (world) => planRemindersOf(everything(world), COMPANY, (await calmBooking(world, talk)).id),
  },
  {
    title: 'a reminder is due',
    act: async (world) => {
      const { id } = await calmBooking(world, talk)
      await planRemindersOf({ ...everything(world), ...calmly(world) }, COMPANY, id)
      world.now = (await world.memory.reminder(COMPANY, id))!.nextAt!
      return remindNow(everything(world), COMPANY, id)
    },
    mayEnd: 'whoever plans it at this moment plans upon what was written',
  },
  {
    title: 'a reminder of an event is due',
    act: async (world) => {
      const { event } = await withNoor(world)
      const reminders = [{ minutesBefore: 10, by: 'mail' as const }]
      const after = { ...event, version: 3, reminders }
      had(await saveEvents(calmly(world), members, [{ before: event, after, kind: 'changed' }], 'system'))
      await planRemindersOf({ ...everything(world), ...calmly(world) }, COMPANY, event.id)
      world.now = (await world.memory.reminder(COMPANY, event.id))!.nextAt!
      return remindNow(everything(world), COMPANY, event.id)
    },
    mayEnd: 'whoever plans it at this moment plans upon what was written',
  },
  {
    title: 'a mail is sent whose words cannot be used',
    act: async (world) => {
      await worded(world)
      await world.memory.putType(wordedType, 0)
      const { id, company } = await calmBooking(world, { ...talk, type: 'worded' } as Action)
      await world.memory.plan(effectOf(company, { subjectId: id }))
      return sendMailsOf(everything(world), company, id, 1)
    },
    mayEnd: 'whoever has the lease sends it',
  },
  {
    title: 'mails are stopped, and the one that is tried is in vain',
    act: (world) => sendWith(world, MORNING, new MailingStopped('not verified', 'sandbox')),
    mayEnd: TRIED_AGAIN,
  },
  {
    title: 'mails are stopped, and the one that is tried is refused for its address',
    act: (world) => sendWith(world, MORNING, new MailRefused('unknown', 'unknownMailbox')),
    mayEnd: TRIED_AGAIN,
  },
  {
    title: 'a mail is kept back while all are',
    act: (world) => sendWith(world, MORNING + HOUR_MS, new Error('is not asked')),
    mayEnd: TRIED_AGAIN,
  },
  ...(['send', 'discard'] as const).map(
    (decision): WriterCase => ({
      title: `a mail that has not gone: ${decision}`,
      act: async (world) => {
        const mail = await unsent(world)
        return decideUnsentMail(world.tools, COMPANY, mailWord(mail), decision)
      },
      comesTo: 'done',
      mayEnd: 'whoever has it at this moment, or tries one, says how it went; else it is Busy, and asked again',
    }),
  ),
  {
    title: 'all mails are sent again that have not gone',
    act: async (world) => {
      await unsent(world)
      await sendUnsentMails(world.tools, COMPANY)
    },
    mayEnd: 'one that somebody begins at this moment goes by itself',
  },
  {
    title: 'an address is open again',
    act: (world) => openAddress(world.tools, COMPANY, 'noor@example.test'),
    hasNoRivals: true,
  },
  {
    title: 'a mail comes back',
    act: async (world) => {
      const mail = { messageId: '<company.b1.1.booked.customer@a.test>', address: 'noor@example.test' }
      const messageId = mail.messageId.replace('company', COMPANY)
      await world.memory.plan(effectOf(COMPANY, { state: 'sent', ...mail, messageId }))
      const back = { messageId, why: 'bounced', addresses: [{ address: mail.address, detail: '' }] } as const
      return hearOfMail(world.tools, { ...back, addresses: [...back.addresses] })
    },
    mayEnd: 'the queue brings it again',
  },
  {
    title: 'mails that wait are let go',
    act: async (world) => {
      await world.memory.plan(effectOf(COMPANY, { subjectId: 'b1', state: 'waiting' }))
      return decideWaitingMails(world.tools, COMPANY, 'b1', 'send')
    },
    hasNoRivals: true,
  },
  {
    title: 'a certain booking opens an opportunity',
    act: async (world) => {
      const one = await calmBooking(world, talk)
      return openOpportunity(world.tools, { ...one, opensOpportunity: true })
    },
    mayEnd: 'another job has opened it',
    each: 'the contact of the customer is made before it',
  },
  { title: 'a record is made', act: ({ tools }) => createRecord(tools, ada, { kind: 'task', title: 'Roof' }) },
  {
    title: 'a record is changed',
    act: async (world) =>
      changeRecord(world.tools, ada, (await newRecord(world)).id, { title: 'Stairs', stage: 'done' }),
  },
  {
    title: 'a note is written',
    act: async (world) => addNote(world.tools, ada, (await newRecord(world)).id, 'Slate.'),
  },
  {
    title: 'an activity is planned',
    act: async (world) =>
      scheduleActivity(world.tools, ada, (await newRecord(world)).id, { ...toDo, assigneeId: 'bob' }),
  },
  {
    title: 'an activity is changed',
    act: async (world) => changeActivity(world.tools, ada, (await newActivity(world)).id, { summary: 'Other' }),
  },
  {
    title: 'an activity is done, and the next one planned',
    act: async (world) => markActivityDone(world.tools, ada, (await newActivity(world)).id, { next: toDo }),
  },
  {
    title: 'an activity is taken away',
    act: async (world) => removeActivity(world.tools, ada, (await newActivity(world)).id),
  },
  {
    title: 'the settings of records are changed',
    act: ({ tools }) => changeRecordSettings(tools, ada, firstRecordSettings(COMPANY)),
  },
  {
    title: 'a change is published',
    act: async (world) => {
      const { id } = await calmEvent(world, meeting)
      return publishChange(everything(world), (await world.memory.change(COMPANY, id, 1))!)
    },
    each: 'what follows from a change is many writes, each done again with it',
  },
  {
    title: 'the sweep comes by',
    act: async (world) => {
      await calmEvent(world, meeting)
      await offered(world)
      world.now = startOf(2) + HOUR_MS
      return sweep(everything(world))
    },
    mayEnd: OFTEN,
    each: 'what was lost is many things, and none of them waits for another',
  },
]

export const writerCases: WriterCase[] = [
  ...bookings,
  ...beside,
  ...waitlists,
  ...events,
  ...people,
  ...offers,
  ...payments,
  ...jobs,
]

/** A world in which everything stands that a case needs. */
export async function worldFor({ before, isFirst }: WriterCase, found: (world: HostileWorld) => Promise<void>) {
  const world = new HostileWorld()
  if (!isFirst) await found(world)
  const answer = before ? await calmAnswer(world, before) : {}
  return { world, answer }
}
