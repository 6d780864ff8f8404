import assert from 'node:assert/strict'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { afterAll, describe, jest, test } from '@jest/globals'
import { RowUnreadable } from '../../functions/adapters/dynamodb/row-codec.ts'
import { activityWrite } from '../../functions/ports/activities.ts'
import { announcementWrite } from '../../functions/ports/announcements.ts'
import { attendeePlacementWrite } from '../../functions/ports/attendee-placements.ts'
import { answerWrite } from '../../functions/ports/booking-context.ts'
import { bookingWrite } from '../../functions/ports/bookings.ts'
import { recordEntryWrite, recordLinkWrite, recordWrite } from '../../functions/ports/business-records.ts'
import { type CancelledBooking, cancelledBookingWrite } from '../../functions/ports/cancelled-bookings.ts'
import { changeWrite } from '../../functions/ports/changes.ts'
import type { Write } from '../../functions/ports/commit.ts'
import { companyWrite } from '../../functions/ports/companies.ts'
import { contactAddressWrite, contactEntryWrite, contactRemoval, contactWrite } from '../../functions/ports/contacts.ts'
import { eventWrite } from '../../functions/ports/events.ts'
import { putAwayWrite } from '../../functions/ports/events-put-away.ts'
import { invitationWrite } from '../../functions/ports/invitations.ts'
import { factsWrite, hoursWrite, ledgerWrite } from '../../functions/ports/ledger.ts'
import { memberWrite } from '../../functions/ports/members.ts'
import { paymentWrite } from '../../functions/ports/payment-rows.ts'
import { pictureWrite } from '../../functions/ports/pictures.ts'
import { recordMailWrite } from '../../functions/ports/record-mails.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { resourceWrite } from '../../functions/ports/resources.ts'
import type { IndexWalk } from '../../functions/ports/search-index.ts'
import { visitWrite } from '../../functions/ports/visits.ts'
import { endedWaitWrite, waitlistEntryWrite } from '../../functions/ports/waitlists.ts'
import { awsCall } from '../../infra/local/aws/call.ts'
import type { Resource } from '../../shared/domain/booking/appointment-type.ts'
import type { MailTemplate } from '../../shared/domain/booking/mail-template.ts'
import type { PrivateLink } from '../../shared/domain/booking/private-link.ts'
import type { Visit } from '../../shared/domain/booking/visit.ts'
import type { EndedWait, Waitlist, WaitlistEntry } from '../../shared/domain/booking/waitlist.ts'
import type { Heard } from '../../shared/domain/invitation/heard.ts'
import type { MailedReply, Proposal, ReplyWay } from '../../shared/domain/invitation/mailed-reply.ts'
import type { LedgerWrite } from '../../shared/domain/ledger/decide.ts'
import type { PrincipalFacts } from '../../shared/domain/ledger/ledger.ts'
import type { Tally, TallyName } from '../../shared/domain/ledger/tally.ts'
import type { Payment } from '../../shared/domain/payment/payment.ts'
import type { PaymentNews, PaymentSettings } from '../../shared/domain/payment/payment-settings.ts'
import type { Schedule } from '../../shared/domain/people/availability.ts'
import { type Contact, wordsOfContact } from '../../shared/domain/people/contact.ts'
import type { ContactEntry } from '../../shared/domain/people/contact-entry.ts'
import type { Picture } from '../../shared/domain/people/picture.ts'
import type { Activity } from '../../shared/domain/records/activity.ts'
import type { RecordEntry } from '../../shared/domain/records/record-entry.ts'
import type { RecordLink } from '../../shared/domain/records/record-link.ts'
import type { RecordSettings } from '../../shared/domain/records/record-settings.ts'
import type { Indexed } from '../../shared/domain/search/search-entry.ts'
import { startTableServer, storeAt } from '../support/table-server.ts'
import * as samples from './samples.ts'
import { at, claimOf, DAY } from './samples.ts'
import * as whole from './whole-samples.ts'

const server = await startTableServer()
afterAll(() => server.stop())

type Item = Parameters<typeof unmarshall>[0]
type Row = Record<string, unknown>
type Path = (string | number)[]

