import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { bookingWrite } from '../../functions/ports/bookings.ts'
import { companyWrite } from '../../functions/ports/companies.ts'
import { type Mail, MailingStopped, MailRefused } from '../../functions/ports/mailer.ts'
import type { MailTools } from '../../functions/usecases/mail/mail-writer.ts'
import { sendMailsOf } from '../../functions/usecases/mail/send-mails.ts'
import type { Effect } from '../../shared/domain/effects/effect.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/domain/time/units.ts'
import { bookingOf, effectOf, NOW } from '../contracts/samples.ts'
import { memoryStore } from '../fakes/memory/memory-store.ts'

const COMPANY = 'c'
const out = () => {
  throw new Error('connect ECONNREFUSED')
}
const stopped = () => {
  throw new MailingStopped('Email address is not verified', 'sandbox')
}

/** A world with bookings b1, b2 ... that each have one mail to send, and a mail server that says what it is told to. */
async function worldOf(bookings: string[]) {
  const store = memoryStore()
  const company = { slug: COMPANY, name: 'C', timeZone: 'UTC' }
  assert.equal((await store.commit([companyWrite(company, 'key')])).outcome, 'done')
  for (const id of bookings) {
    const customer = { name: id, email: `${id}@example.test`, timeZone: 'UTC' }
    assert.equal((await store.commit([bookingWrite(bookingOf(COMPANY, { id, customer }), 0)])).outcome, 'done')
    await store.plan(effectOf(COMPANY, { subjectId: id }))
  }
  const world = {
    now: NOW,
    sent: [] as string[],
    rung: [] as string[],
    answer: (_mail: Mail): void => {},
    tries: 0,
    store,
  }
  const tools: MailTools = {
    store,
    clock: { now: () => world.now, elapsedMillis: () => world.now, pause: async () => {} },
    random: { fraction: () => 0.5 },
    mailer: {
      async send(mail) {
        world.tries++
        world.answer(mail)
        world.sent.push(mail.to.address)
      },
    },
    stationery: { htmlOf: async ({ headline }) => headline },
    links: { ready: async () => true, sign: async () => 'link', read: async () => undefined } as never,
    templates: { check: () => ({ faults: [], fields: [] }), render: () => [] },
    publicAddress: 'https://almanac.test',
    mailFrom: 'desk@almanac.test',
    inboundDomain: '',
    quietSeconds: 0,
    throttles: false,
    log: () => {},
    ring: (alarm) => world.rung.push(alarm),
  }
  const send = async (...ids: string[]) => {
    for (const id of ids) await sendMailsOf(tools, COMPANY, id, 1)
  }
  const mailOf = async (id: string) => (await store.effectsOf(COMPANY, id))[0]!
  const listed = async () => (await store.listedMails(COMPANY, 50)).mails.map(({ subjectId }) => subjectId)
  /** Goes on as the sweep would, minute by minute. */
  const until = async (at: number) => {
    for (; world.now < at; world.now += MINUTE_MS)
      for (const { subjectId } of await store.overdueEffects(world.now - 2 * MINUTE_MS)) await send(subjectId)
  }
  return { store, world, tools, send, mailOf, listed, until }
}

const stands = ({ state, attempts, trouble }: Effect) => [state, attempts, trouble]

