import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
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
import type { Companies } from '../../ports/companies.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { Members } from '../../ports/members.ts'
import type { Resources } from '../../ports/resources.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type FindTimesStore = Pick<Companies, 'company'> &
  Pick<Members, 'members'> &
  Pick<Resources, 'resources'> &
  Pick<Ledger, 'time'>

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
  const times = without(found, request.except)
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
