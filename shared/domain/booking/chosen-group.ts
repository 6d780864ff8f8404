/** Why somebody or something serves a booking. */
export const CHOSEN_BECAUSE = [
  /** The type needs all of them. */
  'all',
  /** The customer asked for them. */
  'asked',
  /** Nobody else was free then. */
  'onlyFree',
  /** The fewest bookings so far for their weight, of those who were free. */
  'fewest',
  /** By lot among those who were free, after somebody else was quicker. */
  'drawn',
  /** Of what was free what fits best: as few and as small as will do, else the first. */
  'bestFit',
  /** They served it before it was moved. */
  'kept',
  /** As on the first of its dates. */
  'asFirstDate',
  /** They give the class that is joined. */
  'inClass',
  /** They took part in the event that it was made of. */
  'ofEvent',
  /** By hand, in place of somebody else. */
  'byHand',
] as const
export type ChosenBecause = (typeof CHOSEN_BECAUSE)[number]

/** Who and what serves a booking out of one group of its type, and why. */
export interface ChosenGroup {
  /** What the group is called, where it has a name. */
  name?: string
  of: 'members' | 'resources'
  ids: string[]
  because: ChosenBecause
  /** So many were free then, of the highest priority where `isPreferred`. */
  among?: number
  isPreferred?: boolean
  /** Of one person: how many bookings of the type they had so far, and their weight where it is not 1. */
  bookings?: number
  weight?: number
}

/** Why, in English for programs. */
export function chosenInEnglish({ because, among = 0, isPreferred, bookings, weight = 1 }: ChosenGroup): string {
  const preferred = isPreferred ? ' of the highest priority' : ''
  switch (because) {
    case 'all':
      return 'all hosts of the type'
    case 'asked':
      return 'asked for by the customer'
    case 'onlyFree':
      return among > 1 ? `the only ones${preferred} who are free then` : `the only one${preferred} who is free then`
    case 'fewest': {
      const soFar = bookings === undefined ? '' : ` (${bookings}${weight === 1 ? '' : ` at weight ${weight}`})`
      return `fewest bookings so far${soFar} among ${among}${preferred} who are free`
    }
    case 'drawn':
      return `drawn among the free${preferred} after a lost race`
    case 'bestFit':
      return `fits best of what is free`
    case 'kept':
      return 'served before'
    case 'asFirstDate':
      return 'as on the first date'
    case 'inClass':
      return 'joins the class'
    case 'ofEvent':
      return 'made of an event'
    case 'byHand':
      return 'reassigned by hand'
  }
}

/** Why all of them, in one English sentence for programs. */
export function allInEnglish(groups: ChosenGroup[]): string {
  const people = groups.filter(({ of }) => of === 'members')
  if (people.length === 0) return 'no host is needed'
  if (people.length === 1) return chosenInEnglish(people[0]!)
  return people.map((one) => `${one.name ? `${one.name}: ` : ''}${chosenInEnglish(one)}`).join('; ')
}
