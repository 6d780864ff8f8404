import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { readerOf, readerOfBooking } from '../../../shared/domain/calendar/calendar-rights.ts'
import { shownTo } from '../../../shared/domain/calendar/privacy.ts'
import {
  meetingOf,
  type PrincipalsTime,
  type TimesRequest,
  timeOf,
  without,
} from '../../../shared/domain/offers/meeting-time.ts'
import { questionOf } from '../../../shared/domain/offers/question-of.ts'
import { startsBetween } from '../../../shared/domain/offers/slot.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { addDays, type Instant, startOfDay, utcDayOf } from '../../../shared/domain/time/time.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Companies } from '../../ports/companies.ts'
import type { Events } from '../../ports/events.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { Members } from '../../ports/members.ts'
import type { Resources } from '../../ports/resources.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type FindTimesStore = Pick<Companies, 'company'> &
  Pick<Members, 'members'> &
  Pick<Resources, 'resources'> &
  Pick<Ledger, 'time'> &
  Pick<Events, 'event'> &
  Pick<Bookings, 'booking'> &
  Pick<Calendars, 'calendars'>

/**
 * What is to be in nobody's way: of an event that the reader may not see nothing is left out, or it would be told whose
 * time it holds.
 */
async function exceptedFor(
  { store }: Pick<World<FindTimesStore>, 'store'>,
  reader: Member,
  members: Member[],
  id: string | undefined,
): Promise<string | undefined> {
  if (id === undefined) return undefined
  const [event, booking, calendars] = await Promise.all([
    store.event(reader.company, id),
    store.booking(reader.company, id),
    store.calendars(reader.company),
  ])
  const reads = event
    ? shownTo(event.privacy, readerOf(event, reader, calendars, members), 'open')
    : booking && shownTo('public', readerOfBooking(booking, reader, calendars, members), 'open')
  return reads === 'details' ? id : undefined
}

/**
 * When members and rooms are busy, and each start at which all that are needed have time: the answer of slot.ts (D5),
 * so that nothing is proposed that could not be had. Two queries for each of them. @throws BadInput for those whom the
 * company does not have
 */
export async function findTimes(
  { store, clock }: World<FindTimesStore>,
  reader: Member,
  request: TimesRequest,
): Promise<{ principals: PrincipalsTime[]; starts: Instant[] }> {
  const from = startOfDay(request.from, request.timeZone)
  const to = startOfDay(addDays(request.to, 1), request.timeZone)
  const people = [...request.members, ...request.optional]
  const all = [...people, ...request.resources]
  const [named, members, rooms, found] = await Promise.all([
    store.company(reader.company),
    store.members(reader.company),
    request.resources.length > 0 ? store.resources(reader.company) : [],
    store.time(reader.company, all, addDays(utcDayOf(from), -1), addDays(utcDayOf(to), 1), 'quick'),
  ])
  const areThere = (ids: string[], list: { id: string }[]) => ids.every((id) => list.some((one) => one.id === id))
  const faults = [
    ...(areThere(request.members, members) ? [] : [inputFault('members', 'notOfCompany')]),
    ...(areThere(request.optional, members) ? [] : [inputFault('optional', 'notOfCompany')]),
    ...(areThere(request.resources, rooms) ? [] : [inputFault('resources', 'notOfCompany')]),
  ]
  if (faults.length > 0) throw new BadInput(...faults)
  const excepted = await exceptedFor({ store }, reader, members, request.except)
  const times = without(found, excepted)
  const asked = {
    company: named!.company,
    durationMinutes: request.durationMinutes,
    visitorTimeZone: request.timeZone,
    party: 1,
  }
  const question = (principals: string[]) => {
    const type = meetingOf(reader.company, principals, request)
    return questionOf({ times, limits: [] }, { ...asked, type }, clock.now(), from, to)
  }
  return {
    principals: question(all).hosts.map((host) => timeOf(host, { from, to })),
    starts: startsBetween(question([...request.members, ...request.resources])),
  }
}
