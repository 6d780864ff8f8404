import type { Committed, Write } from '../../functions/ports/commit.ts'
import type { FrontDesk, RememberedAnswer } from '../../functions/ports/front-desk.ts'
import type { Invitation } from '../../functions/ports/invitations.ts'
import type { OAuthState } from '../../functions/ports/oauth-states.ts'
import type { ReminderRow } from '../../functions/ports/reminders.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import type { Session } from '../../functions/ports/sessions.ts'
import type { KeptStanding } from '../../functions/ports/standings.ts'
import type { AppointmentType, Resource } from '../../shared/domain/booking/appointment-type.ts'
import type { Booking } from '../../shared/domain/booking/booking.ts'
import type { Change } from '../../shared/domain/changes/change.ts'
import type { Effect } from '../../shared/domain/effects/effect.ts'
import { wordOfRecipient } from '../../shared/domain/effects/recipient.ts'
import type { Announcement } from '../../shared/domain/event/announcement.ts'
import type { CalendarEvent } from '../../shared/domain/event/calendar-event.ts'
import type { DayWrite, LedgerWrite } from '../../shared/domain/ledger/decide.ts'
import {
  type Claim,
  cellsOfDay,
  type LedgerDay,
  type PrincipalFacts,
  type Span,
} from '../../shared/domain/ledger/ledger.ts'
import type { Tally, TallyName, TallyWrite } from '../../shared/domain/ledger/tally.ts'
import type { Schedule } from '../../shared/domain/people/availability.ts'
import type { Company, Member } from '../../shared/domain/people/member.ts'
import type { CalendarConnection, CalendarLink } from '../../shared/domain/sync/connection.ts'
import { utcDayOf } from '../../shared/domain/time/time.ts'

const DAY_MS = 86_400_000
const POLL_EVERY_MS = 15 * 60_000
const MOST_ACTIONS = 100
const SWEEP_LIMIT = 200

/** A day as it is kept: with the cells that conditions ask about. */
export interface KeptDay extends LedgerDay {
  busy: ReadonlySet<number>
  buffer: ReadonlySet<number>
}

/** A tally as it is kept: with the sum that conditions ask about. */
export interface KeptTally extends Tally {
  taken: number
}

interface Head {
  revision?: number
  facts: Partial<PrincipalFacts>
}

interface Item {
  value: unknown
  /** In which list of things still to be done it stands, and from when on. */
  due?: { list: string; at: number } | undefined
}

/** One item of a commit: where it is, whether its condition holds, and what it is to become (undefined: gone). */
interface Action {
  shelf: string
  name: string
  holds: boolean
  next: Item | undefined | 'unchanged'
}

/** A copy without what is undefined, that nobody can change: as if it had been written down. */
function kept<T>(value: T): T {
  // Sets of cells are made for one version of a day and never changed.
  if (typeof value !== 'object' || value === null || value instanceof Set) return value
  if (Array.isArray(value)) return Object.freeze(value.map(kept)) as T
  const copy: Record<string, unknown> = {}
  for (const [name, one] of Object.entries(value)) if (one !== undefined) copy[name] = kept(one)
  return Object.freeze(copy) as T
}

const hoursName = (id: string) => id.split('.')[1] ?? 'usual'
const ledgerOf = (company: string, principal: string) => `${company} ledger ${principal}`
const dayName = (day: string) => `day ${day}`

function tallyPlace(company: string, name: TallyName): [shelf: string, name: string] {
  switch (name.tally) {
    case 'limit':
      return [`${company} limits ${name.type} ${name.principal}`, `${name.startDate} ${name.period}`]
    case 'session':
      return [ledgerOf(company, name.principal), `day ${utcDayOf(name.startsAt)} session ${name.id}`]
    case 'booker':
      return [`${company} booker ${name.type} ${name.booker}`, 'booker']
  }
}

/**
 * The store in memory, with the conditions of the real one: a commit is all or nothing, its conditions are asked of what was
 * before it, and it takes each item once. For tests that ask about races, where a step must cost microseconds.
 */
export class MemoryStore implements Repositories {
  private readonly shelves = new Map<string, Map<string, Item>>()
  private readonly due = new Set<Item>()

  // --- items

  private get<T>(shelf: string, name: string): T | undefined {
    return this.shelves.get(shelf)?.get(name)?.value as T | undefined
  }

