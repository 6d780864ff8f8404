import { DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb'
import { memberWrite } from '../../functions/ports/members.ts'
import { storeAt } from '../support/table-server.ts'
import { type Doors, openDoors, wellDone } from './doors.ts'
import { duration, type Figure, times } from './figures.ts'
import type { MeteredCall } from './metered-door.ts'
import { MANY_EVENTS, questions, storeWithIndex, tenYears } from './ten-years.ts'

const CALLS = 15
const MOST_UNITS = 20
const MOST_MICROS = 300_000
const COMPANY = 'bench'

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

async function microsOf(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await act()
  return (performance.now() - begun) * 1000
}

/** A search beside one bare Query of those that it makes, in turns; medians in microseconds. */
async function besideBareQuery(ask: () => Promise<unknown>, query: MeteredCall) {
  const client = new DynamoDBClient({})
  const bare = () => client.send(new QueryCommand(query.input as unknown as QueryCommandInput))
  const taken: [search: number, bare: number][] = []
  for (let i = 0; i < CALLS + 3; i++) taken.push([await microsOf(ask), await microsOf(bare)])
  client.destroy()
  const warm = taken.slice(3)
  return { searchMicros: median(warm.map(([one]) => one)), bareMicros: median(warm.map(([, other]) => other)) }
}

async function* figuresOf(doors: Doors, ids: string[], owner: ReturnType<Doors['visitor']>): AsyncGenerator<Figure> {
  for (const { title, ask } of questions) {
    const search = async () => wellDone(await owner('GET', `/api/search?${new URLSearchParams(ask(ids))}`))
    const { events } = await search()
    const calls = await doors.meter.callsOf(search)
    const units = calls.reduce((sum, { readUnits }) => sum + readUnits, 0)
    const queries = calls.filter(({ operation }) => operation === 'Query')
    yield {
      what: `${title}: read units`,
      ours: String(units),
      peer: `${events.length} found with ${calls.length} calls, ${queries.length} of them Query`,
      goal: `<= ${MOST_UNITS}`,
      isReached: units <= MOST_UNITS,
    }
    const largest = queries.toSorted((one, other) => other.answerBytes - one.answerBytes)[0]!
    const { searchMicros, bareMicros } = await besideBareQuery(search, largest)
    yield {
      what: `${title}: whole handler`,
      ours: duration(searchMicros),
      peer: `${duration(bareMicros)} a bare Query of its largest list`,
      ratio: times(searchMicros / bareMicros),
      goal: `<= ${duration(MOST_MICROS)}`,
      isReached: searchMicros <= MOST_MICROS,
    }
  }
}

/**
 * What a search costs in a company of twenty with ten years of events, through the real door on the embedded table
 * server.
 */
export async function* searchFigures(): AsyncGenerator<Figure> {
  const doors = await openDoors()
  try {
    const owner = doors.visitor()
    const setUp = {
      ...{ code: doors.setupCode, company: COMPANY, companyName: 'Bench', name: 'Ada', email: 'ada@bench.test' },
      ...{ password: 'a long password', timeZone: 'Europe/Berlin' },
    }
    const { id } = wellDone(await owner('POST', '/api/setup', setUp))
    const ids = [id, ...Array.from({ length: 19 }, (_, i) => `host${i}`)]
    const store = await storeAt(doors.meter.address, doors.tableName)
    for (const one of ids.slice(1)) {
      const member = {
        id: one,
        company: COMPANY,
        email: `${one}@bench.test`,
        name: one,
        role: 'member',
        timeZone: 'UTC',
      } as const
      await store.commit([memberWrite(member, 'none')])
    }
    const count = Number(process.env['BENCH_EVENTS'] ?? MANY_EVENTS)
    await storeWithIndex(store, tenYears(COMPANY, ids, Date.now(), count), ids)
    yield* figuresOf(doors, ids, owner)
  } finally {
    await doors.stop()
  }
}
