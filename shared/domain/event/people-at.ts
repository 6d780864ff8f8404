import type { Attendee, DateAnswer, Reply } from '../people/attendee.ts'
import type { ChangedOccurrence } from '../recurrence/repetition.ts'
import type { Taking } from '../recurrence/taking.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import type { CalendarEvent } from './calendar-event.ts'
import type { Reach } from './reach.ts'

/** Whole days of an event are those of whoever holds it; nothing where they have left. */
export const zoneOfHolder = (
  members: { id: string; timeZone: TimeZone }[],
  { organizerId }: Pick<CalendarEvent, 'organizerId'>,
): TimeZone | undefined => members.find(({ id }) => id === organizerId)?.timeZone

type Stands = Exclude<ChangedOccurrence, { isCancelled: true }>

/** What one date of a series says otherwise; nothing where it is as its series says, or cancelled. */
function ownOf({ changedOccurrences }: Pick<CalendarEvent, 'changedOccurrences'>, key: string): Stands | undefined {
  const change = changedOccurrences[key]
  return change && !change.isCancelled ? change : undefined
}

/** What somebody answered for one date: for it alone, or for it and those after another, or for all. */
export function replyAt({ reply, answers = [] }: Attendee, key: string): Reply {
  const single = answers.find((one) => !one.isOnwards && one.key === key)
  return (single ?? answers.findLast((one) => one.isOnwards && one.key <= key))?.reply ?? reply
}

/** Who is asked to one date, with what each answered for it; without a date, to the whole. */
export function attendeesAt(
  event: Pick<CalendarEvent, 'attendees' | 'changedOccurrences'>,
  key: string | undefined,
): Attendee[] {
  if (key === undefined) return event.attendees
  const { added = [], removed = [] } = ownOf(event, key) ?? {}
  const others = event.attendees.filter(
    ({ email }) => !removed.includes(email) && !added.some((one) => one.email === email),
  )
  return [
    ...others.map(({ answers, ...one }) => ({ ...one, reply: replyAt({ ...one, ...(answers && { answers }) }, key) })),
    ...added,
  ]
}

/** An event as it is on one of its dates: what it says, who comes and where. Its times stay those of the series. */
export function eventAt(event: CalendarEvent, key: string | undefined): CalendarEvent {
  if (key === undefined) return event
  const { times: _times, isCancelled: _cancelled, added: _added, removed: _removed, ...own } = ownOf(event, key) ?? {}
  return { ...event, ...own, attendees: attendeesAt(event, key) }
}

/** Whether somebody comes to this date, but not to the series. */
export const isGuestOf = (event: CalendarEvent, key: string | undefined, email: string): boolean =>
  key !== undefined &&
  !event.attendees.some((one) => one.email === email) &&
  (ownOf(event, key)?.added?.some((one) => one.email === email) ?? false)

const datesOf = ({ changedOccurrences }: Pick<CalendarEvent, 'changedOccurrences'>) =>
  Object.entries(changedOccurrences).flatMap(([key, one]) => (one.isCancelled ? [] : [{ key, ...one }]))

/** Everybody who is asked to the series or to one of its dates, each once. */
export function everybodyAsked(event: Pick<CalendarEvent, 'attendees' | 'changedOccurrences'>): Attendee[] {
  const guests = datesOf(event).flatMap(({ added = [] }) => added)
  const known = new Set<string>()
  return [...event.attendees, ...guests].filter(({ email }) => !known.has(email) && known.add(email))
}

/** Every room that the series takes, or one of its dates, each once. */
export function everyRoom(event: Pick<CalendarEvent, 'resources' | 'changedOccurrences'>): string[] {
  return [...new Set([...(event.resources ?? []), ...datesOf(event).flatMap(({ resources = [] }) => resources)])]
}

/** Which dates of a series take somebody's time: `isFree` says it of all of them, where they are alike. */
function taking(all: boolean, turns: Taking['turns'], dates: Taking['dates']): { isFree: boolean; taking?: Taking } {
  const isAlike = turns.every(({ isFree }) => isFree === all) && Object.values(dates).every((isFree) => isFree === all)
  return isAlike ? { isFree: all } : { isFree: false, taking: { isFree: all, turns, dates } }
}

/**
 * Which dates of a series take the time of a person.
 * @param isHome it is theirs: they come to every date, asked or not
 */
