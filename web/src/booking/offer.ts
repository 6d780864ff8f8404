import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import type { Ask } from '../ui/api.ts'
import type { KeptTime } from './kept-time.ts'
import type { SlotPicker } from './slot-picker.svelte.ts'

/**
 * So long a place is taken to be held where the visitor's clock says that it is not: the host knows better when they
 * book.
 */
const UNSURE_MS = 5 * MINUTE_MS

/**
 * The place that is held for whoever waited, and to which a mail has led (`?hold=`): it is theirs from now on. One that
 * has ended is looked for like any time.
 */
export async function readOffer(picker: SlotPicker, ask: Ask): Promise<KeptTime | undefined> {
  const token = picker.visit.query.get('hold')
  if (token === null) return undefined
  try {
    const held = await ask('readHold', { params: { token } })
    if (held.company !== picker.company || held.type !== picker.type) return undefined
    picker.offeredTo = held.customer
    const { company, type, startsAt, endsAt, seats, hosts, resources } = held
    const candidates = hosts.length > 0 ? hosts : resources
    const left = Date.parse(held.expiresAt) - Date.now()
    const { choose } = (await picker.readOnce()).type
    return {
      ...{ company, type, startsAt, token, people: seats, isOffered: true },
      durationMinutes: (Date.parse(endsAt) - Date.parse(startsAt)) / MINUTE_MS,
      who: choose === 'automatic' ? undefined : candidates[0],
      ...(choose === 'timeThenWho' && { free: candidates.slice(0, 1) }),
      until: Date.now() + (left > 0 ? left : UNSURE_MS),
    }
  } catch {
    // It has ended, or nobody can be asked: the page says what can be had.
    return undefined
  }
}
