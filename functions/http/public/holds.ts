import * as api from '../../../shared/api/holds.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { holdSlot, releaseHold } from '../../usecases/booking/hold-slot.ts'
import { refusalOfTries } from '../../usecases/people/throttling.ts'
import { linkOf } from './link-token.ts'
import { publicEndpoints } from './public-door.ts'

const HOLDS_PER_ADDRESS = 20

export const holdEndpoints = publicEndpoints(api, {
  async holdSlot({ params, body, address, door }) {
    const tooMany = await refusalOfTries(door, [{ key: `hold#${address}`, most: HOLDS_PER_ADDRESS }])
    if (tooMany) return tooMany
    if (!(await door.links.ready(params.company))) return refuse('NotFound')
    const { link: token, ...asked } = body
    const link = await linkOf(door, params.company, token)
    if (isRefusal(link)) return link
    const named = { company: params.company, slug: params.type, startsAt: Date.parse(body.startsAt) }
    const request = { ...asked, ...named, ...link }
    const held = await holdSlot(door, request)
    if (isRefusal(held)) return held
    return {
      body: {
        hold: await door.links.sign(held.company, held.id, 'hold', held.linkGeneration),
        startsAt: formatInstant(held.startsAt),
        endsAt: formatInstant(held.endsAt),
        expiresAt: formatInstant(held.heldUntil!),
      },
    }
  },
  async readHold({ params, door }) {
    const named = await door.links.read(params.token, 'hold')
    if (!named) return refuse('NotFound')
    const held = await door.store.booking(named.company, named.subjectId)
    if (held?.status !== 'held' || held.heldUntil! <= door.clock.now()) return refuse('LinkEnded')
    const { company, type, seats, hosts, resources, offeredTo } = held
    const entry = offeredTo === undefined ? undefined : await door.store.waitlistEntry(company, type, offeredTo)
    return {
      body: {
        ...{ company, type, seats, hosts, resources },
        startsAt: formatInstant(held.startsAt),
        endsAt: formatInstant(held.endsAt),
        expiresAt: formatInstant(held.heldUntil!),
        ...(entry && { customer: { name: entry.customer.name, email: entry.customer.email } }),
      },
    }
  },
  async releaseHold({ params, door }) {
    const named = await door.links.read(params.token, 'hold')
    if (!named) return refuse('NotFound')
    return (await releaseHold(door, named.company, named.subjectId)) ?? {}
  },
})
