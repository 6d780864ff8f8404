import * as daysOffApi from '../../../shared/api/days-off.ts'
import * as holidaysApi from '../../../shared/api/holidays.ts'
import * as resourcesApi from '../../../shared/api/resources.ts'
import * as schedulesApi from '../../../shared/api/schedules.ts'
import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Resource } from '../../../shared/domain/booking/appointment-type.ts'
import type { Schedule } from '../../../shared/domain/people/availability.ts'
import { isAdmin, type Member } from '../../../shared/domain/people/member.ts'
import { utcDayOf } from '../../../shared/domain/time/time.ts'
import { endpoint } from '../../middleware/door.ts'
import { changeResource, saveAvailability } from '../../usecases/people/save-availability.ts'
import type { AppTools } from './tools.ts'

const on = endpoint<AppTools>()

/** Whether somebody may set the hours of a principal: one's own, or as an admin anybody's. */
async function refusalToSet(door: AppTools, member: Member, principal: string): Promise<Refusal | undefined> {
  if (principal !== member.id && !isAdmin(member))
    return refuse('NotAllowed', { detail: "Only admins may set other people's hours." })
  const [owner, resources] = await Promise.all([
    door.store.member(member.company, principal),
    door.store.resources(member.company),
  ])
  return owner || resources.some(({ id }) => id === principal) ? undefined : refuse('NotFound')
}

/** What is known of a principal itself: its schedules and days off; the days of its ledger do not matter here. */
async function principalOf(door: AppTools, company: string, principal: string) {
  const today = utcDayOf(door.clock.now())
  const [time] = await door.store.time(company, [principal], today, today, 'latest')
  return time!
}

const resourceView = ({ capacity, isShared, linkedWith, ...resource }: Resource) => ({
  ...resource,
  capacity: capacity ?? null,
  isShared: isShared ?? false,
  linkedWith: linkedWith ?? [],
})

async function checkLinks(door: AppTools, company: string, id: string, linkedWith: string[] | undefined) {
  const known = await door.store.resources(company)
  const faults = (linkedWith ?? []).flatMap((other, i) =>
    other !== id && known.some((one) => one.id === other)
      ? []
      : [{ path: `linkedWith.${i}`, message: 'is not another resource of this company' }],
  )
  if (faults.length > 0) throw new BadInput(...faults)
}

function asResource(id: string, fields: Omit<Resource, 'id' | 'capacity'> & { capacity?: number | null }): Resource {
  const { capacity, ...rest } = fields
  return { id, ...rest, ...(capacity != null && { capacity }) }
}

export const availabilityEndpoints = [
  on(resourcesApi.listResources, async ({ member, door }) => {
    const resources = await door.store.resources(member.company)
    return { body: { resources: resources.map(resourceView) } }
  }),
  on(resourcesApi.createResource, async ({ member, body, door }) => {
    const resource = asResource(door.random.id(), body)
    await checkLinks(door, member.company, resource.id, body.linkedWith)
    const refusal = await saveAvailability(door, member.company, resource.id, { resource, daysOff: [] })
    return refusal ?? { body: resourceView(resource) }
  }),
  on(resourcesApi.changeResource, async ({ member, params, body, door }) => {
    const before = (await door.store.resources(member.company)).find(({ id }) => id === params.id)
    if (!before) return refuse('NotFound')
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
    const resource = asResource(params.id, { ...before, ...given })
    await checkLinks(door, member.company, params.id, body.linkedWith)
    const refusal = await changeResource(door, member.company, before, resource)
    return refusal ?? { body: resourceView(resource) }
  }),
  on(schedulesApi.listSchedules, async ({ member, query, door }) => {
    const { schedules } = await principalOf(door, member.company, query.of)
    return { body: { schedules } }
  }),
  on(schedulesApi.getSchedule, async ({ member, params, door }) => {
    const { schedules } = await principalOf(door, member.company, params.id.split('.')[0]!)
    const schedule = schedules.find(({ id }) => id === params.id)
    return schedule ? { body: schedule } : refuse('NotFound')
  }),
  on(schedulesApi.putSchedule, async ({ member, params, body, door }) => {
    const principal = params.id.split('.')[0]!
    const refusal = await refusalToSet(door, member, principal)
    if (refusal) return refusal
    const schedule = { id: params.id, ...body } as Schedule
    return (await saveAvailability(door, member.company, principal, { schedule })) ?? { body: schedule }
  }),
  on(daysOffApi.listDaysOff, async ({ member, params, door }) => {
    const { facts } = await principalOf(door, member.company, params.id)
    return { body: { daysOff: facts.daysOff } }
  }),
  on(daysOffApi.putDaysOff, async ({ member, params, body, door }) => {
    const refusal = await refusalToSet(door, member, params.id)
    if (refusal) return refusal
    const { daysOff } = body
    return (await saveAvailability(door, member.company, params.id, { daysOff })) ?? { body: { daysOff } }
  }),
  on(holidaysApi.listHolidays, async ({ member, door }) => {
    const found = await door.store.company(member.company)
    return { body: { holidays: found?.company.holidays ?? [] } }
  }),
  on(holidaysApi.putHolidays, async ({ member, body, door }) => {
    await door.store.putHolidays(member.company, body.holidays)
    return { body }
  }),
]