export function takenOfPerson(event: CalendarEvent, memberId: string, isHome: boolean) {
  const own = (people: Attendee[]) => people.find((one) => one.memberId === memberId)
  const whole = own(event.attendees)
  const isFree = (reply: Reply | undefined) => (reply === undefined ? !isHome : reply === 'declined')
  const answers = whole?.answers ?? []
  const turns = answers
    .filter(({ isOnwards }) => isOnwards)
    .map(({ key, reply }) => ({ from: key, isFree: isFree(reply) }))
  const dates: Taking['dates'] = {}
  for (const { key, isOnwards, reply } of answers) if (!isOnwards) dates[key] = isFree(reply)
  for (const { key, added = [], removed = [] } of datesOf(event))
    if (own(added)) dates[key] = isFree(own(added)!.reply)
    else if (whole && removed.includes(whole.email)) dates[key] = !isHome
  return taking(isFree(whole?.reply), turns, dates)
}

/** Which dates of a series take a room. */
export function takenOfRoom(event: CalendarEvent, room: string) {
  const dates: Taking['dates'] = {}
  for (const { key, resources } of datesOf(event)) if (resources) dates[key] = !resources.includes(room)
  return taking(!(event.resources ?? []).includes(room), [], dates)
}

const byKey = (one: DateAnswer, other: DateAnswer) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0)

/** Somebody with other answers for single dates: those that say what is so anyway go; when they were given stays. */
function answering({ answers: _answers, ...one }: Attendee, answers: DateAnswer[]): Attendee {
  const sorted = answers.toSorted(byKey)
  const without = (index: number) => ({ ...one, answers: sorted.filter((_, i) => i !== index) })
  const kept = sorted.filter(({ key, reply }, i) => replyAt(without(i), key) !== reply)
  const gone = sorted.filter((answer) => !kept.includes(answer))
  const times = [one, ...gone].flatMap(({ answeredAt }) => answeredAt ?? [])
  const answeredAt = times.length > 0 ? Math.max(...times) : undefined
  return {
    ...one,
    ...(kept.length > 0 && { answers: kept }),
    ...(answeredAt !== undefined && { answeredAt }),
  }
}

/**
 * Somebody after an answer for one date, for it and those after, or for all.
 * @param at when they gave it: what they answered for single dates after that stays
 */
export function answered(one: Attendee, reply: Reply, { scope, key }: Reach, at?: Instant): Attendee {
  const given = at !== undefined && { answeredAt: at }
  const { answers = [] } = one
  const isLater = ({ answeredAt }: DateAnswer) => at !== undefined && answeredAt !== undefined && answeredAt > at
  if (scope === 'all' || key === undefined) {
    const { answers: _answers, ...rest } = one
    return answering({ ...rest, reply, ...given }, answers.filter(isLater))
  }
  if (scope === 'following') {
    const others = answers.filter((other) => other.key < key || isLater(other))
    return answering(one, [...others, { key, reply, isOnwards: true, ...given }])
  }
  const others = answers.filter((other) => other.isOnwards || other.key !== key)
  return answering(one, [...others, { key, reply, ...given }])
}

/** When somebody gave the answer that stands for one date, or to all; nothing where it is not known. */
export function answeredAt({ answeredAt: all, answers = [] }: Attendee, key: string | undefined): Instant | undefined {
  const ofDate = answers.filter((one) => key !== undefined && (one.isOnwards ? one.key <= key : one.key === key))
  const times = [all, ...ofDate.map((one) => one.answeredAt)].flatMap((at) => at ?? [])
  return times.length > 0 ? Math.max(...times) : undefined
}

/** Whose answer it is: a member's, or that of an address. */
export type Answering = { memberId: string } | { email: string }

/** Somebody with what they wrote with their answer; empty: nothing. */
function commenting({ comment: _before, ...one }: Attendee, comment: string): Attendee {
  return comment === '' ? one : { ...one, comment }
}

/**
 * An event after somebody's answer; nothing where they are not asked to the dates that they answer for.
 * @param comment what they write with it @param at when they gave it, where that is known
 */