const call = <T>(operation: string, input: Record<string, unknown>) =>
  awsCall<T>(server.address, 'DynamoDB_20120810', operation, input)

/** How things of one kind come into the table and out of it again. */
interface Kind<T> {
  /** The first has every field, the last has only those that each must have. */
  things: [T, ...T[]]
  write(store: Repositories, thing: T): Promise<unknown>
  read(store: Repositories, thing: T): Promise<unknown>
  /** What even the last may do without. */
  mayMiss?: RegExp
}
const kind = <T>(kind: Kind<T>) => kind as Kind<unknown>

const committed =
  (...writes: Write[]) =>
  async (store: Repositories) =>
    assert.deepEqual(await store.commit(writes), { outcome: 'done' })
const inLedger = (ledger: LedgerWrite): Write => ledgerWrite('c', ledger)
const timeOf = async (store: Repositories) => (await store.time('c', ['ada'], DAY, DAY, 'latest'))[0]!

const tallyKind = (name: TallyName, more: Partial<Tally> = {}) =>
  kind<Tally>({
    things: [
      { name, version: 1, entries: { b1: { count: 1 }, b2: { count: 2, until: at('09:00') } }, ...more },
      { name, version: 1, entries: {} },
    ],
    write: (store, next) => committed(inLedger({ kind: 'replaceTally', expectedVersion: 0, next }))(store),
    read: async (store) =>
      name.tally === 'limit'
        ? (await store.limits('c', name.type, [name.principal], name.startDate, name.startDate, 'latest'))[0]
        : name.tally === 'session'
          ? (await timeOf(store)).classes[0]
          : (await store.tallies('c', [name]))[0],
  })

/** What is told of an event is not how it came about. */
const { undo: _undo, history: _history, ...toldEvent } = whole.event

