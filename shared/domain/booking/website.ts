import type { Member } from '../people/member.ts'
import type { AppointmentType } from './appointment-type.ts'
import { membersOf } from './groups.ts'

/** A page of the company that lists what can be booked there. */
export interface Website {
  /** Its place behind the company's address; `main` stands at that address itself. */
  id: string
  /** Empty: it is called as the company is. */
  title: string
  introduction: string
}

/** All of a company, kept together: a list of them costs one read. */
export interface Websites {
  company: string
  version: number
  websites: Website[]
  /** The addresses of its appointments as somebody has put them; absent: by their titles. */
  order?: string[]
}

/** Whether a word behind the company's address is that of somebody's page; their id always is. */
export const isPageOf = ({ id, pageWord }: Pick<Member, 'id' | 'pageWord'>, word: string): boolean =>
  pageWord === word || id === word

export const MAIN_WEBSITE = 'main'
export const MOST_WEBSITES = 30

/**
 * Appointments as they are listed, by the company and on its pages: as they were put, the others behind by their
 * titles.
 */
export function inOrder<T extends Pick<AppointmentType, 'slug' | 'title'>>(
  types: readonly T[],
  { order = [] }: Pick<Websites, 'order'>,
): T[] {
  const places = new Map(order.map((slug, i) => [slug, i]))
  const placeOf = ({ slug }: T) => places.get(slug) ?? order.length
  return types.toSorted((a, b) => placeOf(a) - placeOf(b) || a.title.localeCompare(b.title))
}

/** What stands at the start, also for companies that are older than websites. */
export const firstWebsites = (company: string): Websites => ({
  company,
  version: 0,
  websites: [{ id: MAIN_WEBSITE, title: '', introduction: '' }],
})

/** Whether strangers find a type on the page of somebody who serves it. */
export function isListedWith(type: AppointmentType, memberId: string): boolean {
  return type.state === 'published' && type.access === 'anyone' && membersOf(type).includes(memberId)
}

/** Whether strangers find a type on a page: what only private links lead to stands on none. */
export function isListedOn(
  { state, access, websites }: Pick<AppointmentType, 'state' | 'access' | 'websites'>,
  website: string,
): boolean {
  return state === 'published' && access === 'anyone' && websites.includes(website)
}