  private put(shelf: string, name: string, item: Item): void {
    this.remove(shelf, name)
    const items = this.shelves.get(shelf) ?? new Map<string, Item>()
    this.shelves.set(shelf, items.set(name, item))
    if (item.due) this.due.add(item)
  }

  private remove<T>(shelf: string, name: string): T | undefined {
    const items = this.shelves.get(shelf)
    const item = items?.get(name)
    if (item) this.due.delete(item)
    items?.delete(name)
    return item?.value as T | undefined
  }

  /** Things of a shelf whose names lie between two, both included, by name. */
  private range<T>(shelf: string, first = '', last = '~'): T[] {
    return [...(this.shelves.get(shelf) ?? [])]
      .filter(([name]) => first <= name && name <= last)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, item]) => item.value as T)
  }

  private dueIn<T>(list: string, before: number, limit = SWEEP_LIMIT): T[] {
    return [...this.due]
      .filter(({ due }) => due!.list === list && due!.at <= before)
      .sort((a, b) => a.due!.at - b.due!.at)
      .slice(0, limit)
      .map(({ value }) => value as T)
  }

  // --- commit

  /** A commit at once: nothing comes between its conditions and what it writes. */
  commitNow(writes: Write[]): Committed {
    const actions = writes.flatMap((write, index) => this.actionsOf(write).map((action) => ({ ...action, index })))
    const places = new Set(actions.map(({ shelf, name }) => `${shelf}\n${name}`))
    if (places.size < actions.length) throw new Error('a commit takes each item once')
    if (actions.length > MOST_ACTIONS) return { outcome: 'tooMany' }
    const failed = actions.find(({ holds }) => !holds)
    if (failed) {
      const found = isDayWrite(writes[failed.index]!) ? this.get<KeptDay>(failed.shelf, failed.name) : undefined
      return { outcome: 'failed', index: failed.index, ...(found && { found: dayOf(found) }) }
    }
    for (const { shelf, name, next } of actions) {
      if (next === 'unchanged') continue
      if (next) this.put(shelf, name, { ...next, value: kept(next.value) })
      else this.remove(shelf, name)
    }
    return { outcome: 'done' }
  }

  async commit(writes: Write[]): Promise<Committed> {
    return this.commitNow(writes)
  }

  private versioned(shelf: string, name: string, expected: number, next: Item): Action {
    const found = this.get<{ version: number }>(shelf, name)
    return { shelf, name, holds: expected === 0 ? found === undefined : found?.version === expected, next }
  }

  private isNew(shelf: string, name: string, next: Item): Action {
    return { shelf, name, holds: this.get(shelf, name) === undefined, next }
  }

  private actionsOf(write: Write): Action[] {
    switch (write.write) {
      case 'booking': {
        const { booking } = write
        const due = booking.status === 'held' ? { list: 'hold', at: booking.heldUntil! } : undefined
        const next = { value: booking, due }
        return [this.versioned(`${booking.company} booking`, booking.id, write.expectedVersion, next)]
      }
      case 'event': {
        const { event } = write
        return [this.versioned(`${event.company} event`, event.id, write.expectedVersion, { value: event })]
      }
      case 'ledger':
        return [this.ledgerAction(write.company, write.ledger)]
      case 'facts': {
        const shelf = ledgerOf(write.company, write.principal)
        const { revision = 0, facts = {} } = this.get<Head>(shelf, 'head') ?? {}
        const value: Head = { revision: revision + 1, facts: { ...facts, ...write.facts } }
        return [{ shelf, name: 'head', holds: true, next: { value } }]
      }
      case 'hours': {
        const { schedule } = write
        const [principal = ''] = schedule.id.split('.')
        const name = `hours ${hoursName(schedule.id)}`
        return [{ shelf: ledgerOf(write.company, principal), name, holds: true, next: { value: schedule } }]
      }
      case 'announcement': {
        const { announcement } = write
        const next = { value: announcement, due: { list: 'announcement', at: announcement.at } }
        return [this.isNew(`${announcement.company} announcement`, announcement.id, next)]
      }
      case 'settled': {
        const { company, id } = write.announcement
        const shelf = `${company} announcement`
        return [{ shelf, name: id, holds: this.get(shelf, id) !== undefined, next: undefined }]
      }
      case 'checkEvent': {
        const shelf = `${write.company} event`
        const holds = this.get<CalendarEvent>(shelf, write.id)?.version === write.version
        return [{ shelf, name: write.id, holds, next: 'unchanged' }]
      }
      case 'standing': {
        const { company, eventId, standing } = write
        const shelf = `${company} standings ${eventId}`
        return [{ shelf, name: standing.principal, holds: true, next: { value: standing } }]
      }
      case 'removeStanding': {
        const shelf = `${write.company} standings ${write.eventId}`
        return [{ shelf, name: write.principal, holds: true, next: undefined }]
      }
      case 'answer': {
        const { answer } = write
        const shelf = `${answer.company} answer ${answer.type}`
        const found = this.get<RememberedAnswer>(shelf, answer.keyHash)
        const holds = !found || found.expiresAt <= answer.expiresAt - DAY_MS
        return [{ shelf, name: answer.keyHash, holds, next: { value: answer } }]
      }
      case 'change': {
        const { change } = write
        const next = { value: change, due: { list: 'change', at: change.at } }
        return [this.isNew(`${change.company} changes ${change.subjectId}`, String(change.version), next)]
      }
      case 'member': {
        const { member, passwordHash } = write
        return [
          this.isNew(`${member.company} members`, member.id, { value: { ...member, passwordHash } }),
          this.isNew('logins', member.email, { value: { company: member.company, memberId: member.id } }),
        ]
      }
      case 'changedMember': {
        const { company, id, name, timeZone, role } = write.member
        const shelf = `${company} members`
        const found = this.get<Member>(shelf, id)
        return [{ shelf, name: id, holds: !!found, next: { value: { ...found, name, timeZone, role } } }]
      }
      case 'resource': {
        const { company, resource } = write
        return [{ shelf: `${company} resources`, name: resource.id, holds: true, next: { value: resource } }]
      }
      case 'invitation': {
        const { invitation } = write
        const next = { value: invitation }
        return [this.versioned(`${invitation.company} invitations`, invitation.id, write.expectedVersion, next)]
      }
      case 'company': {
        const { company, sealedLinkKey } = write
        return [
          this.isNew('companies', company.slug, { value: { company, sealedLinkKey } }),
          this.isNew('first company', 'first', { value: company.slug }),
        ]
      }
      case 'link': {
        const { link } = write
        const shelf = `${link.company} links ${link.connectionId}`
        return [
          { shelf, name: `subject ${link.subjectId}`, holds: true, next: { value: link } },
          { shelf, name: `remote ${link.remoteId}`, holds: true, next: { value: link.subjectId } },
        ]
      }
    }
  }

  private ledgerAction(company: string, write: LedgerWrite): Action {
    switch (write.kind) {
      case 'claimCells':
      case 'replaceDay':
        return this.dayAction(company, write)
      case 'putSpan': {
        const { span } = write
        const shelf = ledgerOf(company, span.principal)
        return { shelf, name: `span ${span.id}`, holds: true, next: { value: span } }
      }
      case 'removeSpan':
        return { shelf: ledgerOf(company, write.principal), name: `span ${write.id}`, holds: true, next: undefined }
      case 'raiseRevision': {
        const shelf = ledgerOf(company, write.principal)
        const { revision, facts = {} } = this.get<Head>(shelf, 'head') ?? {}
        const holds = write.expected === undefined || revision === (write.expected === 0 ? undefined : write.expected)
        return { shelf, name: 'head', holds, next: { value: { revision: (revision ?? 0) + 1, facts } } }
      }
      case 'checkRevision': {
        const shelf = ledgerOf(company, write.principal)
        const revision = this.get<Head>(shelf, 'head')?.revision
        const holds = revision === (write.expected === 0 ? undefined : write.expected)
        return { shelf, name: 'head', holds, next: 'unchanged' }
      }
      default:
        return this.tallyAction(company, write)
    }
  }

  private dayAction(company: string, write: DayWrite): Action {
    if (write.kind === 'replaceDay') {
      const { next, expectedVersion } = write
      const { busy, buffer } = cellsOfDay(next)
      const value: KeptDay = { ...next, busy: new Set(busy), buffer: new Set(buffer) }
      return this.versioned(ledgerOf(company, next.principal), dayName(next.day), expectedVersion, { value })
    }
    const { principal, day, claim, cells } = write
    const shelf = ledgerOf(company, principal)
    const found = this.get<KeptDay>(shelf, dayName(day))
    const { version = 0, claims = [], busy = new Set<number>(), buffer = new Set<number>() } = found ?? {}
    const holds =
      !claims.some(({ id }) => id === claim.id) &&
      !cells.busy.some((cell) => busy.has(cell) || buffer.has(cell)) &&
      !cells.buffer.some((cell) => busy.has(cell))
    const value: KeptDay = {
      principal,
      day,
      version: version + 1,
      claims: [...claims, claim],
      busy: new Set([...busy, ...cells.busy]),
      buffer: new Set([...buffer, ...cells.buffer]),
    }
    return { shelf, name: dayName(day), holds, next: { value } }
  }

  private tallyAction(company: string, write: TallyWrite): Action {
    const [shelf, name] = tallyPlace(company, write.kind === 'replaceTally' ? write.next.name : write.name)
    const found = this.get<KeptTally>(shelf, name)
    switch (write.kind) {
      case 'replaceTally': {
        const taken = Object.values(write.next.entries).reduce((sum, { count }) => sum + count, 0)
        return this.versioned(shelf, name, write.expectedVersion, { value: { ...write.next, taken } })
      }
      case 'dropTally': {
        const holds = write.expectedVersion === 0 ? !found : found?.version === write.expectedVersion
        return { shelf, name, holds, next: undefined }
      }
      case 'addEntry': {
        const { id, entry, room, shape } = write
        const { version = 0, entries = {}, taken = 0 } = found ?? {}
        const isThat = shape === undefined || found?.shape === shape
        const holds = entries[id] === undefined && isThat && (!found || taken <= room)
        const value: KeptTally = {
          ...found,
          name: write.name,
          version: version + 1,
          entries: { ...entries, [id]: entry },
          taken: taken + entry.count,
        }
        return { shelf, name, holds, next: { value } }
      }
      case 'removeEntry': {
        const { [write.id]: entry, ...entries } = found?.entries ?? {}
        const value = {
          ...found,
          version: (found?.version ?? 0) + 1,
          entries,
          taken: (found?.taken ?? 0) - write.count,
        }
        return { shelf, name, holds: entry !== undefined, next: { value } }
      }
    }
  }

  // --- people

  async company(slug: string) {
    return this.get<{ company: Company; sealedLinkKey: string }>('companies', slug)
  }

  async hasCompanies() {
    return this.get('first company', 'first') !== undefined
  }

  async member(company: string, id: string) {
    const found = this.get<Member>(`${company} members`, id)
    return found && withoutSecret(found)
  }

  async members(company: string) {
    return this.range<Member>(`${company} members`).map(withoutSecret)
  }

  async login(email: string) {
    const way = this.get<{ company: string; memberId: string }>('logins', email)
    const found = way && this.get<Member & { passwordHash: string }>(`${way.company} members`, way.memberId)
    return found && { member: withoutSecret(found), passwordHash: found.passwordHash }
  }

  async session(tokenHash: string, now: number) {
    const found = this.get<Session>('sessions', tokenHash)
    return found && found.expiresAt > now ? found : undefined
  }

  async putSession(tokenHash: string, session: Session) {
    this.put('sessions', tokenHash, { value: kept(session) })
  }

  async removeSession(tokenHash: string) {
    this.remove('sessions', tokenHash)
  }

  async invitation(company: string, id: string) {
    return this.get<Invitation>(`${company} invitations`, id)
  }

  async invitations(company: string) {
    return this.range<Invitation>(`${company} invitations`)
  }

  async countTry(key: string, windowStart: number) {
    const tries = (this.get<number>(`tries ${key}`, String(windowStart)) ?? 0) + 1
    this.put(`tries ${key}`, String(windowStart), { value: tries })
    return tries
  }

  async putOAuthState(stateHash: string, state: OAuthState) {
    this.put('states', stateHash, { value: kept(state) })
  }

  async takeOAuthState(stateHash: string, now: number) {
    const found = this.remove<OAuthState>('states', stateHash)
    return found && found.expiresAt > now ? found : undefined
  }

  // --- the desk

  async types(company: string) {
    return this.range<AppointmentType>(`${company} types`)
  }

  async type(company: string, slug: string) {
    return this.get<AppointmentType>(`${company} types`, slug)
  }

  async frontDesk(
    company: string,
    slug: string,
    { keyHash, booker, assigned, tries }: Parameters<Repositories['frontDesk']>[2],
    now: number,
  ): Promise<FrontDesk> {
    const type = this.get<AppointmentType>(`${company} types`, slug)
    const owner = this.get<{ company: Company }>('companies', company)?.company
    const answer = keyHash === undefined ? undefined : this.get<RememberedAnswer>(`${company} answer ${slug}`, keyHash)
    const counts = assigned ? this.get<Record<string, number>>(`${company} assignment`, slug) : undefined
    const name: TallyName | undefined = booker === undefined ? undefined : { tally: 'booker', type: slug, booker }
    return {
      ...(type && { type }),
      ...(owner && { company: owner }),
      ...(answer && answer.expiresAt > now && { answer }),
      assigned: counts ?? {},
      tries: tries ? (this.get<number>(`tries ${tries.key}`, String(tries.windowStart)) ?? 0) : 0,
      ...(name && { booker: this.tallyNow(company, name) }),
    }
  }

  async putType(type: AppointmentType, expectedVersion: number) {
    const action = this.versioned(`${type.company} types`, type.slug, expectedVersion, { value: kept(type) })
    if (action.holds) this.put(action.shelf, action.name, action.next as Item)
    return action.holds
  }

  async removeType(company: string, slug: string) {
    return this.remove(`${company} types`, slug) !== undefined
  }

  async resources(company: string) {
    return this.range<Resource>(`${company} resources`)
  }

  async people(company: string, hosts: string[], resources: string[]) {
    const all = <T>(shelf: string, ids: string[]) =>
      [...new Set(ids)].flatMap((id) => this.get<T>(`${company} ${shelf}`, id) ?? [])
    return {
      members: all<Member>('members', hosts).map(withoutSecret),
      resources: all<Resource>('resources', resources),
    }
  }

  async countAssignment(company: string, type: string, host: string, bookings: number) {
    const counts = this.get<Record<string, number>>(`${company} assignment`, type)
    const value = { ...counts, [host]: (counts?.[host] ?? 0) + bookings }
    this.put(`${company} assignment`, type, { value: kept(value) })
  }

  async putHolidays(company: string, holidays: Company['holidays']) {
    const found = this.get<{ company: Company; sealedLinkKey: string }>('companies', company)
    if (!found) throw new Error(`there is no company ${company}`)
    this.put('companies', company, { value: kept({ ...found, company: { ...found.company, holidays } }) })
  }

  // --- the calendar

  async event(company: string, id: string) {
    return this.get<CalendarEvent>(`${company} event`, id)
  }

  async booking(company: string, id: string) {
    return this.get<Booking>(`${company} booking`, id)
  }

  async subjects(company: string, ids: string[]) {
    const all = <T>(kind: string) => [...new Set(ids)].flatMap((id) => this.get<T>(`${company} ${kind}`, id) ?? [])
    return { events: all<CalendarEvent>('event'), bookings: all<Booking>('booking') }
  }

  async time(company: string, principals: string[], from: string, to: string) {
    return principals.map((principal) => {
      const shelf = ledgerOf(company, principal)
      const ofDays = this.range<KeptDay | KeptTally>(shelf, `day ${from}`, `day ${to}~`)
      const { revision = 0, facts = {} } = this.get<Head>(shelf, 'head') ?? {}
      return {
        principal,
        facts: { timeZone: 'UTC', daysOff: [], ...facts },
        revision,
        schedules: this.range<Schedule>(shelf, 'hours ', 'hours ~'),
        days: ofDays.flatMap((one) => ('claims' in one ? dayOf(one) : [])),
        sessions: ofDays.flatMap((one) => ('claims' in one ? [] : tallyOf(one))),
        spans: this.range<Span>(shelf, 'span ', 'span ~'),
      }
    })
  }

  private tallyNow(company: string, name: TallyName): Tally {
    const found = this.get<KeptTally>(...tallyPlace(company, name))
    return found ? tallyOf(found) : { name, version: 0, entries: {} }
  }

  async tallies(company: string, names: TallyName[]) {
    return names.map((name) => this.tallyNow(company, name))
  }

  async limits(company: string, type: string, principals: string[], from: string, to: string) {
    return principals.flatMap((principal) =>
      this.range<KeptTally>(`${company} limits ${type} ${principal}`, from, `${to}~`).map(tallyOf),
    )
  }

  async announcement(company: string, id: string) {
    return this.get<Announcement>(`${company} announcement`, id)
  }

  async openAnnouncements(announcedBefore: number) {
    return this.dueIn<Announcement>('announcement', announcedBefore)
  }

  async endedHolds(endedBefore: number) {
    return this.dueIn<Booking>('hold', endedBefore)
  }

  async standings(company: string, eventId: string) {
    return this.range<KeptStanding>(`${company} standings ${eventId}`)
  }

  // --- what is still to be done

  private changeItem(change: Change): Item | undefined {
    return this.shelves.get(`${change.company} changes ${change.subjectId}`)?.get(String(change.version))
  }

  async change(company: string, subjectId: string, version: number) {
    return this.get<Change>(`${company} changes ${subjectId}`, String(version))
  }

  async markedChanges(dueBefore: number) {
    return this.dueIn<Change>('change', dueBefore)
  }

  async unmark(change: Change) {
    const item = this.changeItem(change)
    if (item) this.due.delete(item)
  }

  async postpone(change: Change, at: number) {
    const item = this.changeItem(change)
    if (item && this.due.has(item)) item.due = { list: 'change', at }
  }

  private putEffect(effect: Effect, at = effect.dueAt): void {
    const isOpen = effect.state === 'planned' || effect.state === 'sending'
    const due = isOpen ? { list: 'effect', at } : undefined
    this.put(effectsOf(effect.company, effect.subjectId), effectName(effect), { value: kept(effect), due })
  }

  async plan(effect: Effect) {
    if (!this.get(effectsOf(effect.company, effect.subjectId), effectName(effect))) this.putEffect(effect)
  }

  async effectsOf(company: string, subjectId: string) {
    return this.range<Effect>(effectsOf(company, subjectId))
  }

  async overdueEffects(dueBefore: number) {
    return this.dueIn<Effect>('effect', dueBefore)
  }

  async begin(effect: Effect, now: number, leaseUntil: number) {
    const found = this.get<Effect>(effectsOf(effect.company, effect.subjectId), effectName(effect))
    const isFree = found?.state === 'planned' || (found?.state === 'sending' && found.leaseUntil! <= now)
    if (found && isFree)
      this.putEffect({ ...found, state: 'sending', leaseUntil, attempts: found.attempts + 1 }, leaseUntil)
    return isFree
  }

  async finish(effect: Effect) {
    this.putEffect(effect)
  }

  async pending() {
    const count = (list: string) => this.dueIn(list, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY).length
    return { changes: count('change'), effects: count('effect') }
  }

  async reminder(company: string, subjectId: string) {
    return this.get<ReminderRow>(`${company} reminder`, subjectId)
  }

  async putReminder(row: ReminderRow, expectedVersion: number) {
    const due = row.nextAt === undefined ? undefined : { list: 'reminder', at: row.nextAt }
    const next = { value: kept(row), due }
    const action = this.versioned(`${row.company} reminder`, row.subjectId, expectedVersion, next)
    if (action.holds) this.put(action.shelf, action.name, next)
    return action.holds
  }

  async dueReminders(dueBefore: number) {
    return this.dueIn<ReminderRow>('reminder', dueBefore)
  }

  // --- connected calendars

  async connection(company: string, memberId: string, id: string) {
    return this.get<CalendarConnection>(`${company} connections ${memberId}`, id)
  }

  async connectionsOf(company: string, memberId: string) {
    return this.range<CalendarConnection>(`${company} connections ${memberId}`)
  }

  async putConnection(connection: CalendarConnection, expectedVersion: number) {
    const shelf = `${connection.company} connections ${connection.memberId}`
    // Notifications count `dirty` up meanwhile: it is set only when the connection is made.
    const dirty = this.get<CalendarConnection>(shelf, connection.id)?.dirty ?? connection.dirty
    const next = { value: kept({ ...connection, dirty }), due: pollOf(connection) }
    const action = this.versioned(shelf, connection.id, expectedVersion, next)
    if (action.holds) this.put(shelf, connection.id, next)
    return action.holds
  }

  async removeConnection({ company, memberId, id }: CalendarConnection) {
    this.remove(`${company} connections ${memberId}`, id)
  }

  async dueConnections(before: number) {
    return this.dueIn<CalendarConnection>('connection', before)
  }

  async channel(channelId: string) {
    return this.get<NonNullable<Awaited<ReturnType<Repositories['channel']>>>>('channels', channelId)
  }

  async putChannel(channelId: string, to: Parameters<Repositories['putChannel']>[1]) {
    this.put('channels', channelId, { value: kept(to) })
  }

  async markDirty(company: string, memberId: string, id: string) {
    const shelf = `${company} connections ${memberId}`
    const found = this.get<CalendarConnection>(shelf, id)
    if (found) this.put(shelf, id, { value: kept({ ...found, dirty: found.dirty + 1 }), due: pollOf(found) })
  }

  async linkBySubject(company: string, connectionId: string, subjectId: string) {
    return this.get<CalendarLink>(`${company} links ${connectionId}`, `subject ${subjectId}`)
  }

  async linkByRemote(company: string, connectionId: string, remoteId: string) {
    const shelf = `${company} links ${connectionId}`
    return this.get<CalendarLink>(shelf, `subject ${this.get(shelf, `remote ${remoteId}`)}`)
  }

  async links(company: string, connectionId: string) {
    return this.range<CalendarLink>(`${company} links ${connectionId}`, 'subject ', 'subject ~')
  }

  async putLink(link: CalendarLink) {
    this.commitNow([{ write: 'link', link }])
  }

  async removeLink({ company, connectionId, subjectId, remoteId }: CalendarLink) {
    this.remove(`${company} links ${connectionId}`, `remote ${remoteId}`)
    this.remove(`${company} links ${connectionId}`, `subject ${subjectId}`)
  }

  // --- what a test may look at, past the port

  /** Everything in the ledger of a company as it is kept, at this moment. */
  ledgerNow(company: string): KeptLedger {
    const days: KeptDay[] = []
    const tallies: KeptTally[] = []
    const heads = new Map<string, PrincipalFacts & { revision: number }>()
    const spans: Span[] = []
    const ledger = `${company} ledger `
    for (const [shelf, items] of this.shelves)
      if (shelf.startsWith(ledger))
        for (const [name, { value }] of items) {
          if (name.startsWith('day ')) {
            if ('claims' in (value as object)) days.push(value as KeptDay)
            else tallies.push(value as KeptTally)
          } else if (name.startsWith('span ')) spans.push(value as Span)
          else if (name === 'head') {
            const { revision = 0, facts } = value as Head
            heads.set(shelf.slice(ledger.length), { timeZone: 'UTC', daysOff: [], ...facts, revision })
          }
        }
      else if (shelf.startsWith(`${company} limits `) || shelf.startsWith(`${company} booker `))
        for (const { value } of items.values()) tallies.push(value as KeptTally)
    return {
      days,
      tallies,
      heads,
      spans,
      bookings: this.range<Booking>(`${company} booking`),
      events: this.range<CalendarEvent>(`${company} event`),
      announcements: this.range<Announcement>(`${company} announcement`),
    }
  }
}

