import type { EventsPutAway, PutAway, PutAwayWrite } from '../../../functions/ports/events-put-away.ts'
import type { Action, Shelves, WritesOf } from './shelves.ts'

const shelfOf = ({ company, lies, principal }: Pick<PutAway, 'company' | 'lies' | 'principal'>) =>
  `${company} ${lies} ${principal}`
const nameOf = ({ at, eventId }: Pick<PutAway, 'at' | 'eventId'>) => `${String(at).padStart(13, '0')}#${eventId}`

export const eventsPutAway = (shelves: Shelves): EventsPutAway => ({
  async putAway(company, lies, principal, most, before) {
    const all = shelves.range<PutAway>(shelfOf({ company, lies, principal })).reverse()
    return all.filter((one) => !before || nameOf(one) < nameOf(before)).slice(0, most)
  },
})

const action = (putAway: PutAway, next: Action['next']): Action => ({
  shelf: shelfOf(putAway),
  name: nameOf(putAway),
  holds: true,
  next,
})

export const putAwayWrites: WritesOf<PutAwayWrite> = {
  putAway: { actions: ({ putAway }) => [action(putAway, { value: putAway })] },
  takenBack: { actions: ({ putAway }) => [action(putAway, undefined)] },
}
