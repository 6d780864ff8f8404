import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Origin } from '../../../shared/domain/changes/change.ts'
import {
  announcedPlacement,
  announcementsIn,
  guarded,
  isEarlier,
  placed,
  roomSpans,
} from '../../../shared/domain/event/announced.ts'
import type { Announcement, EventStep } from '../../../shared/domain/event/announcement.ts'
import type { Principals } from '../../../shared/domain/event/event-placement.ts'
import { roomTaken } from '../../../shared/domain/event/room-taken.ts'
import { type Clash, decide } from '../../../shared/domain/ledger/decide.ts'
import type { PrincipalTime } from '../../../shared/domain/ledger/ledger.ts'
import { clashesIn, isTooMuchToCheck } from '../../../shared/domain/ledger/span-clashes.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import { type Announcements, announcementRemoval, announcementWrite } from '../../ports/announcements.ts'
import type { Committing, Write } from '../../ports/commit.ts'
import { eventWrite } from '../../ports/events.ts'
import { MOST_LEDGER_WRITES } from '../../ports/ledger.ts'
import type { Members } from '../../ports/members.ts'
import { type Attempt, attempt, over, type Step, withOneTry } from '../attempt.ts'
import type { World } from '../world.ts'
import { asWrites, type EventWritesStore, eventWrites, isTooLarge, principalsFor, timesFor } from './event-writes.ts'
import { laterTimes } from './span-clashes.ts'

/** The repositories that it uses. */
export type AnnouncementStore = Announcements & Members & Committing & EventWritesStore

/** How a claim without end came out. */
export type Resolved = { overlaps: number } | Refusal

/**
 * Announces a claim without end, then checks and resolves it. Every claim that is decided after the announcement sees
 * it; every claim that was decided before it is found by the check.
 * @param deadline of whoever announces: announcing and resolving share it
 */
export async function announce(
  tools: World<AnnouncementStore>,
  principals: Principals,
  steps: EventStep[],
  origin: Origin,
  also: Write[],
  deadline: number,
): Promise<Resolved> {
  const id = tools.random.id()
  const at = tools.clock.now()
  const parts = placed(steps, principals)
  const { company, was, rooms } = parts
  const announcement: Announcement = { id, company, at, origin, steps }
  if (isTooLarge(announcement)) return refuse('TooLarge')
  if (isTooMuchToCheck(await laterTimes(tools, company, [...rooms], at), roomSpans(steps), at))
    return refuse('TooManyDates', { detail: 'The series in this room have too many meetings.' })
  const heads = steps.map(({ before, after }) => eventWrite({ ...after, announcementId: id }, before?.version ?? 0))
  const decideOn = async (): Promise<Step<Refusal | 'announced'>> => {
    const target = announcedPlacement(parts, id, at)
    const times = await timesFor(tools, company, [was, target])
    const decision = decide({ times, tallies: [] }, was, target, { now: at, mayOverlap: () => true })
    if ('refused' in decision) return over(refuse('Busy'))
    const writes = [...heads, announcementWrite(announcement), ...also, ...asWrites(company, decision.writes)]
    if (writes.length > MOST_LEDGER_WRITES) return over(refuse('TooManyDates'))
    return {
      writes,
      done: () => 'announced',
      failed: (index) => (index < heads.length ? refuse('Changed') : undefined),
    }
  }
  const announced = await attempt(tools, decideOn, deadline)
  return announced === 'announced' ? resolveAnnouncement(tools, announcement, withOneTry(tools, deadline)) : announced
}

/**
 * The state before, as a later version; what had not been before is deleted. Nobody is told, for nobody was told of it.
 */
function withdrawnWrites(steps: EventStep[], now: Instant): Write[] {
  return steps.map(({ before, after }) =>
    eventWrite(
      { ...(before ?? { ...after, isDeleted: true }), version: after.version + 1, updatedAt: now },
      after.version,
    ),
  )
}

/**
 * Resolves what was announced: it stands and is told, or it clashes in a room and is withdrawn as if it had never been.
 * Whoever comes upon an announcement may resolve it; the first one's verdict holds.
 */
export async function resolveAnnouncement(
  tools: World<AnnouncementStore>,
  announcement: Announcement,
  deadline?: number,
): Promise<Resolved> {
  const { company, steps, origin, id } = announcement
  const members = await tools.store.members(company)
  const parts = placed(steps, await principalsFor(tools, members, steps))
  const { rooms, was, is } = parts
  const wanted = roomSpans(steps)
  const announced = announcedPlacement(parts, id, announcement.at)
  const decideOn = async (trying: Attempt): Promise<Step<Resolved>> => {
    const { now } = trying
    const times = await laterTimes(tools, company, [...rooms], now)
    const others = announcementsIn(times)
    const clashes = clashesIn(times, wanted, now).filter(({ announcementId }) => {
      const other = announcementId === undefined ? undefined : others.get(announcementId)
      return !other || isEarlier(other, announcement)
    })
    // Whether an earlier announcement stands decides on this one.
    if (await resolveFirst(tools, company, clashes, trying)) return 'again'
    const target = clashes.length === 0 ? is : was
    const touched = await timesFor(tools, company, [announced, target])
    const decision = decide({ times: touched, tallies: [] }, announced, target, { now, mayOverlap: () => true })
    if ('refused' in decision) throw new Error(`an announced claim could not be resolved: ${decision.refused}`)
    const resolved = target === is ? { overlaps: 0 } : roomTaken(clashes)
    return {
      writes: [
        announcementRemoval(announcement),
        // It stands there already, as it was announced: what makes it known is new.
        ...(target === is ? eventWrites(steps, origin, ({ after }) => after.version) : withdrawnWrites(steps, now)),
        ...asWrites(company, guarded(decision.writes, times)),
      ],
      done: () => resolved,
      // Somebody else may have resolved it meanwhile, on what they read: the same, for nothing in its way can have come
      // later.
      failed: (index) => (index === 0 ? resolved : undefined),
    }
  }
  return attempt(tools, decideOn, deadline)
}

/** @returns whether there was an announcement to resolve before one can judge */
async function resolveFirst(
  tools: World<AnnouncementStore>,
  company: string,
  clashes: Clash[],
  trying: Attempt,
): Promise<boolean> {
  const [id] = clashes.flatMap(({ announcementId }) => announcementId ?? [])
  return id !== undefined && resolveEach(tools, company, [id], trying)
}

/**
 * Resolves announcements one by one. One that is named in the ledger and is not there was resolved a moment ago: what
 * is read next says so. If it is named again it is an orphan: its claim stands, for nobody is left to take it away.
 * @returns whether there was anything to read anew
 */
async function resolveEach(
  tools: World<AnnouncementStore>,
  company: string,
  ids: string[],
  { orphans, deadline }: Attempt,
): Promise<boolean> {
  const open = ids.filter((id) => !orphans.has(id))
  for (const id of open) {
    const announcement = await tools.store.announcement(company, id)
    // How it came out is read from the ledger, whoever resolved it.
    if (announcement) void (await resolveAnnouncement(tools, announcement, deadline))
    else orphans.add(id)
  }
  return open.length > 0
}

/**
 * Resolves everything that is announced in the times of principals.
 * @returns whether anything was: then they must be read again
 */
export async function resolveAnnouncements(
  tools: World<AnnouncementStore>,
  company: string,
  times: PrincipalTime[],
  trying: Attempt,
): Promise<boolean> {
  return resolveEach(tools, company, [...announcementsIn(times).keys()], trying)
}
