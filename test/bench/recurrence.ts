import rrulePackage from 'rrule'
import { RRuleTemporal } from 'rrule-temporal'
import { duration, type Figure, inUnits, times } from './figures.ts'
import { knownRecurrences } from './fixtures.ts'
import { occurrencesOf, type RecurrenceCase, recurrencesOf } from './recurrence-case.ts'
import { seededNumbers } from './slot-inputs.ts'
import { measure, microsPerCall } from './stopwatch.ts'

type Rule = Omit<RecurrenceCase, 'id' | 'occurrences'>

// A month in which Berlin's clocks change.
const MONTH = { from: '2027-02-28T23:00:00.000Z', to: '2027-03-31T22:00:00.000Z' }
const inBerlin = (dtstart: string, rrule: string): Rule => ({ dtstart, rrule, timeZone: 'Europe/Berlin', ...MONTH })

/** Rules that began long ago, looked at through the window of one month. */
const longRules: Record<string, Rule> = {
  'weekly since 2015': inBerlin('20150105T090000', 'FREQ=WEEKLY;BYDAY=MO,WE,FR'),
  'daily since 2010': inBerlin('20100101T090000', 'FREQ=DAILY'),
  'monthly, last Friday since 2015': inBerlin('20150130T160000', 'FREQ=MONTHLY;BYDAY=-1FR'),
  'yearly since 2015': inBerlin('20150303T090000', 'FREQ=YEARLY'),
}

/**
 * `rrule` with a tzid, from the text of the rule, as its README says. The window includes both ends: ours ends before.
 */
function byRrule({ dtstart, timeZone, rrule, from, to }: Rule): number[] {
  const { RRule } = rrulePackage
  const [year, month, day, hour, minute] = [0, 4, 6, 9, 11].map((at, i) =>
    Number(dtstart.slice(at, at + (i === 0 ? 4 : 2))),
  ) as [number, number, number, number, number]
  const rule = new RRule({
    ...RRule.parseString(rrule),
    dtstart: new Date(Date.UTC(year, month - 1, day, hour, minute)),
    tzid: timeZone,
  })
  return rule.between(new Date(from), new Date(Date.parse(to) - 1), true).map((date) => date.getTime())
}

function byRruleTemporal({ dtstart, timeZone, rrule, from, to }: Rule): number[] {
  const rule = new RRuleTemporal({ rruleString: `DTSTART;TZID=${timeZone}:${dtstart}\nRRULE:${rrule}` })
  return rule
    .between(new Date(from), new Date(Date.parse(to) - 1), true)
    .map(({ epochMilliseconds }) => epochMilliseconds)
}

const agreement = (ours: number[], theirs: number[]) => (ours.join() === theirs.join() ? 'same answer' : 'OTHER ANSWER')

function* longRuleFigures(name: string, rule: Rule): Generator<Figure> {
  const measured = measure(() => occurrencesOf(rule))
  const answer = occurrencesOf(rule)
  const against = (peer: string, theirs: (rule: Rule) => number[], peerMicros: number, goal: number): Figure => ({
    what: `${name}, against ${peer}`,
    ours: inUnits(measured),
    peer: `${duration(peerMicros)}, ${agreement(answer, theirs(rule))}`,
    ratio: times(peerMicros / measured.micros),
    goal: `>= ${goal.toLocaleString('en-US')}x`,
    isReached: peerMicros / measured.micros >= goal,
  })
  // A call of rrule takes up to seconds: three are enough.
  const rruleMicros = microsPerCall(() => byRrule(rule), 3)
  yield against('rrule with tzid', byRrule, rruleMicros, 1000)
  yield against(
    'rrule-temporal',
    byRruleTemporal,
    microsPerCall(() => byRruleTemporal(rule)),
    10,
  )
}

/** Series as companies have them: weekly meetings first, some daily, monthly and yearly ones, in several zones. */
export function manySeries(count: number): Rule[] {
  const number = seededNumbers(300)
  const pick = <T>(list: T[]): T => list[number(list.length)]!
  const two = (value: number) => String(value).padStart(2, '0')
  const days = ['MO', 'TU', 'WE', 'TH', 'FR']
  return Array.from({ length: count }, () => {
    const rrule = pick([
      () => `FREQ=WEEKLY;BYDAY=${pick(days)}`,
      () => `FREQ=WEEKLY;BYDAY=${days.slice(number(3)).join()}`,
      () => `FREQ=WEEKLY;INTERVAL=2;BYDAY=${pick(days)}`,
      () => 'FREQ=DAILY',
      () => `FREQ=MONTHLY;BYDAY=${pick(['1', '2', '-1'])}${pick(days)}`,
      () => `FREQ=MONTHLY;BYMONTHDAY=${1 + number(28)}`,
      () => 'FREQ=YEARLY',
    ])()
    return {
      dtstart: `${2015 + number(12)}${two(1 + number(12))}${two(1 + number(28))}T${two(7 + number(12))}${pick(['00', '30'])}00`,
      timeZone: pick(['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney', 'UTC']),
      rrule,
      ...MONTH,
    }
  })
}

export function* recurrenceFigures(): Generator<Figure> {
  for (const [name, rule] of Object.entries(longRules)) yield* longRuleFigures(name, rule)

  const series = manySeries(300)
  const ours = () => series.map(occurrencesOf)
  const theirs = () => series.map(byRruleTemporal)
  const measured = measure(ours)
  // rrule with tzid would need a minute and more here.
  const peerMicros = microsPerCall(theirs, 9)
  const answers = theirs()
  const isSame = ours().every((one, i) => one.join() === answers[i]!.join())
  yield {
    what: '300 series, one month, against rrule-temporal',
    ours: inUnits(measured),
    peer: `${duration(peerMicros)}, ${isSame ? 'same answers' : 'OTHER ANSWERS'}`,
    ratio: times(peerMicros / measured.micros),
    goal: '<= 0.4 units',
    isReached: measured.units <= 0.4,
  }

  const cases = knownRecurrences()
  const wrong = recurrencesOf(cases).filter(({ occurrences }, i) => occurrences.join() !== cases[i]!.occurrences.join())
  yield {
    what: `the ${cases.length} known answers: ${cases.length - wrong.length} equal`,
    ours: inUnits(measure(() => recurrencesOf(cases))),
    goal: 'equal answers',
    isReached: wrong.length === 0,
  }
}
