import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { isAdmin, type Member } from '../../../shared/domain/people/member.ts'
import { utcDayOf } from '../../../shared/domain/time/time.ts'
import type { AppWorld } from './app-door.ts'

/** Whether somebody may set the hours of a principal: one's own, or as an admin anybody's. */
export async function refusalToSet(door: AppWorld, member: Member, principal: string): Promise<Refusal | undefined> {
  if (principal !== member.id && !isAdmin(member))
    return refuse('NotAllowed', { detail: "Only admins may set other people's hours." })
  const [owner, resources] = await Promise.all([
    door.store.member(member.company, principal),
    door.store.resources(member.company),
  ])
  return owner || resources.some(({ id }) => id === principal) ? undefined : refuse('NotFound')
}

/** What is known of a principal itself: its schedules and days off; the days of its ledger do not matter here. */
export async function principalOf(door: AppWorld, company: string, principal: string) {
  const today = utcDayOf(door.clock.now())
  const [time] = await door.store.time(company, [principal], today, today, 'latest')
  return time!
}
