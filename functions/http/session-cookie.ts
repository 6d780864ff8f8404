import { hkdfSync } from 'node:crypto'
import { SEAL_COOKIE } from '../../shared/api/cookies.ts'
import type { Me } from '../../shared/api/me.ts'
import { colours } from '../../shared/domain/people/colour.ts'
import { type Company, type Member, USUAL_WEEKEND } from '../../shared/domain/people/member.ts'
import { usualPreferences } from '../../shared/domain/people/preferences.ts'
import { SECOND_MS } from '../../shared/domain/time/units.ts'
import { SESSION_LIFE_MS } from '../usecases/people/session.ts'
import { pictureAddress } from './picture-address.ts'

const COOKIE = 'almanac_session'
const LIFE_SECONDS = SESSION_LIFE_MS / SECOND_MS

const attributes = (publicAddress: string) =>
  `Path=/; SameSite=Lax${publicAddress.startsWith('https:') ? '; Secure' : ''}`

function sessionCookie(token: string, publicAddress: string): string {
  return `${COOKIE}=${token}; Max-Age=${LIFE_SECONDS}; HttpOnly; ${attributes(publicAddress)}`
}

/**
 * Follows from the token and says nothing about it; stored nowhere, and gone when the session is (docs/decisions/0026).
 */
function sealCookie(token: string, publicAddress: string): string {
  const seal = Buffer.from(hkdfSync('sha256', token, '', 'almanac: what a browser keeps', 32)).toString('base64url')
  return `${SEAL_COOKIE}=${seal}; Max-Age=${LIFE_SECONDS}; ${attributes(publicAddress)}`
}

export function endedCookies(publicAddress: string): string[] {
  return [
    `${COOKIE}=; Max-Age=0; HttpOnly; ${attributes(publicAddress)}`,
    `${SEAL_COOKIE}=; Max-Age=0; ${attributes(publicAddress)}`,
  ]
}

export function tokenOf(cookies: string[]): string | undefined {
  return cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1)
}

/** A member as they see themselves. */
export function meView(member: Member, company: Company): Me {
  const { id, email, name, role, timeZone, locale } = member
  const { hourFormat, firstWeekday, secondTimeZone, pageWord } = member
  return {
    id,
    email,
    name,
    role,
    timeZone,
    ...(locale !== undefined && { locale }),
    ...pictureAddress(member),
    ...(hourFormat !== undefined && { hourFormat }),
    ...(firstWeekday !== undefined && { firstWeekday }),
    ...(secondTimeZone !== undefined && { secondTimeZone }),
    ...(pageWord !== undefined && { pageWord }),
    theme: member.theme ?? usualPreferences.theme,
    defaultPrivacy: member.defaultPrivacy ?? usualPreferences.defaultPrivacy,
    defaultReminders: member.defaultReminders ?? [...usualPreferences.defaultReminders],
    wholeDayRemindersAt: member.wholeDayRemindersAt ?? usualPreferences.wholeDayRemindersAt,
    showsWeekends: member.showsWeekends ?? usualPreferences.showsWeekends,
    showsDeclined: member.showsDeclined ?? usualPreferences.showsDeclined,
    showsWeekNumbers: member.showsWeekNumbers ?? usualPreferences.showsWeekNumbers,
    hourHeight: member.hourHeight ?? usualPreferences.hourHeight,
    colourBy: member.colourBy ?? usualPreferences.colourBy,
    splitsPeople: member.splitsPeople ?? usualPreferences.splitsPeople,
    pageIntroduction: member.pageIntroduction ?? usualPreferences.pageIntroduction,
    groups: member.groups ?? [...usualPreferences.groups],
    company: company.slug,
    companyName: company.name,
    companyTimeZone: company.timeZone,
    companyColour: company.colour ?? colours[0],
    meetingAddress: company.meetingAddress ?? '',
    weekendDays: company.weekendDays ?? [...USUAL_WEEKEND],
  }
}

/** The answer to whoever has just been let in. */
export function signedIn(
  { token, member, company }: { token: string; member: Member; company: Company },
  publicAddress: string,
): { body: Me; cookies: string[] } {
  return {
    body: meView(member, company),
    cookies: [sessionCookie(token, publicAddress), sealCookie(token, publicAddress)],
  }
}
