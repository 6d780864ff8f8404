import { type InputFault, inputFault } from '../answers/bad-input.ts'
import { MOST_PRINCIPALS } from '../ledger/decide.ts'
import type { AppointmentType, Group } from './appointment-type.ts'

/** So many groups a type may have beside its first. */
export const MOST_GROUPS = 6
/** So many people and things a type may name in all: a question reads the time of each of them. */
export const MOST_CANDIDATES = 100

type Candidates = Pick<AppointmentType, 'hosts' | 'resources' | 'groups'>

/** What a type needs beside its first group. */
export const groupsOf = ({ groups = [] }: Pick<AppointmentType, 'groups'>): Group[] => groups

/** How many of its first group a type needs, where it is not all of them. */
export const neededOf = ({ needed = 1 }: Pick<AppointmentType, 'needed'>): number => needed

const idsOf = (groups: Group[], of: Group['of']) => groups.flatMap((group) => (group.of === of ? group.ids : []))

/** All people who may serve a type, in whatever group. */
export function membersOf(type: Pick<Candidates, 'hosts' | 'groups'>): string[] {
  return [...type.hosts, ...idsOf(groupsOf(type), 'members')]
}

/** All things that may serve a type, in whatever group. */
export function resourcesOfType(type: Pick<Candidates, 'resources' | 'groups'>): string[] {
  return [...type.resources, ...idsOf(groupsOf(type), 'resources')]
}

/** Everybody and everything that a booking of a type may take. */
export const candidatesOf = (type: Candidates): string[] => [...membersOf(type), ...resourcesOfType(type)]

/** The people among whom somebody who serves a type may be replaced: those of their own group. */
export function groupMates(type: Pick<Candidates, 'hosts' | 'groups'>, member: string): string[] {
  return groupsOf(type).find(({ of, ids }) => of === 'members' && ids.includes(member))?.ids ?? type.hosts
}

/** Somebody who is to serve a booking in the place of somebody else. */
export interface Replacing {
  from: string
  to: string
}

/** Why somebody cannot take the place of one of the hosts of a booking: it is nobody's there, or of another group. */
export function faultInReplacing(
  type: Pick<Candidates, 'hosts' | 'groups'> | undefined,
  hosts: string[],
  { from, to }: Replacing,
): InputFault | undefined {
  if (!hosts.includes(from)) return inputFault('from', 'notHostHere')
  if (!type || !membersOf(type).includes(to)) return inputFault('host', 'notHostHere')
  return groupMates(type, from).includes(to) ? undefined : inputFault('host', 'notOfGroup')
}

/** How many people and things one booking of a type holds at most, without the tables of a large party. */
function heldTogether(type: Pick<AppointmentType, 'hosts' | 'resources' | 'assignment' | 'needed' | 'groups'>): number {
  const { hosts, resources, assignment } = type
  const people = hosts.length === 0 ? 0 : assignment === 'collective' ? hosts.length : neededOf(type)
  const rooms = resources.length === 0 ? 0 : hosts.length === 0 ? neededOf(type) : 1
  return people + rooms + groupsOf(type).reduce((sum, { needed }) => sum + needed, 0)
}

/**
 * What is wrong with the groups of a type: nobody and nothing stands in two of them, none needs more than it has, and a
 * booking holds no more than one transaction can claim. Types of one group are not asked. @param mostWrites so many
 * bookings and claims are made at once
 */
export function faultsInGroups(type: AppointmentType, mostWrites: number): InputFault[] {
  const { hosts, resources, assignment, manageCapacities, seats, mostDates } = type
  const groups = groupsOf(type)
  const needed = neededOf(type)
  const first = hosts.length > 0 ? hosts : resources
  const faults: InputFault[] = []
  if (needed > 1) {
    if (assignment === 'collective') faults.push(inputFault('needed', 'allServe'))
    else if (hosts.length === 0 && manageCapacities && seats === 1)
      faults.push(inputFault('needed', 'capacitiesDecide'))
    else if (needed > first.length) faults.push(inputFault('needed', 'moreThanThere', { maximum: first.length }))
  }
  const known = new Set([...hosts, ...resources])
  for (const [i, { ids, needed: wanted }] of groups.entries()) {
    for (const [j, id] of ids.entries()) {
      if (known.has(id)) faults.push(inputFault(`groups.${i}.ids.${j}`, 'inTwoGroups'))
      known.add(id)
    }
    if (wanted > ids.length) faults.push(inputFault(`groups.${i}.needed`, 'moreThanThere', { maximum: ids.length }))
  }
  if (groups.length === 0 && needed === 1) return faults
  if (known.size > MOST_CANDIDATES) faults.push(inputFault('groups', 'tooManyServing', { maximum: MOST_CANDIDATES }))
  const together = heldTogether(type)
  if (together > MOST_PRINCIPALS) faults.push(inputFault('groups', 'tooManyTogether', { maximum: MOST_PRINCIPALS }))
  // Each date is a booking, and a claim of each of them.
  const most = Math.max(1, Math.floor(mostWrites / (1 + together)))
  if (mostDates > most) faults.push(inputFault('mostDates', 'datesOfSoMany', { maximum: most }))
  return faults
}
