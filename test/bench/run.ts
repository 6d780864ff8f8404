import { parseArgs } from 'node:util'
import { readJson } from './fixtures.ts'
import { type RecurrenceCase, recurrencesOf } from './recurrence-case.ts'
import { type SlotInput, startsOf } from './slot-question.ts'
import { microsPerCall, unitMicros } from './stopwatch.ts'

/** `slots` or `recurrence` with `--input FILE`: the answers of one file and their time, as one line of JSON. */
function answerFile(what: string, file: string): void {
  if (what === 'slots') {
    const input = readJson<SlotInput>(file)
    const slots = startsOf(input)
    console.log(JSON.stringify({ answers: { slots }, microsPerCall: microsPerCall(() => startsOf(input)) }))
  } else {
    const cases = readJson<RecurrenceCase[]>(file)
    const answers = recurrencesOf(cases)
    console.log(JSON.stringify({ answers, microsPerCall: microsPerCall(() => recurrencesOf(cases)) }))
  }
}

/** The whole table, or the sections whose titles contain one of the words. */
async function printTable(words: string[]): Promise<void> {
  const { FigureTable, duration } = await import('./figures.ts')
  const { slotFigures } = await import('./slots.ts')
  const { recurrenceFigures } = await import('./recurrence.ts')
  const { requestFigures } = await import('./requests.ts')
  const { searchFigures } = await import('./search.ts')
  const { raceFigures } = await import('./races.ts')
  const { pageFigures } = await import('./pages.ts')
  const sections = {
    slots: slotFigures,
    recurrence: recurrenceFigures,
    requests: requestFigures,
    search: searchFigures,
    races: raceFigures,
    pages: pageFigures,
  }
  const table = new FigureTable()
  console.log(
    `One unit is the median time of a fixed piece of integer work, measured beside each figure; now ${duration(unitMicros())}`,
  )
  for (const [title, figures] of Object.entries(sections)) {
    if (words.length > 0 && !words.some((word) => title.includes(word))) continue
    table.begin(title)
    for await (const figure of figures()) table.print(figure)
  }
  table.end()
}

// What was started ends with us, however we end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

const { positionals, values } = parseArgs({ allowPositionals: true, options: { input: { type: 'string' } } })
const [what] = positionals
if (values.input !== undefined && (what === 'slots' || what === 'recurrence')) answerFile(what, values.input)
else await printTable(positionals)
