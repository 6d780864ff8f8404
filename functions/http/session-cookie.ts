import type { Me } from '../../shared/api/me.ts'
import type { Company, Member } from '../../shared/domain/people/member.ts'

const COOKIE = 'almanac_session'
const LIFE_SECONDS = 30 * 86_400

const attributes = (publicAddress: string) =>
  `Path=/; HttpOnly; SameSite=Lax${publicAddress.startsWith('https:') ? '; Secure' : ''}`

export function sessionCookie(token: string, publicAddress: string): string {
  return `${COOKIE}=${token}; Max-Age=${LIFE_SECONDS}; ${attributes(publicAddress)}`
}

export function endedCookie(publicAddress: string): string {
  return `${COOKIE}=; Max-Age=0; ${attributes(publicAddress)}`
}

export function tokenOf(cookies: string[]): string | undefined {
  return cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1)
}

/** A member as they see themselves. */
export function meView(member: Member, company: Company): Me {
  return {
    id: member.id,
    email: member.email,
    name: member.name,
    role: member.role,
    timeZone: member.timeZone,
    ...(member.locale !== undefined && { locale: member.locale }),
    company: company.slug,
    companyName: company.name,
  }
}

/** The answer to whoever has just been let in. */
export function signedIn(
  { token, member, company }: { token: string; member: Member; company: Company },
  publicAddress: string,
): { body: Me; cookies: string[] } {
  return { body: meView(member, company), cookies: [sessionCookie(token, publicAddress)] }
}
