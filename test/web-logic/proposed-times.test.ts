import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { missingAt, type Participant, proposedTimes } from '../../web/src/event/proposed-times.ts'

const at = (time: string, day = 1) => Date.parse(`2026-12-0${day}T${time}:00Z`)
const stretch = (from: string, to: string, day = 1) => ({ from: at(from, day), to: at(to, day) })
const days = [1, 2, 3]
const person = (id: string, busy: Participant['busy'] = [], more: Partial<Participant> = {}): Participant => ({
  id,
  isOptional: false,
  isEssential: false,
  busy,
  hours: days.map((day) => stretch('09:00', '17:00', day)),
  ...more,
})
const whole = days.map((day) => stretch('00:00', '23:59', day))
const asked = (participants: Participant[], starts: number[] = []) => ({
  participants,
  starts,
  from: at('08:00'),
  lengthMs: 3_600_000,
  timeZone: 'UTC',
  isWithinHours: true,
})
const spoken = (proposals: ReturnType<typeof proposedTimes>) =>
  proposals.map(({ start, busy, outside }) =>
    [new Date(start).toISOString().slice(8, 16), ...busy, ...outside.map((id) => `(${id})`)].join(' '),
  )

describe('what Find a time proposes', () => {
  test('two a day that lie apart, six in all, none before it is asked for', () => {
    const starts = days.flatMap((day) => ['07:30', '09:00', '09:30', '10:00', '13:00'].map((time) => at(time, day)))
    const early = person('ada', [], { isEssential: true, hours: whole })
    assert.deepEqual(spoken(proposedTimes({ ...asked([early], starts), from: at('08:00') })), [
      '01T09:00',
      '01T10:00',
      '02T07:30',
      '02T09:00',
      '03T07:30',
      '03T09:00',
    ])
  })

  test('one who need not be there puts a time behind those that suit them too', () => {
    const guest = person('guest', [stretch('09:00', '12:00')], { isOptional: true })
    const found = proposedTimes(asked([person('ada', [], { isEssential: true }), guest], [at('09:00'), at('10:00', 2)]))
    assert.deepEqual(spoken(found), ['02T10:00', '01T09:00 guest'])
  })

  test('where nothing suits all, who organizes it and a room are there and the fewest others are missing', () => {
    const ada = person('ada', [stretch('09:00', '11:00')], { isEssential: true })
    const room = person('room', [stretch('11:00', '12:00')], { isEssential: true, hours: whole })
    const linus = person('linus', whole)
    const grace = person('grace', [...whole.slice(1), stretch('12:00', '13:00')])
    const found = proposedTimes(asked([ada, room, linus, grace]))
    assert.deepEqual(spoken(found), ['01T13:00 linus', '01T14:00 linus'])
  })

  test('nobody is left alone with a room, and nothing is half known outside hours', () => {
    const two = [person('ada', [], { isEssential: true }), person('linus', whole)]
    assert.deepEqual(proposedTimes(asked(two)), [])
    const room = person('room', [], { isEssential: true, hours: whole })
    assert.deepEqual(proposedTimes(asked([...two, room])), [])
    const three = { ...asked([...two, person('grace')]), isWithinHours: false }
    assert.deepEqual(proposedTimes(three), [])
    assert.deepEqual(missingAt(at('03:00'), three), { busy: ['linus'], outside: [] })
    const within = missingAt(at('03:00'), { ...three, isWithinHours: true })
    assert.deepEqual(within, { busy: ['linus'], outside: ['ada', 'grace'] })
  })
})