describe('a mail that cannot go', () => {
  test('is put off, later and later, listed, and goes once; no job fails for it', async () => {
    const { world, send, mailOf, listed, until } = await worldOf(['b1'])
    world.answer = out
    await send('b1', 'b1')
    assert.deepEqual(stands(await mailOf('b1')), ['planned', 1, 'unreachable'])
    assert.equal((await mailOf('b1')).putOffUntil, NOW + MINUTE_MS)
    assert.deepEqual(await listed(), ['b1'])
    await until(NOW + 8 * HOUR_MS)
    assert.ok(world.tries > 8 && world.tries < 20, `${world.tries} tries`)
    world.answer = () => {}
    await until(NOW + 10 * HOUR_MS)
    assert.deepEqual([world.sent, await listed()], [['b1@example.test'], []])
    assert.deepEqual(stands(await mailOf('b1')).slice(0, 1), ['sent'])
    assert.deepEqual(world.rung, [])
  })

  test('is given up after 72 hours, seen and heard', async () => {
    const { world, send, mailOf, listed, until } = await worldOf(['b1'])
    world.answer = out
    await send('b1')
    await until(NOW + 71 * HOUR_MS)
    assert.equal((await mailOf('b1')).state, 'planned')
    await until(NOW + 73 * HOUR_MS)
    const { state, reason } = await mailOf('b1')
    assert.deepEqual([state, reason], ['parked', 'connect ECONNREFUSED'])
    assert.deepEqual([await listed(), world.rung], [['b1'], ['mailGivenUp']])
  })

  test('to a mailbox that is none is parked alone, and its address is marked: nothing goes there again', async () => {
    const { world, send, mailOf, listed, store } = await worldOf(['b1', 'b2'])
    world.answer = ({ to }) => {
      if (to.address === 'b1@example.test') throw new MailRefused('550 5.1.1 unknown', 'unknownMailbox')
    }
    await send('b1', 'b2')
    assert.deepEqual(stands(await mailOf('b1')), ['parked', 1, 'unknownMailbox'])
    assert.deepEqual([world.sent, await listed(), world.rung], [['b2@example.test'], ['b1'], []])
    const marks = await store.addressMarks(COMPANY, ['b1@example.test', 'b2@example.test'])
    assert.deepEqual(
      marks.map(({ address, why }) => [address, why]),
      [['b1@example.test', 'unknownMailbox']],
    )
    await store.plan(effectOf(COMPANY, { subjectId: 'b1', about: 'confirmed' }))
    const tries = world.tries
    await send('b1')
    assert.equal(world.tries, tries)
    assert.deepEqual(
      (await store.effectsOf(COMPANY, 'b1')).map(({ state, trouble }) => [state, trouble]),
      [
        ['parked', 'unknownMailbox'],
        ['parked', 'unknownMailbox'],
      ],
    )
  })
})

describe('an installation whose mails are refused', () => {
  test('tries one mail at a time, spends no try of the others, rings, and sends all when one went', async () => {
    const ids = ['b1', 'b2', 'b3', 'b4']
    const { world, send, mailOf, listed, until, store } = await worldOf(ids)
    world.answer = stopped
    await send(...ids)
    assert.equal(world.tries, 1)
    assert.deepEqual(world.rung, ['mailsStopped'])
    assert.deepEqual(
      await Promise.all(ids.map(async (id) => stands(await mailOf(id)).slice(0, 2))),
      ids.map(() => ['planned', 0]),
    )
    assert.deepEqual((await listed()).sort(), ids)
    const before = world.tries
    await until(NOW + 10 * HOUR_MS)
    const probes = world.tries - before
    assert.ok(probes >= 10 && probes < 20, `${probes} mails were tried`)
    world.answer = () => {}
    await until(NOW + 12 * HOUR_MS)
    assert.deepEqual(
      world.sent.toSorted(),
      ids.map((id) => `${id}@example.test`),
    )
    assert.deepEqual([await listed(), await store.mailStop()], [[], undefined])
  })

  test('one mail that alone is refused so stops the others for a moment, then itself', async () => {
    const ids = ['b1', 'b2', 'b3']
    const { world, send, mailOf, until } = await worldOf(ids)
    world.answer = ({ to }) => {
      if (to.address === 'b1@example.test') stopped()
    }
    await send(...ids)
    await until(NOW + HOUR_MS)
    assert.deepEqual(world.sent.toSorted(), ['b2@example.test', 'b3@example.test'])
    assert.deepEqual(stands(await mailOf('b1')), ['parked', 1, 'sandbox'])
  })

  test('for three days gives up what is due as long', async () => {
    const { world, send, mailOf, until } = await worldOf(['b1', 'b2'])
    world.answer = stopped
    await send('b1', 'b2')
    await until(NOW + 75 * HOUR_MS)
    assert.deepEqual([(await mailOf('b1')).state, (await mailOf('b2')).state], ['parked', 'parked'])
    assert.ok(world.rung.includes('mailGivenUp'))
  })
})
