import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import type { GivenQuestion } from '../../../shared/domain/booking/question.ts'
import { changedType, type NewType, newType, type TypeChange } from '../../../shared/domain/booking/type-change.ts'
import {
  faultsInTemplates,
  faultsInType,
  type NamedAnew,
  type NamesOfCompany,
  whoseHoursAreNamed,
} from '../../../shared/domain/booking/type-faults.ts'
import { mayMakeType } from '../../../shared/domain/booking/type-rights.ts'
import { NOW, typeOf } from '../../contracts/samples.ts'

const company = { slug: 'c', name: 'C', timeZone: 'Europe/Berlin' }
const admin = { id: 'ada', role: 'admin' } as const
const member = { id: 'bob', role: 'member' } as const
const question: GivenQuestion = {
  label: 'How many?',
  kind: 'number',
  choices: [],
  placeholder: '',
  help: '',
  isRequired: false,
}

describe('a type as somebody makes it', () => {
  const { company: _company, version: _version, timeZone: _zone, websites: _websites, ...said } = typeOf('c')
  const { limitToWorkingHours: _limit, stepMinutes: _step, ...asked } = said
  const made = (change: Partial<NewType> = {}, by: typeof admin | typeof member = admin) =>
    newType({ ...asked, ...change }, { member: by, company, roomName: 'room' })

  test('what is left out follows from the company, its lengths and its times', () => {
    const { timeZone, websites, stepMinutes, limitToWorkingHours, ownerId, version, roomName } = made({
      durationsMinutes: [45, 60],
    })
    assert.deepEqual(
      [timeZone, websites, stepMinutes, limitToWorkingHours, ownerId, version, roomName],
      ['Europe/Berlin', ['main'], 45, true, undefined, 1, 'room'],
    )
    assert.equal(made({ ranges: [{ from: NOW, to: NOW + 1 }] }).limitToWorkingHours, false)
    const own = made({ timeZone: 'UTC', websites: [], stepMinutes: 5, limitToWorkingHours: false })
    assert.deepEqual([own.timeZone, own.websites, own.stepMinutes, own.limitToWorkingHours], ['UTC', [], 5, false])
  })

  test('who is no admin makes their own, which stands on no page and offers nobody else', () => {
    const theirs = made({ hosts: ['bob'] }, member)
    assert.deepEqual([theirs.ownerId, theirs.websites], ['bob', []])
    assert.ok(mayMakeType(member, theirs))
    assert.ok(!mayMakeType(member, made({ hosts: ['ada'] }, member)))
    assert.ok(!mayMakeType(member, made({ hosts: ['bob'], isPersonal: false }, member)))
    assert.ok(mayMakeType(admin, made()))
    assert.ok(!mayMakeType(admin, made({ hosts: ['bob'], isPersonal: true })))
  })

  test('questions get their ids, mails the templates that are named', () => {
    const { questions, confirmationMail, cancellationMail } = made({
      questions: [question],
      confirmationMail: { isSent: true, templateId: 'm1' },
      cancellationMail: { isSent: false, templateId: null },
    })
    assert.deepEqual(questions, [{ ...question, id: 'how-many' }])
    assert.deepEqual([confirmationMail, cancellationMail], [{ isSent: true, templateId: 'm1' }, { isSent: false }])
  })

  test('a meeting of a calendar that is not connected cannot be made', () =>
    assert.throws(
      () => made({ videoCall: 'teams' }),
      (error) => error instanceof BadInput && error.errors[0]?.path === 'videoCall',
    ))
})

describe('a type that is changed', () => {
  const before = typeOf('c', {
    limits: { perDay: 3, perWeek: null, perMonth: 9, perBooker: null },
    confirmationMail: { isSent: true, templateId: 'm1' },
    roomName: 'room',
    ownerId: 'ada',
    version: 4,
  })
  const changed = (change: TypeChange, type = before) => changedType(type, change, 'other room')

  test('what is not named stays, and limits each by itself', () => {
    assert.deepEqual(changed({}), { ...before, version: 5 })
    assert.deepEqual(changed({ title: 'Talk', location: undefined, limits: { perDay: null, perWeek: undefined } }), {
      ...before,
      version: 5,
      title: 'Talk',
      limits: { perDay: null, perWeek: null, perMonth: 9, perBooker: null },
    })
  })

  test('a template that is not named stays, null takes it away', () => {
    const mailOf = (templateId?: string | null) =>
      changed({ confirmationMail: { isSent: false, templateId } }).confirmationMail
    assert.deepEqual(mailOf(), { isSent: false, templateId: 'm1' })
    assert.deepEqual(mailOf('m2'), { isSent: false, templateId: 'm2' })
    assert.deepEqual(mailOf(null), { isSent: false })
  })

  test('it is one’s own as long as it offers nobody else', () => {
    assert.equal(changed({ title: 'Talk' }).ownerId, 'ada')
    assert.ok(!('ownerId' in changed({ hosts: ['ada', 'bob'] })))
  })

  test('one that is older than rooms gets one', () => {
    const { roomName: _room, ...older } = before
    assert.equal(changed({}, older).roomName, 'other room')
  })
})

