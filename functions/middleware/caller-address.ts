import type { APIGatewayProxyEventV2 } from 'aws-lambda'

const GROUPS = 8
const NETWORK_GROUPS = 4

/**
 * Who is asking, for throttles: an IPv4 address, or of IPv6 the /64 network, of which one customer of a provider has
 * all addresses (RFC 6177). CloudFront appends the address that it saw: the last one is the only one that nobody could
 * invent.
 */
export function callerAddress({
  headers,
  requestContext,
}: Pick<APIGatewayProxyEventV2, 'headers' | 'requestContext'>): string {
  return networkOf(headers['x-forwarded-for']?.split(',').at(-1)?.trim() || requestContext.http.sourceIp)
}

function networkOf(address: string): string {
  if (!address.includes(':')) return address
  // An IPv4 address in IPv6 clothes (RFC 4291, 2.5.5.2).
  if (address.includes('.')) return address.slice(address.lastIndexOf(':') + 1)
  const [left, right] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = Array.from({ length: GROUPS - left!.length - (right?.length ?? 0) }, () => '0')
  const groups = right ? [...left!, ...zeros, ...right] : left!
  const network = groups.slice(0, NETWORK_GROUPS).map((group) => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}
