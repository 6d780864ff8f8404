import { COMPANY, startOf } from './company.ts'

/**
 * One thing that somebody does. Numbers: `start` counts half hours of the evening, `of` names an earlier action of the
 * history.
 */
export type Action =
  | {
      does: 'book'
      type: string
      start: number
      minutes?: number
      party: number
      customer: string
      /** Sent as Idempotency-Key. */
      key?: string
      /** The hold that is to become the booking. */
      hold?: number
      further?: number[]
      onClash?: 'refuse' | 'skip'
    }
  /** A host writes it down for a customer, whatever is offered. */
  | { does: 'bookAsHost'; type: string; start: number; party: number; customer: string }
  | { does: 'reassign'; of: number; to: string }
  /** The same request as before, with the same key: a client that heard no answer. */
  | { does: 'again'; of: number }
  | { does: 'hold'; type: string; start: number; party: number }
  | { does: 'release'; of: number }
  | { does: 'confirm' | 'decline'; of: number }
  | { does: 'move'; of: number; start: number }
  | { does: 'moveAsHost'; of: number; start: number }
  /** The host has moved it in a connected calendar: a fact. */
  | { does: 'moveByFact'; of: number; start: number }
  | { does: 'cancel'; of: number }
  | { does: 'plan'; member: string; start: number; minutes: number; rooms: string[]; rule?: string; guests: string[] }
  | { does: 'change'; of: number; scope: 'this' | 'following' | 'all'; occurrence: number; start: number }
  | { does: 'delete'; of: number; scope: 'this' | 'following' | 'all'; occurrence: number }
  | { does: 'undo'; of: number }
  | { does: 'reply'; of: number; member: string; reply: 'accepted' | 'declined' }
  | { does: 'fact'; member: string; start: number; minutes: number; rule?: string }
  | { does: 'hours'; member: string; closesAt?: string }
  | { does: 'sweep' }
  | { does: 'wait'; minutes: number }

const clock = (start: number) => new Date(startOf(start)).toISOString().slice(11, 16)

/** An action in words, for whoever reads a history. */
export function inWords(action: Action): string {
  switch (action.does) {
    case 'book': {
      const { type, start, party, customer, key, hold, further, onClash } = action
      const more = further ? ` and ${further.map(clock).join(', ')} (or ${onClash})` : ''
      const from = hold === undefined ? '' : ` out of the hold of #${hold}`
      return `${customer} books ${type} at ${clock(start)}${more} for ${party}${from}${key ? ` with key ${key}` : ''}`
    }
    case 'bookAsHost': {
      const { type, start, party, customer } = action
      return `a host books ${type} at ${clock(start)} for ${customer}, ${party} in all, whatever is offered`
    }
    case 'reassign':
      return `the host gives #${action.of} to ${action.to}`
    case 'again':
      return `the customer of #${action.of} sends the same again`
    case 'hold':
      return `somebody holds ${action.type} at ${clock(action.start)} for ${action.party}`
    case 'release':
      return `the hold of #${action.of} is given back`
    case 'confirm':
    case 'decline':
      return `the host ${action.does}s #${action.of}`
    case 'move':
    case 'moveAsHost':
    case 'moveByFact': {
      const who = { move: 'the customer', moveAsHost: 'the host', moveByFact: 'a connected calendar' }[action.does]
      return `${who} moves #${action.of} to ${clock(action.start)}`
    }
    case 'cancel':
      return `the customer cancels #${action.of}`
    case 'plan': {
      const { member, start, minutes, rooms, rule, guests } = action
      const what = rule ? `a series (${rule})` : 'an event'
      const where = rooms.length > 0 ? ` in ${rooms.join(', ')}` : ''
      const whom = guests.length > 0 ? ` with ${guests.join(', ')}` : ''
      return `${member} plans ${what} at ${clock(start)} for ${minutes} minutes${where}${whom}`
    }
    case 'change':
      return `the organizer moves ${action.scope} of #${action.of} (occurrence ${action.occurrence}) to ${clock(action.start)}`
    case 'delete':
      return `the organizer deletes ${action.scope} of #${action.of} (occurrence ${action.occurrence})`
    case 'undo':
      return `the organizer takes back the last change of #${action.of}`
    case 'reply':
      return `${action.member} answers #${action.of}: ${action.reply}`
    case 'fact': {
      const { member, start, minutes, rule } = action
      return `a connected calendar puts ${rule ?? 'an event'} at ${clock(start)} for ${minutes} minutes into the time of ${member}`
    }
    case 'hours':
      return `${action.member} ${action.closesAt === undefined ? 'is open all night' : `closes at ${action.closesAt}`}`
    case 'sweep':
      return `the sweep of ${COMPANY} comes by`
    case 'wait':
      return `${action.minutes} minutes pass`
  }
}
