import { type Days, inOrder, type Lists, type NumberedDay, type RuleGrammar } from './grammar.ts'

const RANKS = ['', 'first', 'second', 'third', 'fourth', 'fifth']
const SUFFIXES = { one: 'st', two: 'nd', few: 'rd', other: 'th', many: 'th', zero: 'th' }
const ordinal = (n: number) => `${n}${SUFFIXES[new Intl.PluralRules('en', { type: 'ordinal' }).select(n)]}`

/** `first`, `20th`, `last`, `second to last` */
function rank(n: number): string {
  if (n > 0) return RANKS[n] ?? ordinal(n)
  return n === -1 ? 'last' : `${RANKS[-n] ?? ordinal(-n)} to last`
}

const weekdays = (days: Days, { and }: Lists) =>
  days.kind === 'all' ? 'day' : days.kind === 'workdays' ? 'weekday' : and(days.names)
const withRank = ({ name, nth }: NumberedDay) => `${rank(nth ?? 1)} ${name}`
const fromBothEnds = (dates: readonly number[]) => inOrder(dates).map((n) => (n > 0 ? ordinal(n) : `${rank(n)} day`))

export const grammar: RuleGrammar = {
  every: (interval, unit) =>
    interval === 1
      ? `every ${unit}`
      : interval <= 4
        ? `every ${RANKS[interval]} ${unit}`
        : `every ${interval} ${unit}s`,
  everyDay: (days, lists) => `every ${weekdays(days, lists)}`,
  everySecondDay: (interval, name) => (interval <= 4 ? `every ${RANKS[interval]} ${name}` : undefined),
  onDays: (days, { and }) =>
    ` on ${days.kind === 'all' ? 'every day' : days.kind === 'workdays' ? 'weekdays' : and(days.names)}`,
  weeksFrom: (name) => `, weeks beginning on ${name}`,
  dates: (dates, { and }) => `the ${and(fromBothEnds(dates))}`,
  numberedDays: (days, { and }) => `the ${and(days.map(withRank))}`,
  chosenDays: (positions, days, lists) =>
    `the ${lists.and(inOrder(positions).map(rank))} ${days.kind === 'named' ? lists.or(days.names) : weekdays(days, lists)}`,
  on: (words) => ` on ${words}`,
  inMonths: (months, { and }) => ` in ${and(months)}`,
  ofMonths: (months, { and }) => ` of ${months.length > 0 ? and(months) : 'the year'}`,
  ofEveryMonth: ' of every month',
  whenDay: (days, { or }) =>
    ` when it is ${or(days.map((day) => (day.nth === undefined ? `a ${day.name}` : `the ${withRank(day)}`)))}`,
  onDatesOf: (dates, months, { and }) => ` on ${and(dates.map(String))} ${and(months)}`,
  inWeeks: (weeks, { and }) => {
    const last = weeks.filter((n) => n < 0)
    const named = [...weeks.filter((n) => n > 0).map(String), ...last.map((n) => `the ${rank(n)}`)]
    return ` in week ${and(named)}`
  },
  onYearDays: (days, { and }) =>
    ` on the ${and(inOrder(days).map((n) => (n > 0 ? `${ordinal(n)} day` : `${rank(n)} day`)))} of the year`,
  at: (times, { and }) => ` at ${and(times)}`,
  onlyPositions: (positions, unit, { and }) =>
    `, of these only the ${and(inOrder(positions).map(rank))} of each ${unit}`,
  times: (count) => (count === 1 ? ', once' : `, ${count} times`),
  until: (date) => ` until ${date}`,
  onSomeDates: (dates, { and }) => `on ${and(dates)}`,
  onManyDates: (count) => `on ${count} dates`,
  onManyMoreDates: (count) => `on ${count} more dates`,
  except: (dates) => `, except ${dates}`,
  andAlso: ', and ',
  zone: (place) => (place === 'UTC' ? ', UTC' : `, ${place} time`),
}
