import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { everybodyAsked, zoneOfHolder } from '../../../shared/domain/event/people-at.ts'
import { type Letter, lettersToThoseBehind } from '../../../shared/domain/invitation/who-hears.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Events } from '../../ports/events.ts'
import type { HeardOfEvents } from '../../ports/heard-of-events.ts'
import type { Members } from '../../ports/members.ts'
import type { World } from '../world.ts'
import { ownEvent } from './change-event.ts'
import { type EventStep, type SaveEventStore, saveEvents } from './save-event.ts'
import { familyOf } from './tell-of-event.ts'

/** The repositories that it uses. */
export type TellThoseBehindStore = Events & HeardOfEvents & Members & Calendars & SaveEventStore

/** Letters to whoever was not told of something of an event. */
async function lettersLeft(
  { store, clock }: World<Events & HeardOfEvents>,
  members: Member[],
  event: CalendarEvent,
  by: Member,
): Promise<Letter[]> {
  const { relatives, heard } = await familyOf({ store }, event.company, [event])
  const events = [event, ...relatives]
  const timeZone = zoneOfHolder(members, event) ?? by.timeZone
  return lettersToThoseBehind(events, by.id, { heard, members, now: clock.now(), timeZone })
}

/** Who was not told of something of an event, and would hear of it now. */
export async function thoseBehind(
  tools: World<Events & HeardOfEvents>,
  members: Member[],
  event: CalendarEvent,
  by: Member,
): Promise<{ email: string; name?: string }[]> {
  // One that nobody else has a part in is nobody's to hear of.
  const hasPeople = everybodyAsked(event).length > 0 || event.organizerId !== by.id
  if (event.source.kind !== 'almanac' || !hasPeople) return []
  return (await lettersLeft(tools, members, event, by)).map(({ reader: { email, name } }) => ({
    email,
    ...(name !== undefined && { name }),
  }))
}

/**
 * Tells those who were not told of something, on purpose, how it is now.
 * @param note a line for them
 * @returns how many are told
 */
export async function tellThoseBehind(
  tools: World<TellThoseBehindStore>,
  member: Member,
  id: string,
  note?: string,
): Promise<{ event: CalendarEvent; told: number } | Refusal> {
  const event = await ownEvent(tools, member, { id })
  if (isRefusal(event)) return event
  const members = await tools.store.members(member.company)
  const letters = await lettersLeft(tools, members, event, member)
  if (letters.length === 0) return { event, told: 0 }
  // A version of its own, so that the mails follow from a change as all others do.
  const after = { ...event, version: event.version + 1, updatedAt: tools.clock.now() }
  const mailed = letters.map(({ reader }) => reader.email)
  const hears = { mailed, leftBehind: [], caughtUp: [], ...(note !== undefined && note !== '' && { note }) }
  const steps: EventStep[] = [{ before: event, after, kind: 'changed', hears }]
  const saved = await saveEvents(tools, members, steps, `member:${member.id}`)
  return isRefusal(saved) ? saved : { event: after, told: letters.length }
}