export interface KeptLedger {
  days: KeptDay[]
  tallies: KeptTally[]
  heads: Map<string, PrincipalFacts & { revision: number }>
  spans: Span[]
  bookings: Booking[]
  events: CalendarEvent[]
  announcements: Announcement[]
}

const isDayWrite = (write: Write) =>
  write.write === 'ledger' && (write.ledger.kind === 'claimCells' || write.ledger.kind === 'replaceDay')

const effectsOf = (company: string, subjectId: string) => `${company} effects ${subjectId}`

const effectName = ({ version, effect, about, startsAt, minutesBefore, recipient }: Effect) =>
  `${String(version).padStart(8, '0')} ${effect} ${about} ${startsAt ?? ''} ${minutesBefore ?? ''} ${wordOfRecipient(recipient)}`

function pollOf({ status, lastPulledAt, createdAt, watch }: CalendarConnection): Item['due'] {
  if (status !== 'active') return undefined
  const poll = (lastPulledAt ?? createdAt) + POLL_EVERY_MS
  return { list: 'connection', at: Math.min(poll, watch ? watch.endsAt - DAY_MS : createdAt) }
}

function withoutSecret(member: Member & { passwordHash?: string }): Member {
  const { passwordHash: _hash, ...rest } = member
  return rest
}

const dayOf = ({ principal, day, version, claims }: KeptDay): LedgerDay => ({
  principal,
  day,
  version,
  claims: claims as Claim[],
})
const tallyOf = ({ taken: _sum, ...tally }: KeptTally): Tally => tally
