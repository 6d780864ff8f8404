import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import type { Origin } from '../../../shared/domain/changes/change.ts'
import type { EventStep } from '../../../shared/domain/event/announcement.ts'
import { type CalendarEvent, isPublished } from '../../../shared/domain/event/calendar-event.ts'
import { calendarsLeft, daysToRead, type Principals, roomsOf } from '../../../shared/domain/event/event-placement.ts'
import { type Lying, lyingOf } from '../../../shared/domain/event/lying.ts'
import { everyRoom } from '../../../shared/domain/event/people-at.ts'
import type { LedgerWrite, Placement } from '../../../shared/domain/ledger/decide.ts'
import type { PrincipalTime } from '../../../shared/domain/ledger/ledger.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { recordLinkOf } from '../../../shared/domain/records/record-link.ts'
import { recordLinkRemoval, recordLinkWrite } from '../../ports/business-records.ts'
import { changeWrite } from '../../ports/changes.ts'
import type { Write } from '../../ports/commit.ts'
import { MOST_ROW_BYTES } from '../../ports/commit.ts'
import { eventWrite } from '../../ports/events.ts'
import { putAwayRemoval, putAwayWrite } from '../../ports/events-put-away.ts'
import { type Ledger, ledgerWrite } from '../../ports/ledger.ts'
import type { Resources } from '../../ports/resources.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type EventWritesStore = Ledger & Resources

export const asWrites = (company: string, ledger: LedgerWrite[]): Write[] =>
  ledger.map((one) => ledgerWrite(company, one))

/** Whether something is more than a row can hold: a series with very many changed occurrences, or very long ones. */
export function isTooLarge(row: object): boolean {
  return Buffer.byteLength(JSON.stringify(row)) > MOST_ROW_BYTES
}

/** What must be written so that an event is found where it lies, and nowhere that it does not. */
function movedAway(before: CalendarEvent | undefined, after: CalendarEvent): Write[] {
  const [was, is] = [before ? lyingOf(before) : [], lyingOf(after)]
  const placed = (one: Lying, among: Lying[]) => among.some((other) => JSON.stringify(other) === JSON.stringify(one))
  const putAway = (one: Lying) => ({ company: after.company, eventId: after.id, ...one })
  return [
    ...was.filter((one) => !placed(one, is)).map((one) => putAwayRemoval(putAway(one))),
    ...is.filter((one) => !placed(one, was)).map((one) => putAwayWrite(putAway(one))),
  ]
}

/** What must be written so that the record that an event is about leads to it. */
function ledToFromRecord(before: CalendarEvent | undefined, after: CalendarEvent): Write[] {
  const linkOf = (event: CalendarEvent | undefined) => (event && isPublished(event) ? recordLinkOf(event) : undefined)
  const [was, is] = [linkOf(before), linkOf(after)]
  const isSamePlace = was?.recordId === is?.recordId && was?.meeting?.activityId === is?.meeting?.activityId
  return [
    ...(was && !isSamePlace ? [recordLinkRemoval(was)] : []),
    ...(is && JSON.stringify(is) !== JSON.stringify(was) ? [recordLinkWrite(is)] : []),
  ]
}

/** State and news of each step. @param expected the version that stands where a step is written */
export function eventWrites(
  steps: EventStep[],
  origin: Origin,
  expected = ({ before }: EventStep): number => before?.version ?? 0,
): Write[] {
  return steps.flatMap((step): Write[] => {
    const { before, after, kind, hears } = step
    const left = calendarsLeft(before, after)
    return [
      eventWrite(after, expected(step)),
      ...movedAway(before, after),
      ...ledToFromRecord(before, after),
      changeWrite({
        company: after.company,
        subjectKind: 'event',
        subjectId: after.id,
        version: after.version,
        kind,
        origin,
        at: after.updatedAt,
        ...(left.length > 0 && { formerHosts: left }),
        ...(hears && { hears }),
      }),
    ]
  })
}

/** Reads the touched days of everybody whose days are touched. */
export async function timesFor(
  tools: Pick<World<EventWritesStore>, 'store'>,
  company: string,
  placements: Placement[],
): Promise<PrincipalTime[]> {
  const wanted = daysToRead(placements.flatMap(({ claims }) => claims))
  return (
    await Promise.all(
      [...wanted].map(([principal, days]) => tools.store.time(company, [principal], days[0]!, days.at(-1)!, 'latest')),
    )
  ).flat()
}

/** Whose clocks matter for these steps. @throws BadInput for a room that the company does not have */
export async function principalsFor(
  tools: Pick<World<EventWritesStore>, 'store'>,
  members: Member[],
  steps: EventStep[],
): Promise<Principals> {
  // The rooms of a draft are not taken yet, and must be there.
  const isRoomed = steps.some(({ before, after }) => roomsOf(before).length + everyRoom(after).length > 0)
  if (!isRoomed) return { members, rooms: [] }
  const rooms = await tools.store.resources(steps[0]!.after.company)
  const wanted = steps.flatMap(({ after }) => everyRoom(after))
  const faults = wanted.flatMap((room, i) =>
    rooms.some(({ id }) => id === room) ? [] : [inputFault(`resources.${i}`, 'notOfCompany')],
  )
  if (faults.length > 0) throw new BadInput(...faults)
  return { members, rooms }
}
