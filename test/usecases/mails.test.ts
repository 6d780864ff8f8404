import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { bookingMail } from '../../functions/usecases/mail/booking-mail.ts'
import type { BookingNews } from '../../functions/usecases/mail/booking-news.ts'
import { mails } from '../../functions/usecases/mail/mails.ts'
import { paidInVainMail } from '../../functions/usecases/mail/paid-in-vain-mail.ts'
import { paymentFailedMail } from '../../functions/usecases/mail/payment-failed-mail.ts'
import { refundFailedMail } from '../../functions/usecases/mail/refund-failed-mail.ts'
import type { Booking } from '../../shared/domain/booking/booking.ts'
import type { Change } from '../../shared/domain/changes/change.ts'
import { wordOfRecipient } from '../../shared/domain/effects/recipient.ts'
import { mailVoice } from '../../shared/words/mail/mail-voice.ts'
import { bookingOf, changeOf, memberOf, NOW, paymentOf } from '../contracts/samples.ts'

const booking = (change: Partial<Booking> = {}) =>
  bookingOf('c', { hosts: ['ada', 'bob'], guests: ['guest@example.test'], ccTo: ['cc@example.test'], ...change })

/** Who gets a mail: because of what, about which booking. */
const readers: [what: string, change: Partial<Change>, booking: Booking | undefined, readers: string[]][] = [
  [
    'all who are booked',
    {},
    booking(),
    ['customer', 'guest:guest@example.test', 'cc:cc@example.test', 'host:ada', 'host:bob'],
  ],
  [
    'all but the host who did it',
    { kind: 'cancelled', origin: 'member:ada' },
    booking(),
    ['customer', 'guest:guest@example.test', 'cc:cc@example.test', 'host:bob'],
  ],
  [
    'those of the house, where its type leaves that mail out',
    { kind: 'confirmed' },
    booking({ withoutMails: ['confirmation'] }),
    ['cc:cc@example.test', 'host:ada', 'host:bob'],
  ],
  [
    'everybody of another mail than the one that is left out',
    { kind: 'moved' },
    booking({ withoutMails: ['confirmation', 'cancellation'], guests: [], ccTo: [] }),
    ['customer', 'host:ada', 'host:bob'],
  ],
  ['the house alone of a quiet one', {}, booking({ isQuiet: true, ccTo: [] }), ['host:ada', 'host:bob']],
  [
    'also the host who has it no longer',
    { kind: 'reassigned', formerHosts: ['cleo'] },
    booking({ hosts: ['ada'], guests: [], ccTo: [] }),
    ['customer', 'host:ada', 'host:cleo'],
  ],
  [
    'not the host in whose connected calendar it was moved',
    { kind: 'moved', origin: 'connection:x' },
    booking({ guests: [], ccTo: [] }),
    ['customer', 'host:bob'],
  ],
  ['nobody of what takes place all the same', { kind: 'unbooked' }, booking(), []],
  ['nobody about a booking that is gone', {}, undefined, []],
  ['who is invited', { subjectKind: 'invitation', kind: 'invited' }, undefined, ['invited']],
  ['who waits', { subjectKind: 'waitlist', kind: 'offered' }, undefined, ['customer']],
  ['the customer who paid in vain', { subjectKind: 'payment', kind: 'paidInVain' }, booking(), ['customer']],
  ['the customer whose payment failed', { subjectKind: 'payment', kind: 'paymentFailed' }, booking(), ['customer']],
  [
    'each host where money cannot go back',
    { subjectKind: 'payment', kind: 'refundFailed' },
    booking(),
    ['host:ada', 'host:bob'],
  ],
  ['nobody while money goes back', { subjectKind: 'payment', kind: 'refunding' }, booking(), []],
  ['nobody about an event', { subjectKind: 'event', kind: 'changed' }, undefined, []],
]

describe('who gets a mail', () => {
  for (const [what, change, about, expected] of readers)
    test(what, () => {
      const whole = changeOf('c', change)
      assert.deepEqual((mails[whole.subjectKind]?.to(whole, about) ?? []).map(wordOfRecipient), expected)
    })
})

describe('a mail about a payment says what is true now', () => {
  const refund = { amountMinor: 4000, cause: 'late', state: 'due', tries: 0, askedAt: NOW } as const
  const news = (isRefunded: boolean) => ({
    payment: paymentOf('c', isRefunded ? { refund } : {}),
    booking: booking(),
    company: { slug: 'c', name: 'C', timeZone: 'UTC' },
    hosts: [],
    host: undefined,
    manageUrl: '',
    calendarUrl: '',
  })
  const saidBy = (isRefunded: boolean) =>
    [paidInVainMail, paymentFailedMail, refundFailedMail].map(
      (mail) => mail.words(news(isRefunded), mailVoice('en', 'UTC'), { what: 'Talk', when: 'today' }) !== undefined,
    )

  test('nothing of money that goes back, where none does', () => assert.deepEqual(saidBy(false), [false, true, false]))
  test('no failure any more, where money has come and goes back', () =>
    assert.deepEqual(saidBy(true), [true, false, true]))
})

test('a member reads hours as they have chosen them, a customer as their language writes them', () => {
  const host = memberOf('c', 'ada', { locale: 'en-GB', hourFormat: 'h12' })
  const about = {
    about: 'moved',
    booking: booking({ customer: { name: 'Noor', email: 'noor@example.test', timeZone: 'UTC', locale: 'en-GB' } }),
    payment: undefined,
    company: { slug: 'c', name: 'C', timeZone: 'UTC' },
  } as const
  const links = { manageUrl: '', calendarUrl: '', mailFrom: 'desk@c.test', hosts: [host], resources: [] }
  const subjectTo = (reader: BookingNews['reader']) => bookingMail({ ...about, ...links, reader }, '<1@c.test>').subject
  assert.match(subjectTo({ kind: 'host', host }), /9:00 am–9:30 am/)
  assert.match(subjectTo({ kind: 'customer' }), /09:00–09:30/)
})

test('the calendar part of a booking mail is stamped with the revision that it tells of, whenever it is sent', () => {
  const of = booking({ updatedAt: Date.UTC(2026, 10, 5, 7, 8, 9), sequence: 6 })
  const company = { slug: 'c', name: 'C', timeZone: 'UTC' }
  const links = { manageUrl: '', calendarUrl: '', mailFrom: 'desk@c.test' }
  const about = { about: 'moved', booking: of, payment: undefined, company } as const
  const { calendar } = bookingMail(
    { ...about, ...links, hosts: [], resources: [], reader: { kind: 'customer' } },
    '<1@c.test>',
  )
  assert.match(calendar!.content, /SEQUENCE:6\r\nDTSTAMP:20261105T070809Z\r\n/)
})
