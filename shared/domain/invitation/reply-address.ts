/**
 * Addresses that answers of mail clients come to. Each is made for one event and one of those asked to it. Letters of
 * any size are the same: mail servers may change them.
 */
const PREFIX = 'r-'
/** Hexadecimal digits: with the prefix well below the 64 octets of a local part (RFC 5321, 4.5.3.1.1). */
export const TOKEN_LENGTH = 40

const LOCAL_PART = new RegExp(`^${PREFIX}([0-9a-f]{${TOKEN_LENGTH}})$`, 'i')

/** @param domain where the installation receives mail */
export const replyAddress = (token: string, domain: string): string => `${PREFIX}${token}@${domain}`

/** The token that an address carries; nothing where it is no reply address of this domain. */
export function tokenOfAddress(address: string, domain: string): string | undefined {
  const at = address.lastIndexOf('@')
  if (domain === '' || address.slice(at + 1).toLowerCase() !== domain.toLowerCase()) return undefined
  return LOCAL_PART.exec(address.slice(0, at))?.[1]?.toLowerCase()
}
