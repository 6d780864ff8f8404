import type { TimeZone } from '../time/time.ts'
import type { Holiday } from './availability.ts'
import type { Colour } from './colour.ts'
import type { Preferences, Unsettable } from './preferences.ts'

/** Of so many members one question may look into the calendars. */
export const MOST_MEMBERS_ASKED = 20

export type Role = 'owner' | 'admin' | 'member'

export interface Member extends Preferences {
  id: string
  company: string
  email: string
  name: string
  role: Role
  timeZone: TimeZone
  /** Which picture of theirs it is, where they have one. */
  picture?: string | undefined
  /** How they read (BCP 47): the language of their mails, their hours and dates; English where it is not known. */
  locale?: string | undefined
}

/** What may be changed of a member: what is not named stays, null takes away what one can do without. */
export type MemberChange = Partial<Pick<Member, 'name' | 'role' | 'timeZone'>> &
  Unsettable<Pick<Member, 'locale' | 'picture' | keyof Preferences>>

/** A member with a change made. */
export function changedMember(member: Member, change: MemberChange): Member {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  const next = { ...member, ...Object.fromEntries(given) }
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null)) as unknown as Member
}

/** A company: the tenant. Its slug is its id; it stands in every address and every key. */
export interface Company {
  slug: string
  name: string
  timeZone: TimeZone
  /** Dates on which nobody works, unless their own hours say otherwise. */
  holidays?: Holiday[]
  /** Where it is, for people: lines of text. */
  address?: string
  /** The one that it chose. */
  colour?: Colour
  /** From Sunday (0) to Saturday (6). */
  weekendDays?: number[]
  /** Which picture its logo is, where it has one. */
  logo?: string
  /** Where its video meetings take place: an address in which `MEETING_BLANK` stands for the name of the room. */
  meetingAddress?: string
}

/** Stands for the name of a room, which nobody can guess. */
export const MEETING_BLANK = '{room}'

/** What may be changed of a company once it is there. */
export type CompanyChange = Partial<Omit<Company, 'slug' | 'logo'>> & { logo?: string | null }

/** A company with a change made. */
export function changedCompany(company: Company, change: CompanyChange): Company {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  const next = { ...company, ...Object.fromEntries(given) }
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== null)) as unknown as Company
}

/** Saturday and Sunday, where a company does not say. */
export const USUAL_WEEKEND: readonly number[] = [0, 6]

export function isAdmin(member: Member): boolean {
  return member.role !== 'member'
}

/** Whether somebody may give a role, and take it away: owners every one, admins those of admins and members. */
export function mayGiveRole(by: Pick<Member, 'role'>, role: Role): boolean {
  return by.role === 'owner' || (by.role === 'admin' && role !== 'owner')
}
