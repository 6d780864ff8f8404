import type { ListedBooking } from '../../../../shared/api/bookings.ts'
import type { BookingsPhrases } from '../../../../shared/words/bookings/en.ts'
import type { Say } from '../../../../shared/words/phrase.ts'

type Chosen = NonNullable<ListedBooking['chosen']>[number]

const ALONE = {
  all: 'becauseAll',
  asked: 'becauseAsked',
  bestFit: 'becauseBestFit',
  kept: 'becauseKept',
  asFirstDate: 'becauseFirstDate',
  inClass: 'becauseClass',
  ofEvent: 'becauseEvent',
  byHand: 'becauseHand',
} as const

/** Why somebody or something of a group serves a booking, in a sentence or two. */
export function chosenInWords(
  { because, of, among = 1, bookings, weight, isPreferred }: Chosen,
  say: Say<BookingsPhrases>,
): string {
  const preferred = isPreferred ? [say('becausePreferred')] : []
  switch (because) {
    case 'onlyFree':
      return [say(of === 'members' ? 'becauseOnlyPeople' : 'becauseOnlyResources'), ...preferred].join(' ')
    case 'fewest': {
      const fewest =
        bookings === undefined ? say('becauseFewest', { among }) : say('becauseFewestOne', { among, bookings })
      return [fewest, ...(weight === undefined ? [] : [say('becauseWeight', { weight })]), ...preferred].join(' ')
    }
    case 'drawn':
      return [say('becauseDrawn', { among }), ...preferred].join(' ')
    default:
      return say(ALONE[because])
  }
}
