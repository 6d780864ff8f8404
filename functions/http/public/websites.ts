import * as api from '../../../shared/api/websites.ts'
import { refuse } from '../../../shared/domain/answers/refusal.ts'
import { inOrder, isListedOn } from '../../../shared/domain/booking/website.ts'
import { publicEndpoints } from './public-door.ts'

export const websiteEndpoints = publicEndpoints(api, {
  async readWebsite({ params, door }) {
    const found = await door.store.company(params.company)
    if (!found) return refuse('NotFound')
    const [list, types, members] = await Promise.all([
      door.store.websites(params.company),
      door.store.types(params.company),
      door.store.members(params.company),
    ])
    const website = list.websites.find(({ id }) => id === params.website)
    if (!website) return refuse('NotFound')
    const { slug, name, address } = found.company
    const listed = types.filter((type) => isListedOn(type, website.id))
    return {
      body: {
        company: { slug, name, ...(address && { address }) },
        title: website.title || name,
        introduction: website.introduction,
        types: inOrder(listed, list).map((type) => ({
          slug: type.slug,
          title: type.title,
          description: type.description,
          location: type.location,
          videoCall: type.videoCall,
          durationsMinutes: type.durationsMinutes,
          hosts: type.hosts.flatMap((id) => {
            const host = members.find((one) => one.id === id)
            return host ? [{ id, name: host.name }] : []
          }),
        })),
      },
    }
  },
})
