import type { AppointmentTypeView } from '../../../shared/api/appointment-types.ts'
import type { AppointmentPhrases } from '../../../shared/words/appointments/en.ts'
import type { Say } from '../../../shared/words/phrase.ts'
import type { Bookables } from './bookables.ts'

/** So many of a group without a name are named. */
const MOST_NAMED = 3

/** What of an appointment says what it needs. */
export type Needing = Pick<AppointmentTypeView, 'hosts' | 'resources' | 'assignment' | 'needed'> & {
  groups: readonly { name?: string | undefined; ids: readonly string[]; needed: number }[]
}

/** What one booking takes, part by part: "one of Ada, Linus", "Nurses: 2 of 5", "Room: 1 of 3", "Projector". */
export function needsInWords(
  { hosts, resources, assignment, needed, groups }: Needing,
  bookables: Pick<Bookables, 'members' | 'resources'>,
  say: Say<AppointmentPhrases>,
  locale: string,
): string[] {
  const list = new Intl.ListFormat(locale, { type: 'unit' })
  const nameOf = (id: string) => [...bookables.members, ...bookables.resources].find((one) => one.id === id)?.name ?? id
  const namesOf = (ids: readonly string[]) =>
    list.format(ids.length > MOST_NAMED + 1 ? [...ids.slice(0, MOST_NAMED).map(nameOf), '…'] : ids.map(nameOf))
  const part = (ids: readonly string[], wanted: number, name = ''): string => {
    if (ids.length === 0) return name === '' ? '' : say('needNobodyYet', { name })
    const who = namesOf(ids)
    if (name !== '')
      return ids.length === 1
        ? say('needThis', { name, who })
        : say('needNamed', { name, n: wanted, count: ids.length })
    if (ids.length === 1) return who
    if (wanted >= ids.length) return say('needAllOf', { who })
    return wanted === 1 ? say('needOneOf', { who }) : say('needSomeOf', { n: wanted, who })
  }
  return [
    part(hosts, assignment === 'collective' ? hosts.length : needed),
    part(resources, hosts.length > 0 ? 1 : needed),
    ...groups.map((group) => part(group.ids, group.needed, group.name?.trim())),
  ].filter(Boolean)
}
