/** So many sites may show the page of one appointment inside their own. */
export const MOST_EMBEDDING_SITES = 20

const LONGEST_SITE = 255
const LARGEST_PORT = 65_535
const SITE = /^(https?):\/\/(\*\.)?(\[::1\]|[a-z0-9.-]+)(?::([1-9]\d{0,4}))?$/
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const OWN_MACHINE = ['localhost', '127.0.0.1', '[::1]']

/**
 * Whether it names a site as `frame-ancestors` does (CSP 3, host-source): an origin with nothing behind it, where `*.`
 * stands for whatever is in front. Without https only one's own machine.
 * @example isEmbeddingSite('https://*.shop.example') // true
 */
export function isEmbeddingSite(text: string): boolean {
  const [, scheme, wildcard, host = '', port] = SITE.exec(text) ?? []
  if (scheme === undefined || text.length > LONGEST_SITE || Number(port ?? 0) > LARGEST_PORT) return false
  if (OWN_MACHINE.includes(host)) return wildcard === undefined
  const labels = host.split('.')
  // What ends a public name is nobody's own, so `*.` alone before it would be everybody.
  return (
    scheme === 'https' && labels.every((label) => LABEL.test(label)) && (wildcard === undefined || labels.length > 1)
  )
}

/** Nobody's own machine speaks https unless it is told to. */
const schemeOf = (host: string) => (/^localhost\b/i.test(host) ? 'http://' : 'https://')

/** The site of an address that somebody gives, as it is to be named; what is no address stays as it was given. */
export function embeddingSiteOf(typed: string): string {
  const begun = typed.trim()
  const hasScheme = /^\w+:\/\//.test(begun)
  const text = hasScheme || !/^(?:[^/]*\.|localhost)/i.test(begun) ? begun : `${schemeOf(begun)}${begun}`
  // No address has a star in it: the part behind it is one.
  const [, scheme = '', wildcard = '', rest = ''] = /^(https?:\/\/)(\*\.)?(.*)$/i.exec(text) ?? []
  if (!URL.canParse(scheme + rest)) return text
  const { protocol, host } = new URL(scheme + rest)
  return `${protocol}//${wildcard}${host}`
}
