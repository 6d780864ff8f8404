import * as api from '../../../shared/api/websites.ts'
import { refuse } from '../../../shared/domain/answers/refusal.ts'
import { inOrder, isListedOn, isListedWith, isPageOf } from '../../../shared/domain/booking/website.ts'
import { isOneOfSeveral } from '../../../shared/domain/offers/choice.ts'
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
    const { slug, name, address } = found.company
    const member = params.website.startsWith('@')
      ? members.find((one) => isPageOf(one, params.website.slice(1)))
      : undefined
    const website = list.websites.find(({ id }) => id === params.website)
    const listed = types.filter((type) =>
      member ? isListedWith(type, member.id) : website && isListedOn(type, website.id),
    )
    // Who works here is nobody's business, as long as there is nothing to be booked with them.
    if (member ? listed.length === 0 : !website) return refuse('NotFound')
    return {
      body: {
        company: { slug, name, ...(address && { address }) },
        ...(member && { member: { id: member.id, name: member.name } }),
        title: member ? member.name : website?.title || name,
        introduction: member ? (member.pageIntroduction ?? '') : (website?.introduction ?? ''),
        types: inOrder(listed, list).map((type) => ({
          slug: type.slug,
          title: type.title,
          description: type.description,
          location: type.location,
          videoCall: type.videoCall,
          durationsMinutes: type.durationsMinutes,
          ...(member && type.hosts.includes(member.id) && isOneOfSeveral(type) && { with: member.id }),
          hosts: type.hosts.flatMap((id) => {
            const host = members.find((one) => one.id === id)
            return host ? [{ id, name: host.name }] : []
          }),
        })),
      },
    }
  },
})
