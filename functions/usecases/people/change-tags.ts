import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import {
  isNameTaken,
  MOST_TAGS,
  nextColour,
  type Tag,
  type Tags as TagList,
  withoutTag,
} from '../../../shared/domain/people/tag.ts'
import type { Committing } from '../../ports/commit.ts'
import type { Tags } from '../../ports/tags.ts'
import { changedList, type OneRow } from '../changed-list.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ChangeTagsStore = Tags & Committing

type Tools = World<ChangeTagsStore>

const rowOf = ({ store }: Tools, company: string): OneRow<TagList> => ({
  read: () => store.tags(company),
  put: (list, expectedVersion) => store.putTags(list, expectedVersion),
})

/** Creates a tag; in a colour that few others have, where none is named. */
export function createTag(
  tools: Tools,
  company: string,
  { name, colour }: { name: string; colour?: Tag['colour'] | undefined },
): Promise<Tag | Refusal> {
  const id = tools.random.id()
  return changedList(tools, rowOf(tools, company), (list) => {
    if (isNameTaken(list, name)) return refuse('AlreadyExists')
    if (list.tags.length >= MOST_TAGS)
      return refuse('TooMany', { detail: `A company has at most ${MOST_TAGS} tags: merge or remove some.` })
    const tag = { id, name, colour: colour ?? nextColour(list) }
    return { list: { ...list, tags: [...list.tags, tag] }, answer: tag }
  })
}

/** Renames or recolours a tag. */
export function changeTag(
  tools: Tools,
  company: string,
  id: string,
  { name, colour }: { name?: string | undefined; colour?: Tag['colour'] | undefined },
): Promise<Tag | Refusal> {
  return changedList(tools, rowOf(tools, company), (list) => {
    const before = list.tags.find((one) => one.id === id)
    if (!before) return refuse('NotFound')
    if (name !== undefined && isNameTaken(list, name, id)) return refuse('AlreadyExists')
    const tag = { ...before, ...(name !== undefined && { name }), ...(colour && { colour }) }
    return { list: { ...list, tags: list.tags.map((one) => (one.id === id ? tag : one)) }, answer: tag }
  })
}

/** Removes a tag from the company and so from every event. */
export async function removeTag(tools: Tools, company: string, id: string): Promise<Refusal | undefined> {
  const removed = await changedList(tools, rowOf(tools, company), (list) =>
    list.tags.some((one) => one.id === id) ? { list: withoutTag(list, id), answer: {} } : refuse('NotFound'),
  )
  return isRefusal(removed) ? removed : undefined
}

/**
 * Makes one tag another: events that have the first have the second.
 * @throws BadInput for one that is not there, or itself
 */
export function mergeTag(tools: Tools, company: string, id: string, into: string): Promise<Tag | Refusal> {
  return changedList(tools, rowOf(tools, company), (list) => {
    const target = list.tags.find((one) => one.id === into)
    if (!list.tags.some((one) => one.id === id)) return refuse('NotFound')
    if (into === id) throw new BadInput(inputFault('into', 'itself'))
    if (!target) throw new BadInput(inputFault('into', 'notOfCompany'))
    return { list: withoutTag(list, id, into), answer: target }
  })
}
