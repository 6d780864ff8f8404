import type { Phrases } from '../phrase.ts'

/** What the search says. */
export const phrases = {
  search: 'Search',
  searchEvents: 'Search events',
  leave: 'Leave search',
  filters: 'Filters',
  people: 'People',
  tags: 'Tags',
  place: 'Place',
  dates: 'Dates',
  placeHint: 'Room, town or address',
  from: 'From',
  to: 'To',
  since: 'From {date}',
  until: 'Until {date}',
  clearAll: 'Clear filters',
  begin: 'Find anything planned',
  beginHint: 'Type words of a title, a place or a name; people, tags and dates narrow it down.',
  short: 'Type at least two letters.',
  none: 'Nothing found',
  noneHint: 'Nothing that you may see has all of this. Fewer words or filters find more.',
  notReached: 'The search could not be done',
  offline: 'There is no connection. What is typed stays; try again when you are back.',
  comingSeries: 'Series, by their next date',
  showMore: 'Show more',
  found: { one: '{n} event found', other: '{n} events found' },
  foundMore: 'More follow.',
  repeats: 'Repeats',
  removeFilter: 'Remove {what}',
} as const satisfies Phrases

export type SearchPhrases = typeof phrases