const kinds: Record<string, Kind<unknown>> = {
  company: kind({
    things: [
      { company: whole.company, sealedLinkKey: 'sealed' },
      { company: { slug: 'c', name: 'C', timeZone: 'UTC' }, sealedLinkKey: 'sealed' },
    ],
    write: (store, thing) => committed(companyWrite(thing.company, thing.sealedLinkKey))(store),
    read: (store) => store.company('c'),
  }),
  'member and login': kind({
    things: [
      { member: whole.member, passwordHash: 'hash' },
      { member: samples.memberOf('c'), passwordHash: 'hash' },
    ],
    write: (store, thing) => committed(memberWrite(thing.member, thing.passwordHash))(store),
    read: (store, { member }) => store.login(member.email),
  }),
  picture: kind<Picture>({
    things: [{ type: 'image/png', bytes: new Uint8Array([1, 2]) }],
    write: (store, picture) => committed(pictureWrite('c', 'logo', picture))(store),
    read: (store) => store.picture('c', 'logo'),
  }),
  contact: kind({
    things: [whole.contact as Contact, samples.contactOf('c')],
    write: (store, contact) =>
      committed(contactWrite(contact), contactAddressWrite('c', contact.email, contact.id))(store),
    read: async (store, thing) => {
      const { id, email } = thing
      const ways = [[], ...wordsOfContact(thing).map((word) => [word])]
      const pages = await Promise.all(ways.map((words) => store.contacts('c', words, 10)))
      const found = [await store.contactByAddress('c', email), ...pages.flatMap(({ contacts }) => contacts)]
      const contact = await store.contact('c', id)
      assert.deepEqual(found, [contact, ...ways.map(() => contact)])
      return contact
    },
  }),
  'contact that was removed': kind({
    things: [
      { ...whole.contact, version: 2, removedAt: samples.NOW } as Contact & { removedAt: number },
      { ...samples.contactOf('c'), version: 2, removedAt: samples.NOW },
    ],
    mayMiss: /^removedAt$/,
    write: async (store, { removedAt, ...contact }) => {
      await committed(contactWrite({ ...contact, version: contact.version - 1 }))(store)
      await committed(contactRemoval({ ...contact, version: contact.version - 1 }, removedAt))(store)
    },
    read: (store, { id }) => store.removedContact('c', id),
  }),
  'line of the timeline of a contact': kind({
    things: whole.contactEntries as [ContactEntry, ...ContactEntry[]],
    write: (store, entry) => committed(contactEntryWrite(entry))(store),
    read: async (store, { contactId, id }) =>
      (await store.contactEntries('c', [contactId], 10)).find((one) => one.id === id),
  }),
  'mail from a record': kind({
    things: [whole.recordMail],
    write: (store, mail) => committed(recordMailWrite(mail))(store),
    read: async (store, { id }) => {
      const mail = await store.recordMail('c', id)
      assert.deepEqual(await store.recordMails('c', [id, 'other']), [mail])
      return mail
    },
  }),
  'mail that went out': kind({
    things: [whole.sentMail],
    write: (store, mail) => store.putSentMail(mail),
    read: async (store, { address }) => (await store.sentMails('c', address, 10))[0],
  }),
  'entry of the search index': kind({
    things: [whole.searchEntry, samples.searchEntryOf('c')],
    write: (store, entry) =>
      store.changeSearchRows({ entry, lists: [{ scope: 'all', list: 'w.qua', kind: entry.kind }] }, []),
    read: async (store, { kind }) => {
      const stretch = { from: 0, to: samples.NOW + 1 }
      return (await store.searchEntries('c', { scope: 'all', list: 'w.qua', kind }, stretch, 9)).entries[0]
    },
  }),
  'standing in the search index': kind<Indexed>({
    things: [whole.indexed, { company: 'c', eventId: 'e1', revision: 1, standings: [], indexedAt: samples.NOW }],
    write: (store, indexed) => store.putIndexed(indexed, 0),
    read: (store) => store.indexed('c', 'e1'),
  }),
  'walk into the search index': kind<IndexWalk>({
    things: [whole.indexWalk, { layout: 1, isDone: true }],
    write: (store, walk) => store.putIndexWalk(walk),
    read: (store) => store.indexWalk(),
  }),
  session: kind({
    things: [{ company: 'c', memberId: 'ada', expiresAt: samples.NOW }],
    write: (store, session) => store.putSession('hash', session),
    read: (store) => store.session('hash', 0),
  }),
  'state of a consent': kind({
    things: [whole.oauthState],
    write: (store, state) => store.putOAuthState('hash', state),
    read: (store) => store.takeOAuthState('hash', 0),
  }),
  invitation: kind({
    things: [samples.invitationOf('c')],
    write: (store, invitation) => committed(invitationWrite(invitation, 0))(store),
    read: (store, { id }) => store.invitation('c', id),
  }),
  'appointment type': kind({
    things: [whole.type, samples.typeOf('c')],
    write: (store, type) => store.putType(type, 0),
    read: (store, { slug }) => store.type('c', slug),
  }),
  assignment: kind({
    things: [{ ada: 2 }],
    mayMiss: /^h\./,
    write: (store) => store.countAssignment('c', 'call', 'ada', 2),
    read: async (store) => (await store.bookingContext('c', 'call', { assigned: true }, 0)).assigned,
  }),
  'remembered answer': kind({
    things: [whole.answer],
    write: (store, answer) => committed(answerWrite(answer))(store),
    read: async (store) => (await store.bookingContext('c', 'call', { keyHash: 'key' }, 0)).answer,
  }),
  record: kind({
    things: [whole.record, samples.recordOf('c')],
    write: (store, record) => committed(recordWrite(record))(store),
    read: (store, { id }) => store.record('c', id),
  }),
  'entry of a timeline': kind({
    things: whole.recordEntries as [RecordEntry, ...RecordEntry[]],
    write: (store, entry) => committed(recordEntryWrite(entry))(store),
    read: async (store, { recordId, id }) =>
      (await store.recordEntries('c', recordId, 10)).find((one) => one.id === id),
  }),
  'link of a record': kind({
    things: [
      whole.recordLink as RecordLink,
      { company: 'c', recordId: '0mabc-b1', subject: 'booking', subjectId: 'b1' },
    ],
    write: (store, link: RecordLink) => committed(recordLinkWrite(link))(store),
    read: async (store, { recordId, subjectId, meeting }) => {
      const link = (await store.recordLinks('c', recordId, 10)).find((one) => one.subjectId === subjectId)
      // The meeting of an activity is a row of its own too.
      if (meeting) assert.deepEqual(await store.meetingsOf('c', [meeting.activityId]), [link?.meeting])
      return link
    },
  }),
  'record settings': kind({
    things: [whole.recordSettings, { company: 'c', version: 1, kinds: [], activityTypes: [] }],
    write: (store, settings: RecordSettings) => store.putRecordSettings(settings, 0),
    read: (store) => store.recordSettings('c'),
  }),
  activity: kind({
    things: [whole.activity, samples.activityOf('c', { note: 'Mornings.' }), samples.activityOf('c')],
    write: (store, activity: Activity) => committed(activityWrite(activity))(store),
    read: async (store, { id, recordId, assigneeId, done }) => {
      const activity = await store.activity('c', id)
      const open = [await store.openActivitiesOf('c', recordId, 10), await store.openActivitiesFor('c', assigneeId, 10)]
      assert.deepEqual(open, done ? [[], []] : [[activity], [activity]])
      return activity
    },
  }),
  websites: kind({
    things: [whole.websites],
    write: (store, websites) => store.putWebsites(websites, 0),
    read: (store) => store.websites('c'),
    mayMiss: /^order$/,
  }),
  tags: kind({
    things: [whole.tags],
    mayMiss: /^merged\.t0$/,
    write: (store, tags) => store.putTags(tags, 0),
    read: (store) => store.tags('c'),
  }),
  calendar: kind({
    things: [whole.calendar, samples.calendarOf('c')],
    write: (store, calendar) => store.putCalendar(calendar, 0),
    read: async (store) => (await store.calendars('c'))[0],
  }),
  'event put away': kind({
    things: [whole.putAway],
    write: (store, putAway) => committed(putAwayWrite(putAway))(store),
    read: async (store) => (await store.putAway('c', 'bin', 'ada', 1))[0],
  }),
  'changes of a calendar': kind({
    things: [1],
    write: (store) => store.raiseRevision('c', 'ada'),
    read: async (store) => (await store.revisions('c', ['ada']))[0],
  }),
  resource: kind<Resource>({
    things: [whole.resource, { id: 'r1', name: 'Room', timeZone: 'UTC' }],
    write: (store, resource) => committed(resourceWrite('c', resource))(store),
    read: async (store) => (await store.resources('c'))[0],
  }),
  event: kind({
    mayMiss: /^history\.fields\.title$/,
    things: [whole.event, whole.allDayEvent, samples.eventOf('c')],
    write: (store, event) => committed(eventWrite(event, 0))(store),
    read: (store, { id }) => store.event('c', id),
  }),
  booking: kind({
    things: [whole.booking, samples.bookingOf('c')],
    write: (store, booking) => committed(bookingWrite(booking, 0))(store),
    read: (store, { id }) => store.booking('c', id),
  }),
  day: kind({
    things: [[whole.claim, claimOf('b2', '12:00', '13:00')], []],
    write: (store, claims) => {
      const next = { principal: 'ada', day: DAY, version: 1, claims }
      return committed(inLedger({ kind: 'replaceDay', expectedVersion: 0, next }))(store)
    },
    read: async (store) => (await timeOf(store)).days[0]!.claims.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }),
  span: kind({
    things: [whole.span, samples.spanOf('e1'), whole.longSpan],
    write: (store, span) => committed(inLedger({ kind: 'putSpan', span }))(store),
    read: async (store) => (await timeOf(store)).spans[0],
  }),
  'facts of a principal': kind<PrincipalFacts>({
    things: [whole.facts, { timeZone: 'UTC', daysOff: [] }],
    mayMiss: /^(timeZone|daysOff)$/,
    write: (store, facts) => committed(factsWrite('c', 'ada', facts))(store),
    read: async (store) => (await timeOf(store)).facts,
  }),
  hours: kind<Schedule>({
    things: [
      whole.schedule,
      { id: 'ada', timeZone: 'UTC', weekly: [{ weekday: 1, from: '09:00', to: '10:00' }], overrides: [] },
    ],
    write: (store, schedule) => committed(hoursWrite('c', schedule))(store),
    read: async (store) => (await timeOf(store)).schedules[0],
  }),
  'count of a limit': tallyKind(whole.limit),
  'private link': kind<PrivateLink>({
    things: [
      whole.privateLink,
      { id: 'l2', company: 'c', type: 'call', version: 1, createdBy: 'ada', createdAt: samples.NOW },
    ],
    write: (store, link) => store.putPrivateLink(link, 0),
    read: async (store) => (await store.privateLinks('c', 'call'))[0],
  }),
  'entry of a waitlist': kind<WaitlistEntry>({
    things: [whole.waitlistEntry, samples.waitlistEntryOf('c')],
    write: (store, entry) => committed(waitlistEntryWrite(entry, 0))(store),
    read: (store, { id }) => store.waitlistEntry('c', 'call', id),
  }),
  'end of waiting': kind<EndedWait>({
    things: [whole.endedWait, samples.endedWaitOf('c')],
    write: (store, ended) => committed(endedWaitWrite(ended))(store),
    read: (store, { id }) => store.endedWait('c', 'call', id),
  }),
  waitlist: kind<Waitlist>({
    things: [whole.waitlist, { company: 'c', type: 'call', version: 1 }],
    write: (store, waitlist) => store.putWaitlist(waitlist, 0),
    read: (store) => store.waitlist('c', 'call'),
  }),
  visit: kind<Visit>({
    things: [whole.visit, { company: 'c', bookingId: 'b1', version: 1, by: 'ada', updatedAt: samples.NOW }],
    write: (store, visit: Visit) => committed(visitWrite(visit))(store),
    read: async (store) => (await store.visits('c', ['b1']))[0],
  }),
  'cancelled booking': kind<CancelledBooking>({
    things: [{ company: 'c', bookingId: 'b1', startsAt: at('09:00') }],
    write: (store, cancelled) => committed(cancelledBookingWrite(cancelled))(store),
    read: async (store) => (await store.cancelledBookings('c', at('09:00'), at('10:00'), 1))[0],
  }),
  'mail template': kind<MailTemplate>({
    things: [whole.mailTemplate, samples.mailTemplateOf('c')],
    mayMiss: /^texts\.(en|ar)$/,
    write: (store, template) => store.putMailTemplate(template, 0),
    read: (store, { id }) => store.mailTemplate('c', id),
  }),
  payment: kind<Payment>({
    things: [whole.payment, samples.paymentOf('c')],
    write: (store, payment) => committed(paymentWrite(payment, 0))(store),
    read: (store, { id }) => store.payment('c', id),
  }),
  'settings of payments': kind<PaymentSettings>({
    things: [whole.paymentSettings, samples.paymentSettingsOf('c')],
    write: (store, settings) => store.putPaymentSettings(settings, 0),
    read: (store) => store.paymentSettings('c'),
  }),
  'news of payments': kind<PaymentNews>({
    things: [whole.paymentNews, {}],
    write: (store, news) => store.notePaymentNews('c', news),
    read: (store) => store.paymentNews('c'),
  }),
  'count of a private link': tallyKind({ tally: 'link', type: 'call', link: 'l1' }),
  'count of a booker': tallyKind({ tally: 'booker', type: 'call', booker: 'hash' }),
  'seats of a class': tallyKind(
    { tally: 'session', principal: 'ada', startsAt: at('09:00'), id: 'class' },
    { generation: 'one', holders: ['ada', 'r1'], counted: [{ name: whole.limit, most: 3 }] },
  ),
  'what somebody was told': kind<Heard>({
    things: [
      {
        eventId: 'e1',
        email: 'noor@example.test',
        told: { event: toldEvent, sequence: 3, isCalledOff: true, isUninvited: true },
        tried: { event: toldEvent, sequence: 4, isCalledOff: true, isUninvited: true },
      },
      { eventId: 'e1', email: 'noor@example.test', told: { event: samples.eventOf('c'), sequence: 3 } },
    ],
    mayMiss: /^(told|tried|toldAt)$/,
    write: async (store, { tried, ...heard }) => {
      await store.putHeard('c', [{ ...heard, version: 9 }])
      if (tried) await store.putTried('c', [{ ...heard, told: tried }])
    },
    read: async (store) => (await store.heardOf('c', ['e1']))[0],
  }),
  'way of a reply address': kind<ReplyWay>({
    things: [{ company: 'c', eventId: 'e1', email: 'noor@example.test' }],
    write: (store, way) => store.putReplyWay('token', way, undefined),
    read: (store) => store.replyWay('token'),
  }),
  'what came by mail': kind<MailedReply>({
    things: [whole.mailedReply, { ...whole.way, id: 'm1', receivedAt: samples.NOW }],
    write: (store, reply) => store.putMailedReply(reply),
    read: async (store) => (await store.mailedReplies('c', 'e1'))[0],
  }),
  proposal: kind<Proposal>({
    things: [whole.proposal, { ...whole.way, id: 'p1', was: whole.proposal.was, is: whole.proposal.is, at: 1 }],
    write: (store, proposal) => store.putProposal(proposal),
    read: async (store) => (await store.proposals('c', 'e1'))[0],
  }),
  announcement: kind({
    things: [whole.announcement, { ...whole.announcement, steps: [{ after: samples.eventOf('c'), kind: 'created' }] }],
    write: (store, announcement) => committed(announcementWrite(announcement))(store),
    read: (store, { id }) => store.announcement('c', id),
  }),
  standing: kind({
    things: [{ principal: 'ada', claim: whole.claim, span: whole.span }, { principal: 'ada' }],
    write: (store, placement) => committed(attendeePlacementWrite('c', 'e1', placement))(store),
    read: async (store) => (await store.attendeePlacements('c', 'e1'))[0],
  }),
  change: kind({
    things: [whole.change, samples.changeOf('c'), samples.changeOf('c', { origin: 'connection:c1' })],
    write: (store, change) => committed(changeWrite(change))(store),
    read: (store, { subjectId, version }) => store.change('c', subjectId, version),
  }),
  effect: kind({
    things: [whole.effect, samples.effectOf('c')],
    write: (store, effect) => store.plan(effect),
    read: async (store, { subjectId }) => (await store.effectsOf('c', subjectId))[0],
  }),
  listedMail: kind({
    things: [whole.effect, samples.effectOf('c')],
    async write(store, effect) {
      await store.plan(effect)
      await store.listMail(effect)
    },
    read: async (store) => (await store.listedMails('c', 1)).mails[0],
  }),
  mailStop: kind({
    things: [{ fault: 'sandbox' as const, since: samples.NOW, tries: 2, nextTryAt: samples.NOW }],
    write: (store, stop) => store.putMailStop(stop, undefined),
    read: (store) => store.mailStop(),
  }),
  addressMark: kind({
    things: [
      { company: 'c', address: 'noor@example.test', why: 'bounced' as const, since: samples.NOW, detail: '550 5.1.1' },
    ],
    write: (store, mark) => store.putAddressMark(mark, undefined),
    read: async (store) => (await store.addressMarks('c', ['Noor@example.test']))[0],
  }),
  waitingMail: kind({
    things: [{ company: 'c', subjectId: 'b1', at: samples.NOW }],
    write: (store, mail) => store.putWaitingMail(mail),
    read: async (store) => (await store.waitingMails('c', 1))[0],
  }),
  reminder: kind({
    things: [whole.reminder, whole.lastReminder],
    write: (store, reminder) => store.putReminder(reminder, 0),
    read: (store, { subjectId }) => store.reminder('c', subjectId),
  }),
  connection: kind({
    things: [whole.connection, samples.connectionOf('c')],
    write: (store, connection) => store.putConnection(connection, 0),
    read: (store, { memberId, id }) => store.connection('c', memberId, id),
  }),
  'link and the way to it': kind({
    things: [samples.linkOf('c')],
    write: (store, link) => store.putLink(link),
    read: (store, { connectionId, remoteId }) => store.linkByRemote('c', connectionId, remoteId),
  }),
  'way to a connection': kind({
    things: [whole.channel],
    write: (store, channel) => store.putChannel('id', channel, samples.NOW),
    read: (store) => store.channel('id'),
  }),
}

