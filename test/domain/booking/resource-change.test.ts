import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import type { Resource } from '../../../shared/domain/booking/appointment-type.ts'
import { changedResource, checkLinks } from '../../../shared/domain/booking/resource-change.ts'

describe('a resource that is changed', () => {
  const oak: Resource = { id: 'oak', name: 'Oak', timeZone: 'UTC', capacity: 4, picture: 'p', linkedWith: ['elm'] }

  test('what is not named stays, a capacity of nothing is managed by nobody', () => {
    assert.deepEqual(changedResource(oak, { name: 'Great oak', timeZone: undefined }), { ...oak, name: 'Great oak' })
    const { capacity: _managed, ...unmanaged } = oak
    assert.deepEqual(changedResource(oak, { capacity: null }), unmanaged)
    assert.deepEqual(changedResource(unmanaged, { capacity: 2 }), { ...unmanaged, capacity: 2 })
  })

  test('it is put together with other things of the company alone', () => {
    const known = [{ id: 'oak' }, { id: 'elm' }]
    checkLinks('oak', ['elm'], known)
    checkLinks('oak', undefined, known)
    const isRefused = ({ errors }: BadInput) => {
      assert.deepEqual(
        errors.map(({ path }) => path),
        ['linkedWith.0', 'linkedWith.2'],
      )
      return true
    }
    assert.throws(() => checkLinks('oak', ['oak', 'elm', 'ash'], known), isRefused)
  })
})
