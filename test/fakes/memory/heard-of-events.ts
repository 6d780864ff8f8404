import type { HeardOfEvents } from '../../../functions/ports/heard-of-events.ts'
import type { Heard, Told } from '../../../shared/domain/invitation/heard.ts'
import { kept, type Shelves } from './shelves.ts'

interface Kept {
  eventId: string
  email: string
  told?: Heard['told']
  tried?: Heard['told']
  toldAt: number
  behindAt: number
}

const shelfOf = (company: string, eventId: string) => `${company} heard ${eventId}`
const letters = (company: string, rootId: string) => `${company} letters ${rootId}`

function asKept(told: Told): Told {
  const { undo: _undo, history: _history, ...event } = told.event
  return { ...told, event }
}

export function heardOfEvents(shelves: Shelves): HeardOfEvents {
  const find = (company: string, eventId: string, email: string): Kept =>
    shelves.get<Kept>(shelfOf(company, eventId), email) ?? { eventId, email, toldAt: 0, behindAt: 0 }
  const put = (company: string, one: Kept) =>
    shelves.put(shelfOf(company, one.eventId), one.email, { value: kept(one) })
  return {
    async heardOf(company, eventIds) {
      return eventIds.flatMap((id) =>
        shelves.range<Kept>(shelfOf(company, id)).map(({ eventId, email, told, tried, toldAt, behindAt }) => ({
          eventId,
          email,
          ...(told && { told }),
          ...(tried && { tried }),
          ...(behindAt > toldAt && { isBehind: true }),
        })),
      )
    },
    async putHeard(company, heard) {
      for (const { eventId, email, told, version } of heard) {
        if (!told) continue
        const { tried: _tried, ...known } = find(company, eventId, email)
        put(company, { ...known, told: asKept(told), toldAt: version })
      }
    },
    async putTried(company, heard) {
      for (const { eventId, email, told } of heard) {
        const { tried: _tried, ...known } = find(company, eventId, email)
        put(company, { ...known, ...(told && { tried: asKept(told) }) })
      }
    },
    async leaveBehind(company, eventId, emails, version) {
      for (const email of emails) {
        const known = find(company, eventId, email)
        put(company, { ...known, behindAt: Math.max(known.behindAt, version) })
      }
    },
    async catchUp(company, eventId, emails, version) {
      for (const email of emails) {
        const known = find(company, eventId, email)
        if (known.behindAt > 0 && known.behindAt < version) put(company, { ...known, behindAt: 0 })
      }
    },
    async forgetUntold() {
      // Each has its own here.
    },
    async beginLetter({ company, rootId, email }, letter, now, leaseUntil) {
      const held = shelves.get<{ letter: string; leaseUntil: number }>(letters(company, rootId), email)
      if (held && held.leaseUntil > now && held.letter !== letter) return false
      shelves.put(letters(company, rootId), email, { value: { letter, leaseUntil } })
      return true
    },
    async endLetter({ company, rootId, email }, letter) {
      const held = shelves.get<{ letter: string }>(letters(company, rootId), email)
      if (held?.letter === letter) shelves.remove(letters(company, rootId), email)
    },
  }
}
