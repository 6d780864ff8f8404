import { type Colour, colours } from './colour.ts'

/** A word that a company puts on its events. */
export interface Tag {
  id: string
  name: string
  colour: Colour
}

/** All tags of a company, kept together: a name is there once, and a list of them costs one read. */
export interface Tags {
  company: string
  version: number
  tags: Tag[]
  /** Which tag each one became that was merged into another. */
  merged: Record<string, string>
}

export const MOST_TAGS = 200
/** So many of them one event wears. */
export const MOST_TAGS_OF_EVENT = 20
/** So many merged ones are remembered; of the oldest, events lose the tag. */
const MOST_MERGED = 1000

/** What stands at the start, also in companies that are older than tags. */
export const firstTags = (company: string): Tags => ({
  company,
  version: 0,
  tags: [
    { id: 'customer-meeting', name: 'Customer Meeting', colour: 'orange' },
    { id: 'internal-meeting', name: 'Internal Meeting', colour: 'sea' },
  ],
  merged: {},
})

/**
 * The tags that ids on an event mean today: merged ones are what they became, and those that are gone are not there.
 */
export function tagsToday({ tags, merged }: Tags, ids: string[] = []): string[] {
  const today = (id: string, steps = 0): string | undefined => {
    if (tags.some((one) => one.id === id)) return id
    const next = merged[id]
    return next === undefined || steps > MOST_MERGED ? undefined : today(next, steps + 1)
  }
  return [...new Set(ids.flatMap((id) => today(id) ?? []))]
}

const letters = (name: string) => name.normalize('NFKC').toLocaleLowerCase('en')

/** Whether another tag has this name, in whatever letters. */
export function isNameTaken({ tags }: Tags, name: string, except?: string): boolean {
  return tags.some((one) => one.id !== except && letters(one.name) === letters(name))
}

/** The colour that fewest tags have: the first of those in the order in which colours are given out. */
export function nextColour({ tags }: Tags): Colour {
  const uses = (colour: Colour) => tags.filter((one) => one.colour === colour).length
  return colours.toSorted((a, b) => uses(a) - uses(b))[0]!
}

/** The list without a tag; where it was merged, events that name it have the other one from now on. */
export function withoutTag(list: Tags, id: string, into?: string): Tags {
  const merged = Object.entries(list.merged).filter(([, target]) => into !== undefined || target !== id)
  return {
    ...list,
    tags: list.tags.filter((one) => one.id !== id),
    merged: Object.fromEntries([...merged, ...(into === undefined ? [] : [[id, into]])].slice(-MOST_MERGED)),
  }
}
