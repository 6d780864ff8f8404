import * as api from '../../../shared/api/pictures.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { membersOf, resourcesOfType } from '../../../shared/domain/booking/groups.ts'
import { readFront } from '../../usecases/booking/front.ts'
import { linkOf } from './link-token.ts'
import { publicEndpoints } from './public-door.ts'

export const pictureEndpoints = publicEndpoints(api, {
  async readServedPicture({ params, query, member, door }) {
    const link = await linkOf(door, params.company, query.link)
    if (isRefusal(link)) return link
    const request = { company: params.company, slug: params.type, ...link }
    const front = await readFront(door, request, { read: 'quick' }, door.clock.now(), member)
    if (isRefusal(front)) return front
    const { showPictures } = front.type
    const of = membersOf(front.type).includes(params.id)
      ? { member: params.id }
      : resourcesOfType(front.type).includes(params.id)
        ? { resource: params.id }
        : undefined
    const picture = showPictures && of ? await door.store.picture(params.company, of) : undefined
    if (!picture) return refuse('NotFound')
    // Under an address that names it a browser may keep it; that it is shown may end, so only for a day.
    const caching = query.version === undefined ? 'no-cache' : 'private, max-age=86400'
    return { body: picture.bytes, headers: { 'content-type': picture.type, 'cache-control': caching } }
  },
})
