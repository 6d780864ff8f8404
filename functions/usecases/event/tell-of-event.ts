import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import type { Origin } from '../../../shared/domain/changes/change.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { zoneOfHolder } from '../../../shared/domain/event/people-at.ts'
import type { Heard } from '../../../shared/domain/invitation/heard.ts'
import { hearsOf } from '../../../shared/domain/invitation/hears.ts'
import {
  type KnownByThemselves,
  knownByDoing,
  knownByMaking,
} from '../../../shared/domain/invitation/known-by-themselves.ts'
import { type Letter, whoHears } from '../../../shared/domain/invitation/who-hears.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Events } from '../../ports/events.ts'
import type { HeardOfEvents } from '../../ports/heard-of-events.ts'
import type { World } from '../world.ts'
import { type EventStep, type SaveEventStore, saveEvents } from './save-event.ts'

/** The repositories that it uses. */
export type TellOfEventStore = Events & HeardOfEvents & SaveEventStore

/** Whether those whom a change concerns are told of it. */
export interface Telling {
  /** `none`: nobody is told now; absent: all are. */
  notify?: 'all' | 'none' | undefined
  /** A line of whoever does it, for those who are told. */
  note?: string | undefined
  /** It is only asked who would be told: nothing is saved. */
  isPreview?: boolean | undefined
}

/** An event after a change, and the letters that go out because of it, or would. */
export interface ToldEvent {
  event: CalendarEvent
  letters: Letter[]
}

/** So many parts of a series that was split again and again are looked at, in either direction. */
const MOST_PARTS = 20

/** The other parts of a series that was split: what people know of these may be what they know of this. */
export async function relativesOf(
  { store }: { store: Events },
  company: string,
  events: CalendarEvent[],
): Promise<CalendarEvent[]> {
  const known = new Set(events.map(({ id }) => id))
  const found: CalendarEvent[] = []
  let look = events
  for (let i = 0; i < MOST_PARTS && look.length > 0; i++) {
    const ids = look.flatMap(({ splitFrom, continuedBy }) => [splitFrom?.id, continuedBy])
    const wanted = [...new Set(ids)].filter((id) => id !== undefined && !known.has(id)) as string[]
    for (const id of wanted) known.add(id)
    look = wanted.length === 0 ? [] : await store.events(company, wanted)
    found.push(...look)
  }
  return found
}

/**
 * The other parts of the series of some events, with what people heard of all: also a part that is no more since a
 * split was taken back, as long as somebody was told of it.
 */
export async function familyOf(
  { store }: { store: Events & HeardOfEvents },
  company: string,
  events: CalendarEvent[],
): Promise<{ relatives: CalendarEvent[]; heard: Heard[] }> {
  const relatives = await relativesOf({ store }, company, events)
  const known = [...events, ...relatives].map(({ id }) => id)
  const heard = await store.heardOf(company, known)
  const parts = new Set(
    heard.flatMap(({ told, tried }) => [told, tried].flatMap((one) => one?.event.continuedBy ?? [])),
  )
  const left = [...parts].filter((id) => !known.includes(id))
  if (left.length === 0) return { relatives, heard }
  const [more, further] = await Promise.all([store.events(company, left), store.heardOf(company, left)])
  return { relatives: [...relatives, ...more], heard: [...heard, ...further] }
}

/** Who hears of these steps, and why: what a preview says, and what saving them does. */
export async function lettersAbout(
  { store, clock }: World<Events & HeardOfEvents>,
  members: Member[],
  steps: EventStep[],
  by: Member,
  { notify = 'all' }: Telling,
) {
  const { company } = by
  const relatives = await relativesOf(
    { store },
    company,
    steps.map(({ after }) => after),
  )
  const known = [...steps.flatMap(({ before }) => before ?? []), ...relatives].map(({ id }) => id)
  // Nobody has heard of what is new.
  const told: Heard[] = known.length === 0 ? [] : await store.heardOf(company, [...new Set(known)])
  const made = knownByMaking(steps, by.id, told, members)
  const heard = [...told, ...made]
  const who = whoHears({
    steps,
    relatives,
    by: by.id,
    notify,
    heard,
    members,
    now: clock.now(),
    timeZone: zoneOfHolder(members, steps[0]!.after) ?? by.timeZone,
  })
  return { ...who, heard, made }
}

/**
 * Saves what somebody did to events, with who hears of it.
 * @param origin where it was done, if not here
 * @returns the letters that go out because of it, or would
 */
export async function saveAndTell(
  tools: World<TellOfEventStore>,
  members: Member[],
  steps: EventStep[],
  by: Member,
  telling: Telling = {},
  origin: Origin = `member:${by.id}`,
): Promise<{ overlaps: number; letters: Letter[] } | Refusal> {
  const { made, heard, ...who } = await lettersAbout(tools, members, steps, by, telling)
  if (telling.isPreview) return { overlaps: 0, letters: who.letters }
  // True whatever becomes of this change, and to be known when the letters are written.
  await keepKnown(tools, by.company, made)
  const told = steps.map((step, i) => {
    const hears = hearsOf(who, step.after.id, i === 0)
    if (!hears) return step
    const { note } = telling
    return { ...step, hears: { ...hears, ...(note !== undefined && note !== '' && { note }) } }
  })
  const saved = await saveEvents(tools, members, told, origin)
  if (isRefusal(saved)) return saved
  await keepKnown(tools, by.company, knownByDoing(steps, by, heard))
  return { ...saved, letters: who.letters }
}

/** Keeps what people know of events without a letter. */
export async function keepKnown(
  { store }: { store: HeardOfEvents },
  company: string,
  known: KnownByThemselves[],
): Promise<void> {
  const heard = known.map((one) => ({ ...one, version: one.told.event.version }))
  if (heard.length > 0) await store.putHeard(company, heard)
}
