import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { openDoors } from './doors.ts'

test('the doors whose requests are measured open with the environment that they are given', async () => {
  const doors = await openDoors()
  try {
    const ask = doors.visitor()
    assert.equal((await ask('GET', '/api/health')).status, 200)
    assert.equal((await ask('GET', '/api/public/nobody/nothing')).status, 404)
  } finally {
    await doors.stop()
  }
})
