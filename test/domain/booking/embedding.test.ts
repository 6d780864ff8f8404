import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { embeddingSiteOf, isEmbeddingSite } from '../../../shared/domain/booking/embedding.ts'

describe('sites that show a booking page', () => {
  for (const [typed, site] of [
    ['https://shop.example', 'https://shop.example'],
    ['https://shop.example/', 'https://shop.example'],
    [' https://Shop.Example/about?us=1#top ', 'https://shop.example'],
    ['shop.example', 'https://shop.example'],
    ['www.shop.example/contact', 'https://www.shop.example'],
    ['*.shop.example', 'https://*.shop.example'],
    ['https://*.shop.example/x', 'https://*.shop.example'],
    ['https://shop.example:443', 'https://shop.example'],
    ['https://shop.example:8443/x', 'https://shop.example:8443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['http://localhost:5173/', 'http://localhost:5173'],
    ['localhost:5173', 'http://localhost:5173'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
    ['http://[::1]:80/', 'http://[::1]'],
    ['https://intranet', 'https://intranet'],
    ['https://10.0.0.5', 'https://10.0.0.5'],
    ['https://a:b@shop.example', 'https://shop.example'],
  ] as const)
    test(`${typed} is ${site}`, () => {
      assert.equal(embeddingSiteOf(typed), site)
      assert.ok(isEmbeddingSite(site))
    })

  for (const typed of [
    '',
    'shop',
    'http://shop.example',
    'https://*.example',
    'https://*',
    '*',
    'https://a.*.example',
    "'self'",
    'data:text/html,x',
    'javascript:alert(1)',
    'https://shop.example;script-src *',
    'https://shop.example evil',
    `https://${'a'.repeat(64)}.example`,
    `https://${'a.'.repeat(130)}example`,
    'https://shop..example',
    'https://shop.example:0',
  ])
    test(`${typed.slice(0, 40)} is none`, () => assert.equal(isEmbeddingSite(embeddingSiteOf(typed)), false))
})
