import type { Member } from '../people/member.ts'
import type { AppointmentType } from './appointment-type.ts'
import { membersOf } from './groups.ts'

type Offered = Pick<AppointmentType, 'ownerId' | 'hosts' | 'resources' | 'groups'>

/** Whether all that a type offers is one member's own time. */
export function offersOnly(
  member: Pick<Member, 'id'>,
  { hosts, resources, groups = [] }: Omit<Offered, 'ownerId'>,
): boolean {
  return resources.length + groups.length === 0 && hosts.length === 1 && hosts[0] === member.id
}

/**
 * Whether somebody may make, change and take away a type: admins all, others what is theirs and offers nobody else's
 * time.
 */
export function mayKeepType(member: Pick<Member, 'id' | 'role'>, type: Offered): boolean {
  return member.role !== 'member' || (type.ownerId === member.id && offersOnly(member, type))
}

/** Whether somebody may make a type: what is to be their own offers their time alone. */
export function mayMakeType(member: Pick<Member, 'id' | 'role'>, type: Offered): boolean {
  return mayKeepType(member, type) && (type.ownerId === undefined || offersOnly(member, type))
}

/** Whether somebody sees a type in the company's list: what a colleague has made for their own time is theirs alone. */
export function seesType(member: Pick<Member, 'id' | 'role'>, type: Offered): boolean {
  return type.ownerId === undefined || type.ownerId === member.id || member.role !== 'member'
}

/** Whether somebody may give out links to a type: whoever keeps it, and whoever serves it. */
export function mayShareType(member: Pick<Member, 'id' | 'role'>, type: Offered): boolean {
  return mayKeepType(member, type) || membersOf(type).includes(member.id)
}
