/**
 * Amazon names the identities that failed its check, by both of its roads. Whoever sends from one of them has not
 * verified it; else it is a recipient, and those are checked only while an account is in the sandbox.
 * @returns nothing for what says something else
 */
export function unverified(said: string, from: string): 'senderNotVerified' | 'sandbox' | undefined {
  if (!/\bnot verified\b/i.test(said)) return undefined
  const named = said.toLowerCase().split(/identities failed the check[^:]*:/)[1] ?? ''
  const [, domain] = from.toLowerCase().split('@')
  const names = named.split(',').map((one) => one.trim().replace(/^.*<(.+)>.*$/, '$1'))
  return names.some((one) => one === from.toLowerCase() || one === domain) ? 'senderNotVerified' : 'sandbox'
}
