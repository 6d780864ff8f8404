import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { languages } from '../../shared/words/language.ts'
import { Client } from '../support/client.ts'
import { ROOT, type RunningHost, startHost } from '../support/host.ts'

const MOST_SCRIPT_BYTES = 55_000
const MOST_LOADER_BYTES = 5000
const MOST_LETTER_BYTES = 35_000

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

  test('the booking page has at most 55 KB of script in each language, and of the languages its own alone', async () => {
    const said: Record<string, string> = {}
    for (const language of languages) {
      const code = await codeOf(`/book/demo/call?language=${language}`)
      const bytes = gzipSync(code).length
      assert.ok(bytes <= MOST_SCRIPT_BYTES, `${language}: ${bytes} bytes`)
      said[language] = code
    }
    const { phrases } = await import('../../shared/words/booking/de.ts')
    assert.deepEqual(
      languages.filter(
        (language) => said[language]!.includes(phrases.pageTitle) || said[language]!.includes(phrases.confirmed),
      ),
      ['de'],
    )
  })

  test('what other sites load is small, and asks for nothing else', async () => {
    const { body, headers } = await new Client(host.app).get('/embed.js')
    assert.match(headers.get('content-type') ?? '', /^text\/javascript/)
    assert.ok(Buffer.byteLength(String(body)) <= MOST_LOADER_BYTES)
    assert.doesNotMatch(String(body), /\bimport\b|fetch\(|XMLHttpRequest|innerHTML|eval/)
  })

  test('mails are drawn by one file, read with the first of them: no function carries it', () => {
    const read = (file: string) => readFileSync(join(ROOT, 'dist', 'functions', ...file.split('/')), 'utf8')
    const letter = read('pages/letter.mjs')
    assert.ok(Buffer.byteLength(letter) <= MOST_LETTER_BYTES, `${Buffer.byteLength(letter)} bytes`)
    const OF_LETTER = 'supported-color-schemes'
    assert.ok(letter.includes(OF_LETTER))
    for (const job of ['send-mail', 'publish-changes', 'sweep', 'send-reminder'])
      assert.ok(!read(`jobs/${job}.mjs`).includes(OF_LETTER), job)
    assert.ok(read('jobs/send-mail.mjs').includes('pages/letter.mjs'))
  })

  test('the door draws pages by a file of the language, read by the first who wants it', () => {
    const door = readFileSync(join(ROOT, 'dist', 'functions', 'http', 'public.mjs'), 'utf8')
    const OF_PAGES = 'data-starts-at'
    assert.ok(!door.includes(OF_PAGES))
    for (const language of languages)
      assert.ok(
        readFileSync(join(ROOT, 'dist', 'functions', 'pages', `book-${language}.mjs`), 'utf8').includes(OF_PAGES),
      )
  })

  for (const [title, page] of [
    ['the booking page', '/book/demo/call'],
    ['the page of an invitation', '/reply/nobody'],
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
