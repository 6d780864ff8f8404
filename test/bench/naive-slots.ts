import type { SlotInput } from './slot-question.ts'

/**
 * The rule of the slots, said as slowly and plainly as can be: every minute of the range is asked whether it is free,
 * every wall clock is read off `Intl`. It shares no line with the engine, and so checks its answers.
 */
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    clocks.set(timeZone, clock)
  }
  return clock
}

/** What the zone's wall clock shows at an instant, written as if it were UTC. */
function wallAt(instant: number, timeZone: string): number {
  const shown = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute', number>
  return Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute)
}

/** When the clock shows a wall time: the first of two, and in a gap the time read with the offset before it. */
function instantOf(wall: number, timeZone: string): number {
  const offsetAt = (instant: number) => wallAt(instant, timeZone) - instant
  const before = wall - offsetAt(wall - DAY_MS)
  const after = wall - offsetAt(wall + DAY_MS)
  const shown = [before, after].filter((instant) => wallAt(instant, timeZone) === wall)
  return shown.length > 0 ? Math.min(...shown) : before
}

type Interval = [from: number, to: number]

const holds = ([from, to]: Interval, instant: number) => from <= instant && instant < to

function workingWindows(host: SlotInput['hosts'][number], { startMs, endMs }: SlotInput['range']): Interval[] {
  const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const windows: Interval[] = []
  const firstMidnight = Math.floor(wallAt(startMs, host.timeZone) / DAY_MS) * DAY_MS - DAY_MS
  for (let midnight = firstMidnight; midnight <= wallAt(endMs, host.timeZone); midnight += DAY_MS)
    for (const { days, start, end } of host.workingHours)
      if (days.some((day) => day === new Date(midnight).getUTCDay()))
        windows.push([
          instantOf(midnight + minutesOf(start) * MINUTE_MS, host.timeZone),
          instantOf(midnight + minutesOf(end) * MINUTE_MS, host.timeZone),
        ])
  return windows
}

/** The longest runs of minutes in which all of a team are free, inside the range. */
function freeStretches(team: SlotInput['hosts'], input: SlotInput): Interval[] {
  const { startMs, endMs } = input.range
  const times = team.map((host) => ({
    windows: workingWindows(host, input.range),
    blocked: host.busy.map(
      ([from, to]): Interval => [from - input.bufferAfterMin * MINUTE_MS, to + input.bufferBeforeMin * MINUTE_MS],
    ),
  }))
  const stretches: Interval[] = []
  let begun: number | undefined
  for (let minute = startMs; minute <= endMs; minute += MINUTE_MS) {
    const isFree =
      minute < endMs &&
      times.every(
        ({ windows, blocked }) =>
          windows.some((window) => holds(window, minute)) && !blocked.some((block) => holds(block, minute)),
      )
    if (isFree) begun ??= minute
    else if (begun !== undefined) {
      stretches.push([begun, minute])
      begun = undefined
    }
  }
  return stretches
}

/** Starts of the stretches of a team: the first on a round minute of the booker's clock, the others step by step. */
function startsOfTeam(team: SlotInput['hosts'], input: SlotInput): number[] {
  const roundMinutes = [60, 30, 20, 15, 10, 5].find((grain) => input.intervalMin % grain === 0) ?? 1
  const starts: number[] = []
  for (const [from, to] of freeStretches(team, input)) {
    let start = from
    while ((wallAt(start, input.bookerTimeZone) / MINUTE_MS) % roundMinutes !== 0) start += MINUTE_MS
    for (; start + input.durationMin * MINUTE_MS <= to; start += input.intervalMin * MINUTE_MS)
      if (start >= input.nowMs + input.minNoticeMin * MINUTE_MS) starts.push(start)
  }
  return starts
}

/** The offered starts, sorted. @throws RangeError when an instant is no whole minute: it walks in minutes */
export function naiveStarts(input: SlotInput): number[] {
  return naiveStartsOfGroups(input, [{ needed: 1, hosts: input.hosts }])
}

/** Some of whom so many are needed. */
export interface NaiveGroup {
  needed: number
  hosts: SlotInput['hosts']
}

/** All ways to take so many out of a list. */
function selections<T>(list: T[], count: number): T[][] {
  if (count === 0) return [[]]
  return list.flatMap((one, i) => selections(list.slice(i + 1), count - 1).map((others) => [one, ...others]))
}

/** The starts at which so many of each group are free together: every team that could be put together is asked. */
export function naiveStartsOfGroups(input: SlotInput, groups: NaiveGroup[]): number[] {
  const instants = [
    ...[input.range.startMs, input.range.endMs],
    ...groups.flatMap(({ hosts }) => hosts.flatMap(({ busy }) => busy.flat())),
  ]
  if (instants.some((instant) => instant % MINUTE_MS !== 0)) throw new RangeError('not a whole minute')
  const teams = groups.reduce<SlotInput['hosts'][]>(
    (teams, { needed, hosts }) =>
      teams.flatMap((team) => selections(hosts, needed).map((chosen) => [...team, ...chosen])),
    [[]],
  )
  const starts = new Set(teams.flatMap((team) => startsOfTeam(team, input)))
  return [...starts].sort((a, b) => a - b)
}
