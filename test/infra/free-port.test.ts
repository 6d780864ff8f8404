import assert from 'node:assert/strict'
import net from 'node:net'
import { afterAll, describe, test } from '@jest/globals'
import { freePort, onFreePort } from '../../infra/local/free-port.ts'

describe('a port that nobody holds', () => {
  const servers: net.Server[] = []
  afterAll(() => Promise.all(servers.map((one) => new Promise((resolve) => one.close(resolve)))))
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const server = net.createServer()
      server.once('error', reject).listen(port, '127.0.0.1', () => {
        servers.push(server)
        resolve(port)
      })
    })

  test('the one of the last time, and another where somebody was faster, before or after the look', async () => {
    const wanted = await freePort()
    assert.equal(await onFreePort(wanted, listen), wanted)
    assert.notEqual(await onFreePort(wanted, listen), wanted)
    const tried: number[] = []
    const got = await onFreePort(0, async (port) => {
      tried.push(port)
      if (tried.length === 1) await listen(port)
      return listen(port)
    })
    assert.equal(tried.length, 2)
    assert.deepEqual([tried[1] === tried[0], got], [false, tried[1]])
  })

  test('what fails for another reason fails, at once', async () => {
    let count = 0
    const fails = () => {
      count++
      return Promise.reject(new Error('no room'))
    }
    await assert.rejects(onFreePort(0, fails), { message: 'no room' })
    assert.equal(count, 1)
  })
})
