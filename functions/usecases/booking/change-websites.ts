import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import {
  MAIN_WEBSITE,
  MOST_WEBSITES,
  type Website,
  type Websites as WebsiteList,
} from '../../../shared/domain/booking/website.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { Committing } from '../../ports/commit.ts'
import type { Websites } from '../../ports/websites.ts'
import { changedList, type OneRow } from '../changed-list.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ChangeWebsitesStore = Websites & Committing

type Tools = World<ChangeWebsitesStore>

const rowOf = ({ store }: Tools, company: string): OneRow<WebsiteList> => ({
  read: () => store.websites(company),
  put: (list, expectedVersion) => store.putWebsites(list, expectedVersion),
})

/** Makes a page; its address is one that neither a page nor an appointment has. */
export async function createWebsite(
  tools: World<ChangeWebsitesStore & AppointmentTypes>,
  company: string,
  website: Website,
): Promise<Website | Refusal> {
  if (await tools.store.type(company, website.id)) return refuse('AlreadyExists')
  return changedList(tools, rowOf(tools, company), (list) => {
    const { websites } = list
    if (websites.some(({ id }) => id === website.id)) return refuse('AlreadyExists')
    if (websites.length >= MOST_WEBSITES) return refuse('TooMany')
    return { list: { ...list, websites: [...websites, website] }, answer: website }
  })
}

/** Puts the appointments of a company in an order. What is not named, or comes later, stands behind. */
export function putInOrder(tools: Tools, company: string, order: string[]): Promise<{ order: string[] } | Refusal> {
  return changedList(tools, rowOf(tools, company), (list) => ({ list: { ...list, order }, answer: { order } }))
}

/** Changes what a page says. */
export function changeWebsite(
  tools: Tools,
  company: string,
  id: string,
  change: Partial<Omit<Website, 'id'>>,
): Promise<Website | Refusal> {
  return changedList(tools, rowOf(tools, company), (list) => {
    const { websites } = list
    const before = websites.find((one) => one.id === id)
    if (!before) return refuse('NotFound')
    const after = { ...before, ...change }
    return { list: { ...list, websites: websites.map((one) => (one.id === id ? after : one)) }, answer: after }
  })
}

/** Takes a page away; what stood there can still be booked by its own link. The first one stays. */
export async function removeWebsite(tools: Tools, company: string, id: string): Promise<Refusal | undefined> {
  if (id === MAIN_WEBSITE) return refuse('NotAllowed', { detail: 'The first page always stands.' })
  const removed = await changedList(tools, rowOf(tools, company), (list) => {
    const { websites } = list
    const left = websites.filter((one) => one.id !== id)
    return left.length === websites.length ? refuse('NotFound') : { list: { ...list, websites: left }, answer: {} }
  })
  return isRefusal(removed) ? removed : undefined
}
