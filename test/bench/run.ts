import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { occurrencesBetween } from '../../shared/domain/series.ts'
import { startsBetween } from '../../shared/domain/slot.ts'
import { formatInstant } from '../../shared/domain/time.ts'
import { localOf, type RecurrenceCase, readJson, type SlotInput, slotQuestion } from './slot-question.ts'

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'bench')
const CALLS = 60

/** Median time of warm calls, in microseconds; only zone tables survive between them. */
function microsPerCall(call: () => unknown): number {
  for (let i = 0; i < 10; i++) call()
  const times = Array.from({ length: CALLS }, () => {
    const begun = performance.now()
    call()
    return (performance.now() - begun) * 1000
  })
  return times.sort((a, b) => a - b)[CALLS >> 1]!
}

const slotsOf = (input: SlotInput) => startsBetween(slotQuestion(input))

const recurrencesOf = (cases: RecurrenceCase[]) =>
  cases.map(({ id, dtstart, timeZone, rrule, from, to }) => ({
    id,
    occurrences: occurrencesBetween(
      { startsAt: localOf(dtstart), timeZone, rrule },
      Date.parse(from),
      Date.parse(to),
    ).map(formatInstant),
  }))

/** One unit: the median time of a fixed piece of integer and typed-array work, to compare machines and days. */
function unitMicros(): number {
  const size = 20_000
  return microsPerCall(() => {
    let seed = 42
    const values = new Float64Array(size)
    for (let i = 0; i < size; i++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0
      values[i] = (seed >>> 8) * 60_000
    }
    values.sort()
    let gaps = 0
    for (let i = 1; i < size; i++) if (values[i]! - values[i - 1]! > 1_800_000) gaps += (values[i]! / 60_000) % 7
    return gaps
  })
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { input: { type: 'string' } } })
const [what] = positionals
if (what === 'slots' && values.input) {
  const input = readJson<SlotInput>(values.input)
  console.log(
    JSON.stringify({ answers: { slots: slotsOf(input) }, microsPerCall: microsPerCall(() => slotsOf(input)) }),
  )
} else if (what === 'recurrence' && values.input) {
  const cases = readJson<RecurrenceCase[]>(values.input)
  console.log(
    JSON.stringify({ answers: recurrencesOf(cases), microsPerCall: microsPerCall(() => recurrencesOf(cases)) }),
  )
} else {
  const unit = unitMicros()
  const line = (name: string, micros: number) =>
    console.log(
      `${name.padEnd(40)} ${micros.toFixed(0).padStart(8)} us ${(micros / unit).toFixed(3).padStart(8)} units`,
    )
  line('unit', unit)
  for (const name of ['A', 'D', 'E1', 'E3']) {
    const input = readJson<SlotInput>(join(FIXTURES, 'slots', 'inputs', `${name}.json`))
    line(
      `slots ${name}`,
      microsPerCall(() => slotsOf(input)),
    )
  }
  const cases = readJson<RecurrenceCase[]>(join(FIXTURES, 'recurrence', 'cases.json'))
  line(
    `recurrence, all ${cases.length} cases`,
    microsPerCall(() => recurrencesOf(cases)),
  )
}
