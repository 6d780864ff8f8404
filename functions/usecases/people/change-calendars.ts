import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import {
  calendarOfEvent,
  calendarToday,
  isListedFor,
  mayManage,
} from '../../../shared/domain/calendar/calendar-rights.ts'
import { checkLetIn } from '../../../shared/domain/calendar/let-in.ts'
import { singlesIn } from '../../../shared/domain/calendar/singles.ts'
import { principalsOf } from '../../../shared/domain/calendar/wanted-calendars.ts'
import {
  type Calendar,
  firstCalendarId,
  MOST_CALENDARS,
  newCalendarId,
  ownerOfFirst,
} from '../../../shared/domain/people/calendar.ts'
import { colours } from '../../../shared/domain/people/colour.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Committing } from '../../ports/commit.ts'
import type { Events } from '../../ports/events.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { Members } from '../../ports/members.ts'
import { attempt, over, type Step } from '../attempt.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ChangeCalendarsStore = Calendars & Members & Ledger & Pick<Events, 'events'> & Committing

type Tools = World<ChangeCalendarsStore>

/** What may be changed of a calendar. */
export type CalendarPatch = Partial<
  Pick<Calendar, 'name' | 'colour' | 'defaultPrivacy' | 'defaultReminders' | 'isBlocking' | 'members'>
>

/** Creates a calendar of one's own, or one of a team that one manages from then on. */
export async function createCalendar(
  tools: Tools,
  member: Member,
  kind: 'personal' | 'team',
  { colour, ...fields }: Omit<Required<CalendarPatch>, 'colour'> & Pick<CalendarPatch, 'colour'>,
): Promise<Calendar | Refusal> {
  const { company, id: memberId } = member
  const [members, calendars] = await Promise.all([tools.store.members(company), tools.store.calendars(company)])
  checkLetIn(fields.members, members)
  const ownerId = kind === 'personal' ? memberId : undefined
  const others = calendars.filter(
    (one) => one.ownerId === ownerId && !one.movedTo && ownerOfFirst(one.id) === undefined,
  )
  if (others.length >= MOST_CALENDARS[kind]) return refuse('TooMany')
  const isIn = fields.members.some((one) => one.memberId === memberId)
  const calendar: Calendar = {
    id: newCalendarId(kind, tools.random.id()),
    company,
    version: 1,
    ...fields,
    colour: colour ?? colours[others.length % colours.length]!,
    ...(ownerId === undefined
      ? { members: isIn ? fields.members : [...fields.members, { memberId, right: 'manage' }] }
      : { ownerId }),
  }
  return attempt<Calendar>(tools, async () => ({
    put: () => tools.store.putCalendar(calendar, 0),
    done: () => calendar,
  }))
}

/**
 * A calendar as it stands, for somebody who manages it, to be put anew; decided again where it was changed meanwhile.
 */
function managed(
  tools: Tools,
  member: Member,
  id: string,
  decide: (calendar: Calendar, known: Calendar[], members: Member[]) => Promise<Calendar | Refusal>,
): Promise<Calendar | Refusal> {
  return attempt<Calendar | Refusal>(tools, async (): Promise<Step<Calendar | Refusal>> => {
    const { company } = member
    const [members, known] = await Promise.all([tools.store.members(company), tools.store.calendars(company)])
    const before = calendarToday(id, known, members)
    if (before?.id !== id || !isListedFor(before, member)) return over(refuse('NotFound'))
    if (!mayManage(before, member)) return over(refuse('NotAllowed'))
    const decided = await decide(before, known, members)
    if (isRefusal(decided)) return over(decided)
    const after = { ...decided, version: before.version + 1 }
    return { put: () => tools.store.putCalendar(after, before.version), done: () => after }
  })
}

/** Changes a calendar; what stands in it already keeps its privacy and the time that it takes. */
export function changeCalendar(
  tools: Tools,
  member: Member,
  id: string,
  patch: CalendarPatch,
): Promise<Calendar | Refusal> {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as CalendarPatch
  return managed(tools, member, id, async (calendar, _known, members) => {
    checkLetIn(given.members ?? [], members)
    return { ...calendar, ...given }
  })
}

/**
 * Removes a calendar. Events that name it stand in another from then on; without one, only what is empty is removed.
 * @throws BadInput for another that is not like it
 */
export async function removeCalendar(
  tools: Tools,
  member: Member,
  id: string,
  moveTo: string | undefined,
): Promise<Refusal | undefined> {
  const removed = await managed(tools, member, id, async (calendar, known, members) => {
    const { ownerId } = calendar
    if (ownerOfFirst(id) !== undefined) return refuse('NotAllowed', { detail: 'A first calendar stays.' })
    if (moveTo !== undefined) {
      const target = calendarToday(moveTo, known, members)
      if (!target || target.id === id || target.ownerId !== ownerId || !mayManage(target, member))
        throw new BadInput(inputFault('moveTo', 'notLikeIt'))
      return { ...calendar, movedTo: target.id }
    }
    if (await hasEvents(tools, calendar, known, members))
      return refuse('StillInUse', { detail: 'Name in moveTo the calendar that its events go to.' })
    // What lies in the bin or the archive may still name it: it comes back into its organizer's first.
    return { ...calendar, movedTo: ownerId === undefined ? GONE : firstCalendarId(ownerId) }
  })
  return isRefusal(removed) ? removed : undefined
}

/** No calendar is called so. */
const GONE = 'gone'
const AT_ONCE = 100

/**
 * Whether anything stands in a calendar: all that stands under it, or under its owner, is looked through until
 * something does.
 */
async function hasEvents(tools: Tools, calendar: Calendar, known: Calendar[], members: Member[]): Promise<boolean> {
  const { company } = calendar
  const principals = principalsOf({ memberIds: [], calendars: [calendar] }, known)
  const times = await tools.store.time(company, principals, '0000-01-01', '9999-12-31', 'quick')
  const ids = new Set([...singlesIn(times, []), ...times.flatMap(({ spans }) => spans)].map((one) => one.id))
  const all = [...ids]
  for (let i = 0; i < all.length; i += AT_ONCE) {
    const events = await tools.store.events(company, all.slice(i, i + AT_ONCE))
    if (events.some((event) => calendarOfEvent(event, known, members).id === calendar.id)) return true
  }
  return false
}
