import * as api from '../../../shared/api/appointment-types.ts'
import type { AppointmentType } from '../../../shared/domain/appointment-type.ts'
import type { Schedule } from '../../../shared/domain/availability.ts'
import { BadInput } from '../../../shared/domain/bad-input.ts'
import { isAdmin } from '../../../shared/domain/member.ts'
import { isRefusal, refuse } from '../../../shared/domain/refusal.ts'
import { formatInstant } from '../../../shared/domain/time.ts'
import { endpoint } from '../../middleware/door.ts'
import { explainSlot } from '../../usecases/booking/explain-slot.ts'
import type { AppTools } from './tools.ts'

const on = endpoint<AppTools>()

function typeView(door: AppTools, type: AppointmentType) {
  const { company, ...rest } = type
  return {
    ...rest,
    limits: { perDay: null, perWeek: null, perMonth: null, perBooker: null },
    seats: 1,
    bookingUrl: `${door.publicAddress}/book/${company}/${type.slug}`,
  }
}

/** Everybody and everything named must be of this company. @throws BadInput */
async function checkPeople(
  door: AppTools,
  company: string,
  type: Pick<AppointmentType, 'hosts' | 'resources'>,
): Promise<void> {
  const [members, resources] = await Promise.all([door.store.members(company), door.store.resources(company)])
  const strangers = (path: string, ids: string[], known: { id: string }[]) =>
    ids.flatMap((id, i) =>
      known.some((one) => one.id === id) ? [] : [{ path: `${path}.${i}`, message: 'is not known in this company' }],
    )
  const faults = [...strangers('hosts', type.hosts, members), ...strangers('resources', type.resources, resources)]
  if (type.hosts.length + type.resources.length === 0)
    faults.push({ path: 'hosts', message: 'needs at least one host or resource' })
  if (faults.length > 0) throw new BadInput(...faults)
}

async function mayHaveHours(door: AppTools, company: string, id: string): Promise<boolean> {
  const [member, resources] = await Promise.all([door.store.member(company, id), door.store.resources(company)])
  return member !== undefined || resources.some((one) => one.id === id)
}

export const appointmentTypeEndpoints = [
  on(api.listAppointmentTypes, async ({ member, door }) => {
    const types = await door.store.types(member.company)
    return { body: { types: types.map((type) => typeView(door, type)) } }
  }),
  on(api.createAppointmentType, async ({ member, body, door }) => {
    const { seats: _seats, ...fields } = body
    const type: AppointmentType = {
      ...fields,
      company: member.company,
      version: 1,
      stepMinutes: body.stepMinutes ?? body.durationsMinutes[0]!,
    }
    await checkPeople(door, member.company, type)
    return (await door.store.putType(type, 0))
      ? { body: typeView(door, type) }
      : refuse('AlreadyExists', { detail: `There is a type "${type.slug}" already.` })
  }),
  on(api.changeAppointmentType, async ({ member, params, body, door }) => {
    const type = await door.store.type(member.company, params.slug)
    if (!type) return refuse('NotFound')
    const { seats: _seats, ...fields } = body
    const given = Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    ) as Partial<AppointmentType>
    const next = { ...type, ...given, version: type.version + 1 }
    await checkPeople(door, member.company, next)
    return (await door.store.putType(next, type.version)) ? { body: typeView(door, next) } : refuse('Changed')
  }),
  on(api.deleteAppointmentType, async ({ member, params, door }) =>
    (await door.store.removeType(member.company, params.slug)) ? {} : refuse('NotFound'),
  ),
  on(api.listResources, async ({ member, door }) => {
    const resources = await door.store.resources(member.company)
    return { body: { resources: resources.map(({ id, name, timeZone }) => ({ id, name, timeZone })) } }
  }),
  on(api.createResource, async ({ member, body, door }) => {
    const resource = { id: door.random.id(), ...body }
    await door.store.putResource(member.company, resource)
    return { body: resource }
  }),
  on(api.getSchedule, async ({ member, params, door }) => {
    const schedule = await door.store.schedule(member.company, params.id)
    return schedule ? { body: schedule } : refuse('NotFound')
  }),
  on(api.putSchedule, async ({ member, params, body, door }) => {
    if (params.id !== member.id && !isAdmin(member))
      return refuse('NotAllowed', { detail: "Only admins may set other people's hours." })
    if (!(await mayHaveHours(door, member.company, params.id))) return refuse('NotFound')
    const schedule = { id: params.id, ...body } as Schedule
    await door.store.putSchedule(member.company, schedule)
    return { body: schedule }
  }),
  on(api.explainSlot, async ({ member, params, query, door }) => {
    const answer = await explainSlot(door, member.company, params.type, {
      startsAt: Date.parse(query.startsAt),
      durationMinutes: query.durationMinutes,
      timeZone: member.timeZone,
    })
    if (isRefusal(answer)) return answer
    if ('reason' in answer) return { body: { reason: answer.reason } }
    const { startsAt, endsAt, hosts, resources } = answer.offer
    return { body: { offer: { startsAt: formatInstant(startsAt), endsAt: formatInstant(endsAt), hosts, resources } } }
  }),
]
