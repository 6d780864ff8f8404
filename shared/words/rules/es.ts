import { type Days, inOrder, type Lists, type NumberedDay, type RuleGrammar } from './grammar.ts'

// Shortened before a masculine noun: primer, tercer.
const RANKS = ['', 'primer', 'segundo', 'tercer', 'cuarto', 'quinto']

/** `el primer lunes`, `el 20.º lunes`, `el último lunes`, `el penúltimo lunes`, `el tercer lunes desde el final` */
function withRank({ name, nth = 1 }: NumberedDay): string {
  if (nth === -1) return `el último ${name}`
  if (nth === -2) return `el penúltimo ${name}`
  const rank = RANKS[Math.abs(nth)] ?? `${Math.abs(nth)}.º`
  return nth > 0 ? `el ${rank} ${name}` : `el ${rank} ${name} desde el final`
}

const dateWord = (n: number) => (n > 0 ? `el día ${n}` : withRank({ name: 'día', nth: n }))
const UNITS = {
  day: { one: 'cada día', many: 'días', each: 'de cada día' },
  week: { one: 'cada semana', many: 'semanas', each: 'de cada semana' },
  month: { one: 'cada mes', many: 'meses', each: 'de cada mes' },
  year: { one: 'cada año', many: 'años', each: 'de cada año' },
}
const NUMBERS = ['', '', 'dos', 'tres', 'cuatro', 'cinco', 'seis']
const among = (days: Days, { or }: Lists) =>
  days.kind === 'all' ? 'día' : days.kind === 'workdays' ? 'día laborable' : or(days.names)
/** Weekdays in -es stay, `sábado` and `domingo` take an s. */
const plural = (name: string) => (name.endsWith('s') ? name : `${name}s`)

export const grammar: RuleGrammar = {
  every: (interval, unit) =>
    interval === 1 ? UNITS[unit].one : `cada ${NUMBERS[interval] ?? interval} ${UNITS[unit].many}`,
  everyDay: (days, { and }) =>
    days.kind === 'all' ? 'cada día' : days.kind === 'workdays' ? 'de lunes a viernes' : `cada ${and(days.names)}`,
  everySecondDay: (interval, name) => (interval === 2 ? `un ${name} de cada dos` : undefined),
  onDays: (days, { and }) =>
    days.kind === 'all'
      ? ', todos los días'
      : days.kind === 'workdays'
        ? ', de lunes a viernes'
        : `, los ${and(days.names.map(plural))}`,
  weeksFrom: (name) => `, semanas que empiezan en ${name}`,
  dates: (dates, { and }) => and(inOrder(dates).map(dateWord)),
  numberedDays: (days, { and }) => and(days.map(withRank)),
  chosenDays: (positions, days, lists) =>
    lists.and(inOrder(positions).map((nth) => withRank({ name: among(days, lists), nth }))),
  on: (words) => `, ${words}`,
  inMonths: (months, { and }) => ` en ${and(months)}`,
  ofMonths: (months, { and }) => (months.length > 0 ? ` de ${and(months)}` : ' del año'),
  ofEveryMonth: ' de cada mes',
  whenDay: (days, { or }) => `, si es ${or(days.map((day) => (day.nth === undefined ? day.name : withRank(day))))}`,
  onDatesOf: (dates, months, { and }) => `, el ${and(dates.map(String))} de ${and(months)}`,
  inWeeks: (weeks, { and }) =>
    `, en ${and(
      inOrder(weeks).map((n) =>
        n > 0 ? `la semana ${n}` : n === -1 ? 'la última semana' : `la ${-n}.ª semana desde el final`,
      ),
    )}`,
  onYearDays: (days, { and }) => `, ${and(inOrder(days).map((nth) => withRank({ name: 'día', nth })))} del año`,
  at: (times, { and }) => ` a las ${and(times)}`,
  onlyPositions: (positions, unit, { and }) =>
    `, de ellos solo ${and(inOrder(positions).map((nth) => withRank({ name: 'día', nth })))} ${UNITS[unit].each}`,
  times: (count) => (count === 1 ? ', una vez' : `, ${count} veces`),
  until: (date) => ` hasta el ${date}`,
  onSomeDates: (dates, { and }) => and(dates.map((date) => `el ${date}`)),
  onManyDates: (count) => `en ${count} fechas`,
  onManyMoreDates: (count) => `en ${count} fechas más`,
  except: (dates) => `, salvo ${dates}`,
  andAlso: ', y ',
  zone: (place) => (place === 'UTC' ? ', UTC' : `, hora de ${place}`),
}
