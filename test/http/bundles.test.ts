import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { Client } from '../support/client.ts'
import { ROOT, type RunningHost, startHost } from '../support/host.ts'

/** Words that stand in every program with zod in it, however it was minified. */
const MARKS = ['_zod', 'unrecognized_keys', 'too_small']

describe('what a browser loads', () => {
  let host: RunningHost
  beforeAll(async () => {
    host = await startHost()
  })
  afterAll(() => host.stop())

  /** All the code of a page: its script and what that imports. */
  async function codeOf(page: string): Promise<string> {
    const client = new Client(host.app)
    const code = new Map<string, string>()
    const open = Array.from(String((await client.get(page)).body).matchAll(/\/assets\/[\w.-]+\.js/g), ([path]) => path)
    assert.ok(open.length > 0, `${page} has no script`)
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (code.has(path)) continue
      const { status, body } = await client.get(path)
      assert.equal(status, 200, path)
      code.set(path, String(body))
      open.push(...Array.from(String(body).matchAll(/["'`]\.\/([\w.-]+\.js)["'`]/g), ([, name]) => `/assets/${name}`))
    }
    return [...code.values()].join('\n')
  }

  test('the doors show what a program with schemas looks like', () => {
    const door = readFileSync(join(ROOT, 'dist', 'functions', 'http', 'public.mjs'), 'utf8')
    for (const mark of MARKS) assert.ok(door.includes(mark), mark)
  })

  test('no door reads what speaks to a payment provider before somebody pays', () => {
    const read = (file: string) => readFileSync(join(ROOT, 'dist', 'functions', ...file.split('/')), 'utf8')
    const OF_PROVIDER = 'StripeSignatureVerificationError'
    assert.ok(read('adapters/stripe/payments.mjs').includes(OF_PROVIDER))
    for (const door of ['http/public', 'http/app', 'webhooks/stripe', 'jobs/settle-payments'])
      assert.deepEqual(
        [read(`${door}.mjs`).includes(OF_PROVIDER), read(`${door}.mjs`).includes('adapters/stripe/payments.mjs')],
        [false, true],
        door,
      )
  })

  for (const [title, page] of [
    ['the booking page', '/book/demo/call'],
    ['the calendar', '/'],
  ] as const)
    test(`${title} knows the operations, and no schema`, async () => {
      const code = await codeOf(page)
      assert.ok(code.includes('GET /api/public/{company}/{type}/slots'))
      assert.deepEqual(
        MARKS.filter((mark) => code.includes(mark)),
        [],
      )
    })
})
