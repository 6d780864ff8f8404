import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { callerAddress } from '../../functions/middleware/caller-address.ts'

type Request = Parameters<typeof callerAddress>[0]

const request = (forwarded: string | undefined, sourceIp = '198.51.100.7') =>
  ({ headers: { 'x-forwarded-for': forwarded }, requestContext: { http: { sourceIp } } }) as unknown as Request

describe('who is asking', () => {
  const cases: [string, string | undefined, string][] = [
    ['whoever connects, where nobody forwards', undefined, '198.51.100.7'],
    ['the address that the edge saw, not one that the caller made up', '10.0.0.1, 203.0.113.9', '203.0.113.9'],
    ['the network of an IPv6 address', '2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
    ['the same network, however it is written', '2001:0DB8:1:2::5', '2001:db8:1:2::/64'],
    ['zeros in front', '::1', '0:0:0:0::/64'],
    ['zeros within the network', '2001:db8::9', '2001:db8:0:0::/64'],
    ['an IPv4 address in IPv6 clothes', '::ffff:203.0.113.9', '203.0.113.9'],
  ]
  for (const [title, forwarded, expected] of cases)
    test(title, () => assert.equal(callerAddress(request(forwarded)), expected))
})
