import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { atRest } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

const CHANNEL = '0123456789abcdef'

describe('what anybody sends to the webhooks', () => {
  let host: RunningHost
  beforeAll(async () => {
    host = await startHost()
  })
  afterAll(() => host.stop())

  const post = (path: string, body: string | undefined, headers: Record<string, string> = {}) =>
    fetch(`${host.app}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body }),
    })

  const odd = [
    undefined,
    '',
    'no json',
    'null',
    '7',
    '[]',
    '{}',
    '{"value":null}',
    '{"value":{"length":1}}',
    '{"value":[null]}',
    '{"value":[[],7,"x",{"clientState":null}]}',
    '{"value":[{"clientState":{"toString":1}}]}',
    '{"value":[null,{"clientState":"\\ud83d","lifecycleEvent":"missed","more":1}]}',
    JSON.stringify({ value: Array.from({ length: 500 }, () => ({ clientState: 'x'.repeat(200) })) }),
    `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  ]
  test('Graph hears that it came, whatever it is', async () => {
    for (const body of odd)
      for (const query of [`?channel=${CHANNEL}`, '?channel=..', '', '?channel=a&channel=b', '?other=1'])
        assert.equal(
          (await post(`/api/webhooks/microsoft${query}`, body)).status,
          202,
          `${query} ${body?.slice(0, 60)}`,
        )
    assert.equal(
      (await post(`/api/webhooks/microsoft?channel=${CHANNEL}`, '\u0000\u00ff', { 'content-type': 'image/png' }))
        .status,
      202,
    )
    await atRest(host)
  })

  test('its handshake gets the very token back, as text', async () => {
    for (const token of ['abc', 'a b+c', '<b>&</b>', '']) {
      const answer = await post(
        `/api/webhooks/microsoft?channel=${CHANNEL}&validationToken=${encodeURIComponent(token)}`,
        undefined,
      )
      assert.deepEqual([answer.status, await answer.text()], [200, token])
      assert.match(answer.headers.get('content-type')!, /^text\/plain/)
    }
  })

  test('Google too', async () => {
    const headers: Record<string, string>[] = [
      {},
      { 'x-goog-channel-id': CHANNEL },
      { 'x-goog-channel-id': 'not one of ours' },
      { 'x-goog-channel-id': CHANNEL, 'x-goog-channel-token': 'x'.repeat(5000), 'x-goog-resource-state': 'exists' },
      { 'x-goog-channel-id': CHANNEL, 'x-goog-channel-token': 'x', 'x-goog-resource-state': 'sync' },
      { 'x-goog-channel-id': CHANNEL, 'x-goog-channel-token': 'ü', 'x-goog-resource-state': 'not_exists' },
    ]
    for (const one of headers)
      for (const body of odd) assert.equal((await post('/api/webhooks/google', body, one)).status, 200)
    await atRest(host)
  })
})
