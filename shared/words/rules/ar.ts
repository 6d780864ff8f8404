import { type Days, inOrder, type Lists, type NumberedDay, type RuleGrammar } from './grammar.ts'

const RANKS = ['', 'أول', 'ثاني', 'ثالث', 'رابع', 'خامس']

/** `أول اثنين`, `آخر اثنين`, `الاثنين رقم 20`, `الاثنين رقم 3 من النهاية` */
function withRank({ name, nth = 1 }: NumberedDay): string {
  const bare = name.replace(/^ال/, '')
  if (nth === -1) return `آخر ${bare}`
  if (nth < 0) return `${RANKS[-nth] ? `${RANKS[-nth]} ${bare}` : `${name} رقم ${-nth}`} من النهاية`
  return RANKS[nth] ? `${RANKS[nth]} ${bare}` : `${name} رقم ${nth}`
}

const dateWord = (n: number) => (n > 0 ? `اليوم ${n}` : withRank({ name: 'يوم', nth: n }))

/** Each unit as one, two, three to ten, and from eleven on. */
const UNITS = {
  day: { one: 'كل يوم', two: 'كل يومين', few: 'أيام', many: 'يومًا', each: 'من كل يوم' },
  week: { one: 'كل أسبوع', two: 'كل أسبوعين', few: 'أسابيع', many: 'أسبوعًا', each: 'من كل أسبوع' },
  month: { one: 'كل شهر', two: 'كل شهرين', few: 'أشهر', many: 'شهرًا', each: 'من كل شهر' },
  year: { one: 'كل سنة', two: 'كل سنتين', few: 'سنوات', many: 'سنة', each: 'من كل سنة' },
}
const among = (days: Days, { or }: Lists) =>
  days.kind === 'all'
    ? 'يوم'
    : days.kind === 'workdays'
      ? 'يوم عمل'
      : or(days.names.map((name) => name.replace(/^ال/, '')))

/** `مرة واحدة`, `مرتين`, `6 مرات`, `12 مرة` */
function times(count: number): string {
  if (count === 1) return 'مرة واحدة'
  if (count === 2) return 'مرتين'
  return count <= 10 ? `${count} مرات` : `${count} مرة`
}

export const grammar: RuleGrammar = {
  every: (interval, unit) => {
    if (interval === 1) return UNITS[unit].one
    if (interval === 2) return UNITS[unit].two
    return `كل ${interval} ${interval <= 10 ? UNITS[unit].few : UNITS[unit].many}`
  },
  everyDay: (days, { and }) =>
    days.kind === 'all' ? 'كل يوم' : days.kind === 'workdays' ? 'من الاثنين إلى الجمعة' : `كل ${and(days.names)}`,
  everySecondDay: () => undefined,
  onDays: (days, { and }) =>
    days.kind === 'all'
      ? ' في كل الأيام'
      : days.kind === 'workdays'
        ? ' من الاثنين إلى الجمعة'
        : ` يوم ${and(days.names)}`,
  weeksFrom: (name) => `، والأسبوع يبدأ يوم ${name}`,
  dates: (dates, { and }) => and(inOrder(dates).map(dateWord)),
  numberedDays: (days, { and }) => and(days.map(withRank)),
  chosenDays: (positions, days, lists) =>
    lists.and(inOrder(positions).map((nth) => withRank({ name: among(days, lists), nth }))),
  on: (words) => ` في ${words}`,
  inMonths: (months, { and }) => ` في ${and(months)}`,
  ofMonths: (months, { and }) => (months.length > 0 ? ` من ${and(months)}` : ' من السنة'),
  ofEveryMonth: ' من كل شهر',
  whenDay: (days, { or }) =>
    ` إذا كان ${or(days.map((day) => (day.nth === undefined ? `يوم ${day.name}` : withRank(day))))}`,
  onDatesOf: (dates, months, { and }) => ` في ${and(dates.map(String))} ${and(months)}`,
  inWeeks: (weeks, { and }) =>
    ` في ${and(inOrder(weeks).map((n) => (n > 0 ? `الأسبوع ${n}` : withRank({ name: 'أسبوع', nth: n }))))}`,
  onYearDays: (days, { and }) => ` في ${and(inOrder(days).map(dateWord))} من السنة`,
  at: (all, { and }) => ` الساعة ${and(all)}`,
  onlyPositions: (positions, unit, { and }) =>
    `، منها فقط ${and(inOrder(positions).map((nth) => withRank({ name: 'يوم', nth })))} ${UNITS[unit].each}`,
  times: (count) => `، ${times(count)}`,
  until: (date) => ` حتى ${date}`,
  onSomeDates: (dates, { and }) => `في ${and(dates)}`,
  onManyDates: (count) => `في ${count} ${count <= 10 ? 'تواريخ' : 'تاريخًا'}`,
  onManyMoreDates: (count) => `في ${count} ${count <= 10 ? 'تواريخ أخرى' : 'تاريخًا آخر'}`,
  except: (dates) => `، ما عدا ${dates}`,
  andAlso: '، و',
  zone: (place) => (place === 'UTC' ? '، UTC' : `، بتوقيت ${place}`),
}
