import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { stamped, upgraded } from '../../functions/adapters/dynamodb/row-versions.ts'

/** Two later releases: one that splits a name, one that forgets a nickname. */
const known = {
  member: [
    ({ name, ...row }: Record<string, unknown>) => ({ ...row, firstName: String(name).split(' ')[0] }),
    ({ nickname: _gone, ...row }: Record<string, unknown>) => row,
  ],
}

describe('rows of other releases', () => {
  test('a row without a version is of the first: it takes every step', () =>
    assert.deepEqual(upgraded({ row: 'member', name: 'Ada Lovelace', nickname: 'A' }, known), {
      row: 'member',
      firstName: 'Ada',
    }))

  test('a row of the second version takes the second step alone', () =>
    assert.deepEqual(upgraded({ row: 'member', firstName: 'Ada', nickname: 'A', rowVersion: 2 }, known), {
      row: 'member',
      firstName: 'Ada',
    }))

  test('what is written today is read as it was', () => {
    const row = { row: 'member', firstName: 'Ada' }
    assert.equal(stamped(row, known)['rowVersion'], 3)
    assert.deepEqual(upgraded(stamped(row, known), known), row)
    assert.deepEqual(upgraded(stamped({ row: 'booking', id: 'b1' })), { row: 'booking', id: 'b1' })
  })

  test('a row of a later release is refused, not guessed at', () =>
    assert.throws(
      () => upgraded({ row: 'booking', rowVersion: 9 }),
      /a row of booking cannot be read: rowVersion: it is 9, this release knows 1/,
    ))
})
