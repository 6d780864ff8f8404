import { MOST_MEMBERS_ASKED } from '../../../shared/domain/people/member.ts'
import { addDays, type Instant, type LocalDate, parseInstant } from '../../../shared/domain/time/time.ts'
import { type Answer, ask } from '../ui/api.ts'
import type { Person } from '../ui/combobox/typed-people.ts'
import type { EventDraft } from './event-draft.svelte.ts'
import type { ProposalRequest } from './proposed-times.ts'

export type Found = Answer<'findTimes'>
/** Who or what a row of the strip is about; those of whom nothing can be known have no time. */
export interface Row {
  id: string
  name: string
  /** Of a person. */
  email: string
  isOptional: boolean
  isRoom: boolean
  time: Found['principals'][number] | undefined
}

const DAYS = 14

/**
 * When those who take part in a draft have time: the days on from one, read once for the same people, rooms and length.
 */
export class FreeTimes {
  found: Found | undefined = $state.raw()
  isFaulty = $state(false)
  isLoading = $state(false)
  readonly from: LocalDate
  private readonly draft: EventDraft
  private hours: 'working' | 'all' = $state('working')
  private turn = 0

  constructor(draft: EventDraft, from: LocalDate) {
    this.draft = draft
    this.from = from
  }

  get to(): LocalDate {
    return addDays(this.from, DAYS - 1)
  }

  async load(hours: 'working' | 'all'): Promise<void> {
    const { draft } = this
    const turn = ++this.turn
    this.isLoading = true
    this.isFaulty = false
    const needed = membersOf(draft, [organizerOf(draft), ...draft.fields.people.map(({ email }) => email)])
    const optional = membersOf(
      draft,
      draft.fields.optionalPeople.map(({ email }) => email),
    ).filter((id) => !needed.includes(id))
    try {
      const found = await ask('findTimes', {
        query: {
          members: needed.slice(0, MOST_MEMBERS_ASKED).join(),
          ...(optional.length > 0 && { optional: optional.slice(0, MOST_MEMBERS_ASKED).join() }),
          ...(draft.fields.rooms.length > 0 && { resources: draft.fields.rooms.join() }),
          from: this.from,
          to: this.to,
          timeZone: draft.calendar.zone,
          durationMinutes: Math.min(1440, Math.max(5, draft.durationMinutes)),
          hours,
          ...(draft.event && { except: draft.event.id }),
        },
      })
      if (turn !== this.turn) return
      this.found = found
      this.hours = hours
    } catch {
      if (turn === this.turn) this.isFaulty = true
    } finally {
      if (turn === this.turn) this.isLoading = false
    }
  }

  /** Everybody and every room, the organizer first. */
  get rows(): Row[] {
    const { draft, found } = this
    const { members, rooms } = draft.calendar
    const timeOf = (id: string | undefined) => found?.principals.find((one) => one.id === id)
    const organizer = organizerOf(draft)
    const rowOf = ({ email, name }: Pick<Person, 'email' | 'name'>, isOptional: boolean): Row => {
      const id = members.find((one) => one.email === email)?.id
      return { id: id ?? email, name, email, isOptional, isRoom: false, time: timeOf(id) }
    }
    const { people, optionalPeople } = draft.fields
    const first = members.find(({ email }) => email === organizer)
    return [
      ...(first && !people.some(({ email }) => email === organizer) ? [rowOf(first, false)] : []),
      ...people.map((person) => rowOf(person, false)),
      ...optionalPeople.map((person) => rowOf(person, true)),
      ...draft.fields.rooms.map((id) => ({
        id,
        name: rooms.find((room) => room.id === id)?.name ?? id,
        email: '',
        isOptional: false,
        isRoom: true,
        time: timeOf(id),
      })),
    ]
  }

  /** What proposals are made of; whose time nobody knows is waited for by nobody. */
  request(from: Instant, lengthMs: number): ProposalRequest {
    const { draft, found, rows, hours } = this
    const instants = (some: readonly { from: string; to: string }[]) =>
      some.map((one) => ({ from: parseInstant(one.from), to: parseInstant(one.to) }))
    const organizer = organizerOf(draft)
    return {
      participants: rows.flatMap(({ id, email, isOptional, isRoom, time }) =>
        time
          ? {
              id,
              isOptional,
              isEssential: isRoom || email === organizer,
              busy: instants(time.busy),
              hours: instants(time.hours),
            }
          : [],
      ),
      starts: (found?.times ?? []).map(({ startsAt }) => parseInstant(startsAt)),
      from,
      lengthMs,
      timeZone: draft.calendar.zone,
      isWithinHours: hours === 'working',
    }
  }
}

/** Whether members have time for a draft as it stands, as far as that is known; one request for all of them. */
export class AvailabilityNow {
  private known: { key: string; found: Found } | undefined = $state.raw()
  private readonly draft: EventDraft
  private asked = ''

  constructor(draft: EventDraft) {
    this.draft = draft
  }

  /** Reads it where it is not known for the times that are typed; without it nothing is said. */
  async look(): Promise<void> {
    const { draft } = this
    const { members, zone } = draft.calendar
    const key = this.key()
    if (key === '' || key === this.asked) return
    this.asked = key
    const { fromDate, toDate } = draft.fields
    try {
      const found = await ask('findTimes', {
        query: {
          members: members
            .slice(0, MOST_MEMBERS_ASKED)
            .map(({ id }) => id)
            .join(),
          from: addDays(fromDate, -1),
          to: addDays(toDate, 1),
          timeZone: zone,
          durationMinutes: 30,
          hours: 'all',
          ...(draft.event && { except: draft.event.id }),
        },
      })
      this.known = { key, found }
    } catch {
      this.asked = ''
    }
  }

  /** The dates that were read for; times within them need no other answer. */
  private key(): string {
    const { fields, calendar } = this.draft
    if (fields.isAllDay || calendar.members.length < 2 || !this.draft.times()) return ''
    return `${fields.fromDate} ${fields.toDate}`
  }

  of(email: string): Person['availability'] {
    const { known, draft } = this
    const times = draft.times()
    if (!known || known.key !== this.key() || !times || !('startsAt' in times)) return undefined
    const id = draft.calendar.members.find((member) => member.email === email)?.id
    const time = known.found.principals.find((one) => one.id === id)
    if (!time) return 'unknown'
    return time.busy.some(({ from, to }) => from < times.endsAt && to > times.startsAt) ? 'busy' : 'free'
  }
}

function organizerOf(draft: EventDraft): string {
  const { calendar, event, fields } = draft
  return [event?.organizer, calendar.me, ...calendar.members].find((one) => one?.id === fields.organizerId)?.email ?? ''
}

/** The ids of those who are members. */
function membersOf(draft: EventDraft, emails: string[]): string[] {
  const ids = emails.flatMap((email) => draft.calendar.members.find((member) => member.email === email)?.id ?? [])
  return [...new Set(ids)]
}
