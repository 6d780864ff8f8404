import * as api from '../../../shared/api/slots.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { listSlots } from '../../usecases/booking/list-slots.ts'
import { offeredView } from '../booking-page-view.ts'
import { linkOf } from './link-token.ts'
import { publicEndpoints } from './public-door.ts'

/** So often one address may look for times in 15 minutes. */
const READS_PER_ADDRESS = 6000

export const slotEndpoints = publicEndpoints(api, {
  async listSlots({ params, query, member, address, door }) {
    const tooMany = await door.reads.refusal({ key: `slots#${address}`, most: READS_PER_ADDRESS })
    if (tooMany) return tooMany
    const { link: token, ...asked } = query
    const link = await linkOf(door, params.company, token)
    if (isRefusal(link)) return link
    const request = { company: params.company, slug: params.type, ...asked, ...link }
    const answer = await listSlots(door, request, member)
    if (isRefusal(answer)) return answer
    return { body: offeredView(answer) }
  },
})
