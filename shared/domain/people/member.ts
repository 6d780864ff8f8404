import type { TimeZone } from '../time/time.ts'
import type { Holiday } from './availability.ts'

export type Role = 'owner' | 'admin' | 'member'

export interface Member {
  id: string
  company: string
  email: string
  name: string
  role: Role
  timeZone: TimeZone
  /** How they read (BCP 47): the language of their mails, their hours and dates; English where it is not known. */
  locale?: string | undefined
}

/** A company: the tenant. Its slug is its id; it stands in every address and every key. */
export interface Company {
  slug: string
  name: string
  timeZone: TimeZone
  /** Dates on which nobody works, unless their own hours say otherwise. */
  holidays?: Holiday[]
}

export function isAdmin(member: Member): boolean {
  return member.role !== 'member'
}
