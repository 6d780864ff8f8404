import { type Days, inOrder, type Lists, type NumberedDay, type RuleGrammar } from './grammar.ts'

const RANKS = ['', 'erst', 'zweit', 'dritt', 'viert', 'fünft']
const FROM_END = ['', 'letzt', 'vorletzt', 'drittletzt', 'viertletzt', 'fünftletzt']

/** A rank before a masculine noun in the dative, as behind `am`: `ersten`, `20.`, `vorletzten`. */
function rank(n: number): string {
  if (n > 0) return RANKS[n] ? `${RANKS[n]}en` : `${n}.`
  return FROM_END[-n] ? `${FROM_END[-n]}en` : `${-n}.-letzten`
}

const UNITS = {
  day: { one: 'jeden Tag', many: 'Tage' },
  week: { one: 'jede Woche', many: 'Wochen' },
  month: { one: 'jeden Monat', many: 'Monate' },
  year: { one: 'jedes Jahr', many: 'Jahre' },
}
const EACH = { day: 'jedes Tages', week: 'jeder Woche', month: 'jedes Monats', year: 'jedes Jahres' }
const NUMBERS = ['', '', 'zwei', 'drei', 'vier', 'fünf', 'sechs']

const withRank = ({ name, nth }: NumberedDay) => `${rank(nth ?? 1)} ${name}`
const fromBothEnds = (dates: readonly number[]) => inOrder(dates).map((n) => (n > 0 ? `${n}.` : `${rank(n)} Tag`))
const among = (days: Days, { or }: Lists) =>
  days.kind === 'all' ? 'Tag' : days.kind === 'workdays' ? 'Werktag (Montag bis Freitag)' : or(days.names)

export const grammar: RuleGrammar = {
  every: (interval, unit) =>
    interval === 1 ? UNITS[unit].one : `alle ${NUMBERS[interval] ?? interval} ${UNITS[unit].many}`,
  everyDay: (days, { and }) =>
    days.kind === 'all' ? 'jeden Tag' : days.kind === 'workdays' ? 'montags bis freitags' : `jeden ${and(days.names)}`,
  everySecondDay: (interval, name) => (interval <= 4 ? `jeden ${RANKS[interval]}en ${name}` : undefined),
  onDays: (days, { and }) =>
    days.kind === 'all'
      ? ' an jedem Tag'
      : days.kind === 'workdays'
        ? ' von Montag bis Freitag'
        : ` am ${and(days.names)}`,
  weeksFrom: (name) => `, Wochen ab ${name}`,
  dates: (dates, { and }) => `am ${and(fromBothEnds(dates))}`,
  numberedDays: (days, { and }) => `am ${and(days.map(withRank))}`,
  chosenDays: (positions, days, lists) => `am ${lists.and(inOrder(positions).map(rank))} ${among(days, lists)}`,
  on: (words) => ` ${words}`,
  inMonths: (months, { and }) => ` im ${and(months)}`,
  ofMonths: (months, { and }) => (months.length > 0 ? ` im ${and(months)}` : ' im Jahr'),
  ofEveryMonth: ' jedes Monats',
  whenDay: (days, { or }) =>
    `, wenn es ${or(days.map((day) => (day.nth === undefined ? `ein ${day.name}` : `der ${withRank(day).replace(/en /, 'e ')}`)))} ist`,
  onDatesOf: (dates, months, { and }) => ` am ${and(dates.map((n) => `${n}.`))} ${and(months)}`,
  inWeeks: (weeks, { and }) => ` in ${and(inOrder(weeks).map((n) => (n > 0 ? `Woche ${n}` : `der ${rank(n)} Woche`)))}`,
  onYearDays: (days, { and }) =>
    ` am ${and(inOrder(days).map((n) => (n > 0 ? `${n}. Tag` : `${rank(n)} Tag`)))} des Jahres`,
  at: (times, { and }) => ` um ${and(times)}`,
  onlyPositions: (positions, unit, { and }) =>
    `, davon nur der ${and(inOrder(positions).map((n) => rank(n).replace(/n$/, '')))} ${EACH[unit]}`,
  times: (count) => (count === 1 ? ', einmal' : `, ${count}-mal`),
  until: (date) => ` bis ${date}`,
  onSomeDates: (dates, { and }) => `am ${and(dates)}`,
  onManyDates: (count) => `an ${count} Tagen`,
  onManyMoreDates: (count) => `an ${count} weiteren Tagen`,
  except: (dates) => `, außer ${dates}`,
  andAlso: ', und ',
  zone: (place) => (place === 'UTC' ? ', UTC' : `, Ortszeit ${place}`),
}