/** Keys, marks, and what conditions alone ask about: nobody reads these as part of a thing. */
const BESIDE = ['pk', 'sk', 'row', 'rowVersion', 'pendingShard', 'pendingAt', 'expiresAt', 'busy', 'buffer', 'taken']

/** A copy of a row in which one field, however deep, is another one or gone. */
function changed(row: Row, path: Path, to?: unknown): Row {
  const copy = structuredClone(row)
  let inner = copy as Record<string | number, unknown>
  for (const step of path.slice(0, -1)) inner = inner[step] as typeof inner
  const last = path.at(-1)!
  if (to === undefined) delete inner[last]
  else inner[last] = to
  return copy
}

/** Every field of a value, the nested ones too. */
function* fieldsOf(value: unknown, path: Path = []): Generator<[Path, unknown]> {
  if (path.length > 0) yield [path, value]
  if (Array.isArray(value)) for (const [i, one] of value.entries()) yield* fieldsOf(one, [...path, i])
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) yield* fieldsOf(one, [...path, name])
}

/** Something that a field of this value never is. */
const another = (value: unknown) => (typeof value === 'number' || typeof value === 'object' ? 'x' : 7)

for (const [title, { things, write, read, mayMiss }] of Object.entries(kinds))
  describe(`rows of ${title}`, () => {
    const stored = async (thing: unknown) => {
      const table = await server.makeTable()
      const store = await storeAt(server.address, table)
      await write(store, thing)
      const { Items } = await call<{ Items: Item[] }>('Scan', { TableName: table })
      const rows = Items.map((item) => unmarshall(item)).filter(({ row }) => row !== 'first')
      const put = (row: Row) => call('PutItem', { TableName: table, Item: marshall(row) })
      return { store, rows, put }
    }

    /** Damages every field of the rows of a thing, one after the other. */
    async function isRefused(thing: unknown, damage: (row: Row, path: Path, value: unknown) => Row | undefined) {
      const { store, rows, put } = await stored(thing)
      for (const row of rows) {
        for (const [path, value] of fieldsOf(row)) {
          if (BESIDE.includes(String(path[0])) || (row['row'] === 'change' && path[0] === 'type')) continue
          const next = damage(row, path, value)
          if (!next) continue
          await put(next)
          const found = await read(store, thing).then(
            () => undefined,
            (error: unknown) => error,
          )
          assert.ok(found instanceof RowUnreadable, `${path.join('.')}: ${found}`)
          assert.equal(found.path, path.join('.'))
          assert.ok(found.message.includes(`pk ${row['pk']}, sk ${row['sk']}`), found.message)
        }
        await put(row)
      }
      assert.deepEqual(await read(store, thing), thing)
    }

    test('are read as what was written', async () => {
      for (const thing of things) {
        const { store } = await stored(thing)
        assert.deepEqual(await read(store, thing), thing)
      }
    })

    test('that a later release gave something more are read all the same', async () => {
      const { store, rows, put } = await stored(things[0])
      for (const row of rows) await put({ ...row, somethingNew: { of: 'later' } })
      assert.deepEqual(await read(store, things[0]), things[0])
    })

    test('are refused with the path when any field is of another type', () =>
      isRefused(things[0], (row, path, value) => changed(row, path, another(value))))

    test('are refused with the path when any field is missing that each must have', () =>
      isRefused(things.at(-1), (row, path) => {
        const isEntry = typeof path.at(-1) === 'number'
        return isEntry || mayMiss?.test(path.join('.')) ? undefined : changed(row, path)
      }))
  })

for (const [what, change] of [
  ['cannot be read', { customer: 'Noor' }],
  ['a later release wrote', { rowVersion: 99 }],
] as const)
  test(`a due row that ${what} does not keep the others from being done`, async () => {
    const table = await server.makeTable()
    const store = await storeAt(server.address, table)
    const held = (id: string) => samples.bookingOf('c', { id, status: 'held', heldUntil: samples.NOW })
    for (const id of ['b1', 'b2']) await committed(bookingWrite(held(id), 0))(store)
    const { Items } = await call<{ Items: Item[] }>('Scan', { TableName: table })
    const row = Items.map((item) => unmarshall(item)).find(({ id }) => id === 'b1')!
    await call('PutItem', { TableName: table, Item: marshall({ ...row, ...change }) })
    const said = jest.spyOn(console, 'error').mockImplementation(() => {})
    assert.deepEqual(await store.endedHolds(samples.NOW), [held('b2')])
    assert.equal(said.mock.calls.length, 1)
    said.mockRestore()
  })
