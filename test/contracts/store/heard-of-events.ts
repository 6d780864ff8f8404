import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { eventOf, NOW } from '../samples.ts'
import type { Subject } from './subject.ts'

const NOOR = 'noor@example.test'
const SAM = 'sam@example.test'

/** What a store owes to the port of what people were told of events. */
export const heardOfEvents: Subject = {
  tests(world) {
    test('what somebody was told stands in place of what they were told before, for each event and address', async () => {
      const { store } = world
      const company = world.newCompany()
      const [first, second] = [eventOf(company, { version: 1 }), eventOf(company, { version: 2, title: 'Later' })]
      const told = (email: string, event: typeof first) => ({
        eventId: event.id,
        email,
        told: { event, sequence: event.version },
      })
      await store.putHeard(company, [
        { ...told(NOOR, first), version: 1 },
        { ...told(SAM, first), version: 1 },
      ])
      assert.deepEqual(await store.heardOf(company, [first.id]), [told(NOOR, first), told(SAM, first)])
      await store.putHeard(company, [{ ...told(NOOR, second), version: 2 }])
      await store.forgetUntold(company, first.id, NOW)
      assert.deepEqual(await store.heardOf(company, [first.id, 'other']), [told(NOOR, second), told(SAM, first)])
      assert.deepEqual(await store.heardOf(company, []), [])
    })

    test('what a letter says that is on its way stands beside what was told, until it has gone or surely has not', async () => {
      const { store } = world
      const company = world.newCompany()
      const [first, second] = [eventOf(company, { version: 1 }), eventOf(company, { version: 2, title: 'Later' })]
      const { id: eventId } = first
      const [one, other] = [first, second].map((event) => ({ event, sequence: event.version }))
      const known = async () => (await store.heardOf(company, [eventId])).map(({ told, tried }) => ({ told, tried }))
      await store.putTried(company, [{ eventId, email: NOOR, told: one! }])
      assert.deepEqual(await known(), [{ told: undefined, tried: one }])
      await store.putHeard(company, [{ eventId, email: NOOR, told: one!, version: 1 }])
      assert.deepEqual(await known(), [{ told: one, tried: undefined }])
      await store.putTried(company, [{ eventId, email: NOOR, told: other! }])
      await store.forgetUntold(company, eventId, NOW)
      assert.deepEqual(await known(), [{ told: one, tried: other }])
      await store.putTried(company, [{ eventId, email: NOOR }])
      assert.deepEqual(await known(), [{ told: one, tried: undefined }])
    })

    test('who is not told is behind until a letter of that version or a later one, or until it is taken back', async () => {
      const { store } = world
      const company = world.newCompany()
      const event = eventOf(company, { version: 4 })
      const behind = async () =>
        (await store.heardOf(company, [event.id])).flatMap(({ email, isBehind }) => (isBehind ? [email] : []))
      await store.leaveBehind(company, event.id, [NOOR, SAM], 4)
      assert.deepEqual(await behind(), [NOOR, SAM])
      const heard = { eventId: event.id, email: NOOR, told: { event, sequence: 0 } }
      await store.putHeard(company, [{ ...heard, version: 3 }])
      assert.deepEqual(await behind(), [NOOR, SAM], 'that letter knew nothing of it')
      await store.putHeard(company, [{ ...heard, version: 4 }])
      assert.deepEqual(await behind(), [SAM])
      await store.catchUp(company, event.id, [SAM], 4)
      assert.deepEqual(await behind(), [SAM], 'what was taken back came before it')
      await store.catchUp(company, event.id, [SAM, NOOR, 'nobody@example.test'], 5)
      assert.deepEqual(await behind(), [])
      await store.leaveBehind(company, event.id, [NOOR], 6)
      await store.leaveBehind(company, event.id, [NOOR], 5)
      await store.putHeard(company, [{ ...heard, version: 5 }])
      assert.deepEqual(await behind(), [NOOR])
    })

    test('one letter at a time is written to somebody about a family of events', async () => {
      const { store } = world
      const reader = { company: world.newCompany(), rootId: 'e1', email: NOOR }
      const begun = await Promise.all(
        Array.from({ length: 6 }, (_, i) => store.beginLetter(reader, `letter ${i}`, NOW, NOW + 1000)),
      )
      assert.equal(begun.filter((began) => began).length, 1)
      const holder = `letter ${begun.indexOf(true)}`
      assert.equal(await store.beginLetter(reader, holder, NOW + 1, NOW + 1000), true, 'it tries again')
      assert.equal(await store.beginLetter({ ...reader, email: SAM }, 'other', NOW, NOW + 1000), true)
      await store.endLetter(reader, 'not its holder')
      assert.equal(await store.beginLetter(reader, 'next', NOW + 999, NOW + 2000), false)
      await store.endLetter(reader, holder)
      assert.equal(await store.beginLetter(reader, 'next', NOW, NOW + 1000), true)
      assert.equal(await store.beginLetter(reader, 'after its end', NOW + 1000, NOW + 2000), true)
    })
  },
}
