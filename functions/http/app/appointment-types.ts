import * as api from '../../../shared/api/appointment-types.ts'
import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { MOST_PRINCIPALS } from '../../../shared/domain/event/event-placement.ts'
import { reasonInWords } from '../../../shared/domain/offers/reason-words.ts'
import type { Reason } from '../../../shared/domain/offers/slot-reason.ts'
import type { Interval } from '../../../shared/domain/time/interval.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { endpoint } from '../../middleware/door.ts'
import { explainSlot } from '../../usecases/booking/explain-slot.ts'
import type { AppTools } from './tools.ts'

const on = endpoint<AppTools>()

function typeView(door: AppTools, type: AppointmentType) {
  const { company, ranges, ...rest } = type
  return {
    ...rest,
    ranges: ranges.map(({ from, to }) => ({ startsAt: formatInstant(from), endsAt: formatInstant(to) })),
    bookingUrl: `${door.publicAddress}/book/${company}/${type.slug}`,
  }
}

const windowsOf = (ranges: { startsAt: string; endsAt: string }[]): Interval[] =>
  ranges.map(({ startsAt, endsAt }) => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) }))

/** Everybody and everything named must be of this company. @throws BadInput */
async function checkPeople(
  door: AppTools,
  company: string,
  type: Pick<AppointmentType, 'hosts' | 'resources' | 'assignment'>,
): Promise<void> {
  const [members, resources] = await Promise.all([door.store.members(company), door.store.resources(company)])
  const strangers = (path: string, ids: string[], known: { id: string }[]) =>
    ids.flatMap((id, i) =>
      known.some((one) => one.id === id) ? [] : [{ path: `${path}.${i}`, message: 'is not known in this company' }],
    )
  const faults = [...strangers('hosts', type.hosts, members), ...strangers('resources', type.resources, resources)]
  if (type.hosts.length + type.resources.length === 0)
    faults.push({ path: 'hosts', message: 'needs at least one host or resource' })
  if (type.assignment === 'collective' && type.hosts.length > MOST_PRINCIPALS)
    faults.push({ path: 'hosts', message: `at most ${MOST_PRINCIPALS} hosts can be booked together` })
  if (faults.length > 0) throw new BadInput(...faults)
}

export const appointmentTypeEndpoints = [
  on(api.listAppointmentTypes, async ({ member, door }) => {
    const types = await door.store.types(member.company)
    return { body: { types: types.map((type) => typeView(door, type)) } }
  }),
  on(api.createAppointmentType, async ({ member, body, door }) => {
    const { ranges, ...fields } = body
    const type: AppointmentType = {
      ...fields,
      company: member.company,
      version: 1,
      stepMinutes: body.stepMinutes ?? body.durationsMinutes[0]!,
      // Ranges offered by hand stand in place of the working hours, unless the type says otherwise.
      limitToWorkingHours: body.limitToWorkingHours ?? ranges.length === 0,
      ranges: windowsOf(ranges),
    }
    await checkPeople(door, member.company, type)
    return (await door.store.putType(type, 0))
      ? { body: typeView(door, type) }
      : refuse('AlreadyExists', { detail: `There is a type "${type.slug}" already.` })
  }),
  on(api.changeAppointmentType, async ({ member, params, body, door }) => {
    const type = await door.store.type(member.company, params.slug)
    if (!type) return refuse('NotFound')
    const { ranges, limits, ...fields } = body
    const given = Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    ) as Partial<AppointmentType>
    const next: AppointmentType = {
      ...type,
      ...given,
      ...(ranges && { ranges: windowsOf(ranges) }),
      limits: { ...type.limits, ...limits },
      version: type.version + 1,
    }
    await checkPeople(door, member.company, next)
    return (await door.store.putType(next, type.version)) ? { body: typeView(door, next) } : refuse('Changed')
  }),
  on(api.deleteAppointmentType, async ({ member, params, door }) =>
    (await door.store.removeType(member.company, params.slug)) ? {} : refuse('NotFound'),
  ),
  on(api.explainSlot, async ({ member, params, query, door }) => {
    const answer = await explainSlot(door, member.company, params.type, {
      ...query,
      startsAt: Date.parse(query.startsAt),
      bookerEmail: query.email,
      timeZone: member.timeZone,
    })
    if (isRefusal(answer)) return answer
    if ('reason' in answer) {
      const names = await namesOf(door, member.company)
      return { body: { reason: reasonView(answer.reason, names, member.timeZone) } }
    }
    const { startsAt, endsAt, hosts, seatings, session } = answer.offer
    return {
      body: {
        offer: {
          startsAt: formatInstant(startsAt),
          endsAt: formatInstant(endsAt),
          hosts,
          resources: [...new Set(seatings.flat())],
          seatings,
          ...(session && { session: { seatsLeft: session.seatsLeft } }),
        },
      },
    }
  }),
]

async function namesOf(door: AppTools, company: string): Promise<Map<string, string>> {
  const [members, resources] = await Promise.all([door.store.members(company), door.store.resources(company)])
  return new Map([...members, ...resources].map(({ id, name }) => [id, name]))
}

/** A reason with its instants as the wire writes them, and as a sentence for people. */
function reasonView(reason: Reason, names: Map<string, string>, timeZone: string) {
  const { until, lift, ...rest } = reason
  const written = lift && {
    ...lift,
    ...('wait' in lift && { wait: formatInstant(lift.wait) }),
    ...('nearest' in lift && { nearest: lift.nearest.map(formatInstant) }),
  }
  return {
    ...rest,
    ...(until !== undefined && Number.isFinite(until) && { until: formatInstant(until) }),
    ...(written && { lift: written }),
    words: reasonInWords(reason, (id) => names.get(id) ?? id, timeZone),
  }
}
