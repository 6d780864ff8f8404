import * as api from '../../../shared/api/private-links.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { type PrivateLink, stateOfLink } from '../../../shared/domain/booking/private-link.ts'
import { countOf, type Tally } from '../../../shared/domain/ledger/tally.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { createPrivateLink, listPrivateLinks, removePrivateLink } from '../../usecases/booking/private-links.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'

async function linkView(door: AppWorld, link: PrivateLink, taken?: Tally) {
  const { id, company, type, createdBy, createdAt, forEmail, mostBookings, endsAt } = link
  const now = door.clock.now()
  const token = await door.links.sign(company, id, 'book', 1)
  return {
    id,
    url: `${door.publicAddress}/book/${company}/${type}?link=${encodeURIComponent(token)}`,
    createdBy,
    createdAt: formatInstant(createdAt),
    ...(forEmail !== undefined && { forEmail }),
    ...(mostBookings !== undefined && { mostBookings, bookings: countOf(taken, now) }),
    ...(endsAt !== undefined && { endsAt: formatInstant(endsAt) }),
    state: stateOfLink(link, taken, now),
  }
}

export const privateLinkEndpoints = appEndpoints(api, {
  async listPrivateLinks({ member, params, door }) {
    const found = await listPrivateLinks(door, member, params.slug)
    if (isRefusal(found)) return found
    return { body: { links: await Promise.all(found.map(({ link, taken }) => linkView(door, link, taken))) } }
  },
  async createPrivateLink({ member, params, body, door }) {
    const { endsAt, ...asked } = body
    const made = await createPrivateLink(door, member, params.slug, {
      ...asked,
      ...(endsAt !== undefined && { endsAt: Date.parse(endsAt) }),
    })
    return isRefusal(made) ? made : { body: await linkView(door, made) }
  },
  async deletePrivateLink({ member, params, door }) {
    return (await removePrivateLink(door, member, params.slug, params.id)) ?? {}
  },
})
