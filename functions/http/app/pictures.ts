import * as api from '../../../shared/api/pictures.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { PictureOf } from '../../ports/pictures.ts'
import { changeLogo, changePicture, changeResourcePicture } from '../../usecases/people/change-pictures.ts'
import { meView } from '../session-cookie.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'
import { companyView } from './company.ts'
import { resourceView } from './resources.ts'

/** The bytes of a picture. Under an address that names it a browser may keep it for good, for members only. */
async function answerOf(door: AppWorld, company: string, of: PictureOf, version: string | undefined) {
  const picture = await door.store.picture(company, of)
  if (!picture) return refuse('NotFound')
  const caching = version === undefined ? 'private, no-cache' : 'private, max-age=31536000, immutable'
  return { body: picture.bytes, headers: { 'content-type': picture.type, 'cache-control': caching } }
}

export const pictureEndpoints = appEndpoints(api, {
  async putPicture({ member, body, door }) {
    const found = await door.store.company(member.company)
    const changed = await changePicture(door, member, body.data)
    return isRefusal(changed) ? changed : { body: meView(changed, found!.company) }
  },
  async removePicture({ member, door }) {
    const changed = await changePicture(door, member, undefined)
    return isRefusal(changed) ? changed : {}
  },
  readPicture({ member, params, query, door }) {
    return answerOf(door, member.company, { member: params.id }, query.version)
  },
  async putLogo({ member, body, door }) {
    const changed = await changeLogo(door, member.company, body.data)
    return isRefusal(changed) ? changed : { body: companyView(changed) }
  },
  async removeLogo({ member, door }) {
    const changed = await changeLogo(door, member.company, undefined)
    return isRefusal(changed) ? changed : {}
  },
  readLogo({ member, query, door }) {
    return answerOf(door, member.company, 'logo', query.version)
  },
  async putResourcePicture({ member, params, body, door }) {
    const changed = await changeResourcePicture(door, member.company, params.id, body.data)
    return isRefusal(changed) ? changed : { body: resourceView(changed) }
  },
  async removeResourcePicture({ member, params, door }) {
    const changed = await changeResourcePicture(door, member.company, params.id, undefined)
    return isRefusal(changed) ? changed : {}
  },
  readResourcePicture({ member, params, query, door }) {
    return answerOf(door, member.company, { resource: params.id }, query.version)
  },
})
