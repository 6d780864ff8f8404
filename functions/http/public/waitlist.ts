import * as api from '../../../shared/api/waitlist.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { isAskedBy, offerUrl, type WaitlistEntry } from '../../../shared/domain/booking/waitlist.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { entryOfLink, joinWaitlist, leaveWaitlist } from '../../usecases/booking/waitlist.ts'
import { waitingUrl } from '../../usecases/booking/waitlist-links.ts'
import { refusalOfTries } from '../../usecases/people/throttling.ts'
import { type PublicWorld, publicEndpoints } from './public-door.ts'

/** So often one address may put somebody on a list, or take them off, in 15 minutes. */
const WAITS_PER_ADDRESS = 20
const LEAVES_PER_ADDRESS = 100

async function offeredView(door: PublicWorld, entry: WaitlistEntry) {
  const { company, type, offered } = entry
  if (!offered || !isAskedBy(entry, offered.holdId) || offered.until <= door.clock.now()) return {}
  const hold = await door.links.sign(company, offered.holdId, 'hold', 1)
  const { startsAt, until } = offered
  return {
    offered: {
      startsAt: formatInstant(startsAt),
      until: formatInstant(until),
      url: offerUrl(door.publicAddress, { company, type, startsAt }, hold),
    },
  }
}

export const waitlistEndpoints = publicEndpoints(api, {
  async joinWaitlist({ params, body, address, door }) {
    const tooMany = await refusalOfTries(door, [{ key: `wait#${address}`, most: WAITS_PER_ADDRESS }])
    if (tooMany) return tooMany
    if (!(await door.links.ready(params.company))) return refuse('NotFound')
    const entry = await joinWaitlist(door, { ...body, company: params.company, slug: params.type })
    return isRefusal(entry) ? entry : { body: await waitingUrl(door, entry) }
  },
  async readWaitlistEntry({ params, door }) {
    const found = await entryOfLink(door, params.token)
    if (isRefusal(found)) return found
    if ('ended' in found) {
      const { company, type: slug, title, from, to, customer } = found.ended
      const ended = { company, state: 'ended' as const, from, to, timeZone: customer.timeZone }
      return { body: { ...ended, type: { slug, title } } }
    }
    const { entry, type } = found
    const { company, state, from, to, customer } = entry
    return {
      body: {
        ...{ company, state, from, to, timeZone: customer.timeZone },
        type: { slug: entry.type, title: type?.title ?? entry.type },
        ...(type && type.state !== 'published' && { isPaused: true }),
        ...(await offeredView(door, entry)),
      },
    }
  },
  async leaveWaitlist({ params, address, door }) {
    const tooMany = await refusalOfTries(door, [{ key: `leave#${address}`, most: LEAVES_PER_ADDRESS }])
    if (tooMany) return tooMany
    const found = await entryOfLink(door, params.token)
    if (isRefusal(found)) return found
    // Whoever was sent home waits no more.
    if ('ended' in found) return {}
    return (await leaveWaitlist(door, found.entry)) ?? {}
  },
})
