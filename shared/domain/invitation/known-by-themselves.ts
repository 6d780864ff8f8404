import { type CalendarEvent, isPublished } from '../event/calendar-event.ts'
import type { Heard, Told } from './heard.ts'
import { heldBy } from './held.ts'

// What people know of events without a letter: what they did themselves.

/** What somebody knows of an event. */
export type KnownByThemselves = Heard & { told: Told }

interface Step {
  before?: CalendarEvent
  after: CalendarEvent
}
interface Known {
  id: string
  email: string
}

/**
 * What whoever holds an event knows of it when somebody else changes it and they were never told of it: they made it,
 * so they know it as it was. Without this they would hear nothing of its end, and of a move that it is new.
 * @param by the member who changes it
 */
export function knownByMaking(steps: Step[], by: string, heard: Heard[], members: Known[]): KnownByThemselves[] {
  return steps.flatMap(({ before }) => {
    if (!before || !isPublished(before) || before.source.kind !== 'almanac' || before.organizerId === by) return []
    const holder = members.find(({ id }) => id === before.organizerId)
    if (!holder || heard.some((one) => one.eventId === before.id && one.email === holder.email)) return []
    return [{ eventId: before.id, email: holder.email, told: { event: before, sequence: before.sequence } }]
  })
}

/**
 * What whoever changed events knows of them from now on, where they had been told of them: no later letter tells them
 * what they did themselves, and one that takes it back does.
 */
export function knownByDoing(steps: Step[], { id, email }: Known, heard: Heard[]): KnownByThemselves[] {
  const toldOf = (eventId: string) => heard.find((one) => one.eventId === eventId && one.email === email)?.told
  if (!steps.some(({ before }) => before && toldOf(before.id))) return []
  return steps.flatMap(({ before, after }): KnownByThemselves[] => {
    const sequence = Math.max(after.sequence, toldOf(after.id)?.sequence ?? 0)
    if (heldBy(after, { email, memberId: id })) return [{ eventId: after.id, email, told: { event: after, sequence } }]
    return before ? [{ eventId: after.id, email, told: { event: before, sequence, isCalledOff: true } }] : []
  })
}
