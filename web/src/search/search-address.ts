import { isLocalDate, type LocalDate } from '../../../shared/domain/time/time.ts'

/** What is looked for, as the address of the search says it. */
export interface SearchAsked {
  q: string
  /** Ids of members, addresses of others. */
  people: string[]
  /** Ids of tags. */
  tags: string[]
  place: string
  /** The first and the last day, both in it. */
  from?: LocalDate | undefined
  to?: LocalDate | undefined
}

const list = (text: string | null): string[] => (text ?? '').split(',').filter(Boolean)
const date = (text: string | null): LocalDate | undefined => (text !== null && isLocalDate(text) ? text : undefined)

/** Reads `/search?q=review&people=…&tags=…&place=oslo&from=2026-11-01&to=2026-11-30`. */
export const readSearch = (query: URLSearchParams): SearchAsked => ({
  q: query.get('q') ?? '',
  people: list(query.get('people')),
  tags: list(query.get('tags')),
  place: query.get('place') ?? '',
  from: date(query.get('from')),
  to: date(query.get('to')),
})

/** The address of what is looked for. */
export function searchAddress({ q, people, tags, place, from, to }: SearchAsked): string {
  const parts: [string, string | undefined][] = [
    ['q', q],
    ['people', people.join(',')],
    ['tags', tags.join(',')],
    ['place', place],
    ['from', from],
    ['to', to],
  ]
  const written = (value: string) => encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%40', '@')
  const query = parts.flatMap(([name, value]) => (value ? [`${name}=${written(value)}`] : [])).join('&')
  return query === '' ? '/search' : `/search?${query}`
}

/** How many filters beside the words there are. */
export const filterCount = ({ people, tags, place, from, to }: SearchAsked): number =>
  people.length + tags.length + (place === '' ? 0 : 1) + (from || to ? 1 : 0)