describe('what a type may be', () => {
  const known: NamesOfCompany = {
    members: [{ id: 'ada' }, { id: 'bob' }],
    resources: [{ id: 'oak' }],
    websites: [{ id: 'main' }],
    schedules: ['ada', 'ada.late', 'oak'],
    hasMeetingAddress: false,
  }
  const faultsIn = (change: Partial<AppointmentType>, named: NamedAnew = {}, before?: AppointmentType) =>
    faultsInType(typeOf('c', change), named, known, { now: NOW, mostWrites: 40, before }).map(
      ({ path, code }) => `${path} ${code}`,
    )
  const today = new Date(NOW).toISOString().slice(0, 10)

  for (const [what, change, named, faults] of [
    ['names what there is', { hosts: ['ada', 'bob'], resources: ['oak'] }, { websites: ['main'] }, []],
    [
      'names strangers',
      { hosts: ['ada', 'eve'], resources: ['elm'], groups: [{ of: 'resources', ids: ['oak', 'ash'], needed: 1 }] },
      { websites: ['other'] },
      ['hosts.1 notOfCompany', 'resources.0 notOfCompany', 'websites.0 notOfCompany', 'groups.0.ids.1 notOfCompany'],
    ],
    ['offers nobody', { hosts: [] }, {}, ['hosts nobodyOffered']],
    [
      'sells several dates at once',
      { price: { amountMinor: 1, currency: 'EUR' }, mostDates: 2 },
      {},
      ['mostDates oneDatePaid'],
    ],
    ['counts places where somebody serves', { approvalAbovePercent: 50 }, {}, ['approvalAbovePercent onlyResources']],
    ['meets where there is no address', { videoCall: 'almanac' }, {}, ['videoCall noMeetingAddress']],
    ['has hours that there are', {}, { hours: { ada: 'late' } }, []],
    [
      'has hours that there are not, or of a stranger',
      {},
      { hours: { ada: 'early', eve: 'late' }, hostTerms: { eve: {} } },
      ['hostTerms.eve notOfCompany', 'hours.ada notOfCompany', 'hours.eve notOfCompany'],
    ],
    ['ends today', {}, { dates: { to: today } }, []],
    ['has ended', {}, { dates: { to: '2020-01-01' } }, ['dates.to inPast']],
  ] satisfies [string, Partial<AppointmentType>, NamedAnew, string[]][])
    test(`one that ${what}: ${faults.join(', ') || 'nothing is wrong'}`, () =>
      assert.deepEqual(faultsIn(change, named), faults))

  test('all hosts together are as many as one claim can take', () => {
    const hosts = Array.from({ length: 21 }, (_, i) => `m${i}`)
    const faults = faultsIn({ hosts, assignment: 'collective' })
    assert.deepEqual(faults.at(-1), 'hosts tooManyHosts')
  })

  test('what it named already stays, whatever has become of it', () => {
    const named = { hours: { eve: 'late' }, hostTerms: { eve: { weight: 2 } }, dates: { to: '2020-01-01' } }
    assert.deepEqual(faultsIn({}, named, typeOf('c', named)), [])
    assert.deepEqual(whoseHoursAreNamed({ hours: { ada: 'late', eve: 'x', oak: 'y' } }, known), ['ada', 'oak'])
    const before = typeOf('c', { hours: { ada: 'late' } })
    assert.deepEqual(whoseHoursAreNamed({ hours: { ada: 'late', oak: 'y' } }, known, before), ['oak'])
  })

  test('a template is the company’s, and for this very mail', () => {
    const templates = [
      { id: 'm1', kind: 'confirmation' },
      { id: 'm2', kind: 'cancellation' },
    ] as const
    const asked = (confirmation: string | null, cancellation: string) => ({
      confirmationMail: { isSent: true, templateId: confirmation },
      cancellationMail: { isSent: true, templateId: cancellation },
    })
    const pathsIn = (mails: Parameters<typeof faultsInTemplates>[0]) =>
      faultsInTemplates(mails, templates).map(({ path }) => path)
    assert.deepEqual(pathsIn(asked('m1', 'm2')), [])
    assert.deepEqual(pathsIn(asked(null, 'm1')), ['cancellationMail.templateId'])
    assert.deepEqual(pathsIn(asked('m2', 'm3')), ['confirmationMail.templateId', 'cancellationMail.templateId'])
    assert.deepEqual(pathsIn({}), [])
  })
})
