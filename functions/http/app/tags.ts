import * as api from '../../../shared/api/tags.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { changeTag, createTag, mergeTag, removeTag } from '../../usecases/people/change-tags.ts'
import { appEndpoints } from './app-door.ts'

export const tagEndpoints = appEndpoints(api, {
  async listTags({ member, door }) {
    const { tags } = await door.store.tags(member.company)
    return { body: { tags: tags.toSorted((a, b) => a.name.localeCompare(b.name, member.locale)) } }
  },
  async createTag({ member, body, door }) {
    const tag = await createTag(door, member.company, body)
    return isRefusal(tag) ? tag : { body: tag }
  },
  async changeTag({ member, params, body, door }) {
    const tag = await changeTag(door, member.company, params.id, body)
    return isRefusal(tag) ? tag : { body: tag }
  },
  async removeTag({ member, params, door }) {
    return (await removeTag(door, member.company, params.id)) ?? {}
  },
  async mergeTag({ member, params, body, door }) {
    const tag = await mergeTag(door, member.company, params.id, body.into)
    return isRefusal(tag) ? tag : { body: tag }
  },
})
