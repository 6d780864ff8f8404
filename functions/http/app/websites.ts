import * as api from '../../../shared/api/websites.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { MAIN_WEBSITE, type Website } from '../../../shared/domain/booking/website.ts'
import { changeWebsite, createWebsite, removeWebsite } from '../../usecases/booking/change-websites.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'

function websiteView(door: AppWorld, company: string, website: Website) {
  const place = website.id === MAIN_WEBSITE ? '' : `/${website.id}`
  return { ...website, address: `${door.publicAddress}/book/${company}${place}` }
}

export const websiteEndpoints = appEndpoints(api, {
  async listWebsites({ member, door }) {
    const { websites } = await door.store.websites(member.company)
    return { body: { websites: websites.map((one) => websiteView(door, member.company, one)) } }
  },
  async createWebsite({ member, body, door }) {
    const made = await createWebsite(door, member.company, body)
    return isRefusal(made) ? made : { body: websiteView(door, member.company, made) }
  },
  async changeWebsite({ member, params, body, door }) {
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
    const changed = await changeWebsite(door, member.company, params.id, given)
    return isRefusal(changed) ? changed : { body: websiteView(door, member.company, changed) }
  },
  async removeWebsite({ member, params, door }) {
    return (await removeWebsite(door, member.company, params.id)) ?? {}
  },
})
