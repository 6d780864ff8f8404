import type { Repositories } from '../../functions/ports/repositories.ts'
import { readOccupancy } from '../../functions/usecases/booking/occupancy.ts'
import { hashToken } from '../../functions/usecases/people/session.ts'
import type { AppointmentType } from '../../shared/domain/booking/appointment-type.ts'
import type { Booking } from '../../shared/domain/booking/booking.ts'
import { groupsOf, neededOf } from '../../shared/domain/booking/groups.ts'
import { questionOf } from '../../shared/domain/offers/question-of.ts'
import type { Offer } from '../../shared/domain/offers/slot.ts'
import { explainStart } from '../../shared/domain/offers/slot-reason.ts'
import { type SlotRequest, slotRequestOf } from '../../shared/domain/offers/slot-request.ts'
import type { Instant } from '../../shared/domain/time/time.ts'

/** A start that somebody wants, alone. */
export interface Wanted {
  company: string
  slug: string
  startsAt: Instant
  durationMinutes?: number | undefined
  seats: number
  email?: string | undefined
  /** What gives its own time back when this is had: a hold, or the booking that moves. */
  moving?: Booking | undefined
}

const MINUTE_MS = 60_000

/** Everybody who could serve a start as the store stands now: each host with each seating. */
export async function serversOf(store: Repositories, wanted: Wanted, now: Instant): Promise<Set<string>> {
  const { company, slug, startsAt, moving, email } = wanted
  const booker =
    email === undefined
      ? moving?.counted.flatMap(({ name }) => (name.tally === 'booker' ? name.booker : []))[0]
      : hashToken(email)
  const front = await store.bookingContext(company, slug, booker === undefined ? {} : { booker }, now)
  const type = front.type!
  const choices = { timeZone: 'UTC', durationMinutes: wanted.durationMinutes, seats: wanted.seats }
  const slotRequest: SlotRequest = {
    ...slotRequestOf(type, front.company!, choices),
    ...(moving && { moving, durationMinutes: (moving.endsAt - moving.startsAt) / MINUTE_MS, party: moving.seats }),
  }
  const endsAt = startsAt + slotRequest.durationMinutes * MINUTE_MS
  const from = Math.min(startsAt, moving?.startsAt ?? startsAt)
  const occupancy = await readOccupancy(
    { store },
    slotRequest,
    from,
    Math.max(endsAt, moving?.endsAt ?? endsAt),
    'latest',
  )
  if (type.seats === 1 && (groupsOf(type).length > 0 || neededOf(type) > 1)) {
    const question = questionOf({ ...occupancy, booker: front.booker }, slotRequest, now, startsAt, endsAt)
    const verdict = explainStart(question, startsAt)
    return new Set('offer' in verdict ? teamsIn(type, verdict.offer) : [])
  }
  // Hosts are asked one by one: where one has a class to join, another may still open a new one.
  const isCollective = type.assignment === 'collective'
  const asked = isCollective || type.hosts.length === 0 ? [undefined] : type.hosts
  return new Set(
    asked.flatMap((hostId) => {
      const question = questionOf(
        { ...occupancy, booker: front.booker },
        { ...slotRequest, hostId },
        now,
        startsAt,
        endsAt,
      )
      const verdict = explainStart(question, startsAt)
      if (!('offer' in verdict)) return []
      return type.seats > 1 ? className(verdict.offer) : namesIn(verdict.offer)
    }),
  )
}

/** All ways to take so many out of a list. */
function selections(list: string[], count: number): string[][] {
  if (count === 0) return [[]]
  return list.flatMap((one, i) => selections(list.slice(i + 1), count - 1).map((others) => [one, ...others]))
}

/** Every team that could be put together of those who are free. */
function teamsIn(type: AppointmentType, { hosts, groups = [] }: Offer): string[] {
  const parts = [
    { of: 'members', free: hosts, needed: neededOf(type) },
    ...groupsOf(type).map(({ of, needed }, g) => ({ of, needed, free: groups[g]! })),
  ]
  const teams = parts.reduce<{ hosts: string[]; resources: string[] }[]>(
    (all, { of, free, needed }) =>
      all.flatMap((team) =>
        selections(free, needed).map((chosen) => ({
          hosts: of === 'members' ? [...team.hosts, ...chosen] : team.hosts,
          resources: of === 'resources' ? [...team.resources, ...chosen] : team.resources,
        })),
      ),
    [{ hosts: [], resources: [] }],
  )
  return teams.map((team) => `${team.hosts.toSorted().join()}/${team.resources.toSorted().join()}`)
}

function namesIn({ hosts, seatings }: Offer): string[] {
  const things = seatings.map((seating) => seating.toSorted().join())
  return (things.length > 0 ? things : ['']).map((thing) => `${hosts.toSorted().join()}/${thing}`)
}

/** Of a class only whoever counts its seats is named: the others come along. */
const className = ({ hosts, seatings: [seating = []] }: Offer) => [hosts[0] ?? seating[0]!]

/** Who serves a booking, named as `serversOf` does. */
export const serverOf = ({ hosts, resources, session }: Booking) =>
  session ? (hosts[0] ?? resources[0]!) : `${hosts.toSorted().join()}/${resources.toSorted().join()}`
