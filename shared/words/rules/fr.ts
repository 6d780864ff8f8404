import { type Days, inOrder, type Lists, type NumberedDay, type RuleGrammar } from './grammar.ts'

const RANKS = ['', 'premier', 'deuxième', 'troisième', 'quatrième', 'cinquième']

/** A rank before a masculine noun: `premier`, `20e`, `dernier`, `avant-dernier`, `3e dernier`. */
function rank(n: number): string {
  if (n > 0) return RANKS[n] ?? `${n}e`
  return n === -1 ? 'dernier' : n === -2 ? 'avant-dernier' : `${RANKS[-n] ?? `${-n}e`} avant la fin`
}

/** `le premier lundi`, `l’avant-dernier lundi`, `le troisième lundi avant la fin` */
function withRank({ name, nth = 1 }: NumberedDay): string {
  if (nth === -2) return `l’avant-dernier ${name}`
  return nth < -2 ? `le ${RANKS[-nth] ?? `${-nth}e`} ${name} avant la fin` : `le ${rank(nth)} ${name}`
}

const dateWord = (n: number) => (n > 0 ? `le ${n === 1 ? '1er' : n}` : withRank({ name: 'jour', nth: n }))
const UNITS = {
  day: { one: 'chaque jour', many: 'tous les {n} jours', each: 'de chaque jour' },
  week: { one: 'chaque semaine', many: 'toutes les {n} semaines', each: 'de chaque semaine' },
  month: { one: 'chaque mois', many: 'tous les {n} mois', each: 'de chaque mois' },
  year: { one: 'chaque année', many: 'tous les {n} ans', each: 'de chaque année' },
}
const NUMBERS = ['', '', 'deux', 'trois', 'quatre', 'cinq', 'six']
const among = (days: Days, { or }: Lists) =>
  days.kind === 'all' ? 'jour' : days.kind === 'workdays' ? 'jour ouvré' : or(days.names)
const ofMonth = (name: string) => (/^[aeiou]/.test(name) ? `d’${name}` : `de ${name}`)

export const grammar: RuleGrammar = {
  every: (interval, unit) =>
    interval === 1 ? UNITS[unit].one : UNITS[unit].many.replace('{n}', NUMBERS[interval] ?? String(interval)),
  everyDay: (days, { and }) =>
    days.kind === 'all'
      ? 'chaque jour'
      : days.kind === 'workdays'
        ? 'du lundi au vendredi'
        : `chaque ${and(days.names)}`,
  everySecondDay: (interval, name) => (interval === 2 ? `un ${name} sur deux` : undefined),
  onDays: (days, { and }) =>
    days.kind === 'all'
      ? ', tous les jours'
      : days.kind === 'workdays'
        ? ', du lundi au vendredi'
        : `, ${and(days.names.map((name) => `le ${name}`))}`,
  weeksFrom: (name) => `, semaines commençant le ${name}`,
  dates: (dates, { and }) => and(inOrder(dates).map(dateWord)),
  numberedDays: (days, { and }) => and(days.map(withRank)),
  chosenDays: (positions, days, lists) =>
    lists.and(inOrder(positions).map((nth) => withRank({ name: among(days, lists), nth }))),
  on: (words) => `, ${words}`,
  inMonths: (months, { and }) => ` en ${and(months)}`,
  ofMonths: (months, { and }) => (months.length > 0 ? ` ${and(months.map(ofMonth))}` : ' de l’année'),
  ofEveryMonth: ' de chaque mois',
  whenDay: (days, { or }) =>
    `, si c’est ${or(days.map((day) => (day.nth === undefined ? `un ${day.name}` : withRank(day))))}`,
  onDatesOf: (dates, months, { and }) => `, ${and(dates.map(dateWord))} ${and(months)}`,
  inWeeks: (weeks, { and }) =>
    `, ${and(
      inOrder(weeks).map((n) =>
        n > 0 ? `la semaine ${n}` : n === -1 ? 'la dernière semaine' : `la ${-n}e semaine avant la fin`,
      ),
    )}`,
  onYearDays: (days, { and }) =>
    `, ${and(inOrder(days).map((nth) => (nth > 0 ? `le ${nth === 1 ? '1er' : `${nth}e`} jour` : withRank({ name: 'jour', nth }))))} de l’année`,
  at: (times, { and }) => ` à ${and(times)}`,
  onlyPositions: (positions, unit, { and }) =>
    `, dont seulement ${and(inOrder(positions).map((nth) => withRank({ name: 'jour', nth })))} ${UNITS[unit].each}`,
  times: (count) => (count === 1 ? ', une fois' : `, ${count} fois`),
  until: (date) => ` jusqu’au ${date}`,
  onSomeDates: (dates, { and }) => and(dates.map((date) => `le ${date}`)),
  onManyDates: (count) => `à ${count} dates`,
  onManyMoreDates: (count) => `à ${count} autres dates`,
  except: (dates) => `, sauf ${dates}`,
  andAlso: ', et ',
  zone: (place) => (place === 'UTC' ? ', UTC' : `, heure de ${place}`),
}