export function withReply(
  event: CalendarEvent,
  who: Answering,
  reply: Reply,
  reach: Reach,
  comment = '',
  at?: Instant,
): CalendarEvent | undefined {
  const { scope, key } = reach
  const isOwn = (one: Attendee) => ('memberId' in who ? one.memberId === who.memberId : one.email === who.email)
  const isMeant = (date: string) => scope === 'all' || (scope === 'following' ? date >= key! : date === key)
  const given = (one: Attendee): Attendee => ({ ...one, reply, ...(at !== undefined && { answeredAt: at }) })
  let isAsked = false
  const changedOccurrences = Object.fromEntries(
    Object.entries(event.changedOccurrences).map(([date, change]) => {
      if (change.isCancelled || !change.added?.some(isOwn) || !isMeant(date)) return [date, change]
      isAsked = true
      return [
        date,
        { ...change, added: change.added.map((one) => (isOwn(one) ? commenting(given(one), comment) : one)) },
      ]
    }),
  )
  const attendees = event.attendees.map((one) =>
    isOwn(one) ? commenting(answered(one, reply, reach, at), comment) : one,
  )
  const isOfOne = scope === 'this' && key !== undefined
  const comes = isOfOne ? attendeesAt(event, key).some(isOwn) : event.attendees.some(isOwn) || isAsked
  return comes ? { ...event, attendees, changedOccurrences } : undefined
}

/**
 * Attendees whose answers belong to the dates that a change has moved; `newKey` says where each went, nothing: it is no
 * more.
 */
export function withMovedAnswers(attendees: Attendee[], newKey: (key: string) => string | undefined): Attendee[] {
  return attendees.map((one) =>
    one.answers
      ? answering(
          one,
          one.answers.flatMap((answer) => {
            const key = newKey(answer.key)
            return key === undefined ? [] : [{ ...answer, key }]
          }),
        )
      : one,
  )
}

/** The attendees of the part of a series that ends before a date. */
export const attendeesBefore = (attendees: Attendee[], key: string): Attendee[] =>
  attendees.map((one) =>
    one.answers
      ? answering(
          one,
          one.answers.filter((answer) => answer.key < key),
        )
      : one,
  )

/** The attendees of the part of a series that begins with a date. */
export const attendeesFrom = (attendees: Attendee[], key: string): Attendee[] =>
  attendees.map(({ answers, ...one }) => {
    if (!answers) return one
    const onwards = answers.filter(({ isOnwards }) => isOnwards)
    const begun = { ...one, reply: replyAt({ ...one, answers: onwards }, key) }
    return answering(
      begun,
      answers.filter((answer) => answer.key >= key),
    )
  })

/** What of the people given for one date is other than those of its series. */
export function ownPeople(series: Attendee[], given: Attendee[]): Pick<Stands, 'added' | 'removed'> {
  const added = given.filter((one) => {
    const usual = series.find(({ email }) => email === one.email)
    return !usual || (usual.isOptional ?? false) !== (one.isOptional ?? false)
  })
  const removed = series.map(({ email }) => email).filter((email) => !given.some((one) => one.email === email))
  return { ...(added.length > 0 && { added }), ...(removed.length > 0 && { removed }) }
}

/**
 * The people of a series after those of one date were changed for all: who came in, who left; guests of that date stay
 * its own.
 */
export function peopleOfAll(series: Attendee[], shown: Attendee[], given: Attendee[]): Attendee[] {
  const among = (people: Attendee[], email: string) => people.find((one) => one.email === email)
  const left = shown.filter(({ email }) => !among(given, email))
  const kept = series
    .filter(({ email }) => !among(left, email))
    .map((one) => {
      const { isOptional: _optional, ...rest } = one
      const [was, is] = [among(shown, one.email), among(given, one.email)]
      if (!is || is.isOptional === was?.isOptional) return one
      return { ...rest, ...(is.isOptional && { isOptional: true }) }
    })
  const came = given.filter(({ email }) => !among(series, email) && !among(shown, email))
  return [...kept, ...came]
}

/** What single dates say of people who are asked to the series by now, or no more, is no longer said. */
export function settledPeople(
  changedOccurrences: CalendarEvent['changedOccurrences'],
  { came, left }: { came: Set<string>; left: Set<string> },
): CalendarEvent['changedOccurrences'] {
  if (came.size === 0 && left.size === 0) return changedOccurrences
  return Object.fromEntries(
    Object.entries(changedOccurrences).map(([key, change]) => {
      if (change.isCancelled) return [key, change]
      const { added: wereAdded = [], removed: wereRemoved = [], ...rest } = change
      const added = wereAdded.filter(({ email }) => !left.has(email) && !came.has(email))
      const removed = wereRemoved.filter((email) => !left.has(email))
      return [key, { ...rest, ...(added.length > 0 && { added }), ...(removed.length > 0 && { removed }) }]
    }),
  )
}
