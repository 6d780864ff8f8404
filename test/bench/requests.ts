import { DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb'
import { type BusyCompany, bookingOf, makeBusyCompany, slotsOf } from './busy-company.ts'
import { type Doors, openDoors, wellDone } from './doors.ts'
import { duration, type Figure, times } from './figures.ts'
import type { MeteredCall } from './metered-door.ts'

const CALLS = 40

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!
const sum = (calls: MeteredCall[], of: 'readUnits' | 'writeUnits') => calls.reduce((total, call) => total + call[of], 0)

/** `GetItem, then BatchGetItem + 20 Query` */
function inWords(waves: MeteredCall[][]): string {
  const wave = (calls: MeteredCall[]) =>
    [...Map.groupBy(calls, ({ operation }) => operation)]
      .map(([operation, list]) => (list.length === 1 ? operation : `${list.length} ${operation}`))
      .join(' + ')
  return waves.map(wave).join(', then ')
}

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await act()
  return (performance.now() - begun) * 1000
}

/** A handler beside the bare Queries of the same items that it asked for, in turns; medians in microseconds. */
async function besideBareQueries(handler: () => Promise<unknown>, queries: MeteredCall[]) {
  const client = new DynamoDBClient({})
  const bare = () =>
    Promise.all(queries.map(({ input }) => client.send(new QueryCommand(input as unknown as QueryCommandInput))))
  const times: [handler: number, bare: number][] = []
  for (let i = 0; i < CALLS + 5; i++) times.push([await timeOf(handler), await timeOf(bare)])
  client.destroy()
  const warm = times.slice(5)
  return { handlerMicros: median(warm.map(([one]) => one)), bareMicros: median(warm.map(([, other]) => other)) }
}

async function* slotsRequest(doors: Doors, type: string, hosts: number, company: BusyCompany): AsyncGenerator<Figure> {
  const stranger = doors.visitor()
  const ask = async () => wellDone(await slotsOf(stranger, type, company.from, company.to))
  await ask()
  const waves = await doors.meter.wavesOf(ask)
  const calls = waves.flat()
  const queries = calls.filter(({ operation }) => operation === 'Query')
  const readUnits = sum(calls, 'readUnits')
  const what = `slots, ${hosts === 1 ? '1 host' : `${hosts} hosts`}, 1 month, ${company.claimsPerDay} claims a day:`
  if (hosts === 1)
    yield {
      what: `${what} store calls`,
      ours: String(calls.length),
      peer: inWords(waves),
      goal: '<= 3',
      isReached: calls.length <= 3,
    }
  else {
    const wavesOfQueries = waves.filter((wave) => wave.some(({ operation }) => operation === 'Query')).length
    const batches = calls.filter(({ operation }) => operation === 'BatchGetItem').length
    yield {
      what: `${what} store calls`,
      ours: String(calls.length),
      peer: inWords(waves),
      goal: 'one wave of Queries, one BatchGet',
      isReached: wavesOfQueries === 1 && batches <= 1,
    }
  }
  const mostUnits = hosts === 1 ? 4 : 100
  yield {
    what: `${what} read units`,
    ours: String(readUnits),
    peer: `${sum(queries, 'readUnits')} of them by Query`,
    goal: `<= ${mostUnits}`,
    isReached: readUnits <= mostUnits,
  }
  // What only looks for something that is not there is no part of the bare Query of the same items.
  const ledger = queries.filter(({ answerBytes }) => answerBytes > 500)
  const { handlerMicros, bareMicros } = await besideBareQueries(ask, ledger)
  yield {
    what: `${what} handler time`,
    ours: duration(handlerMicros),
    peer: `${duration(bareMicros)} the bare ${ledger.length === 1 ? 'Query' : `${ledger.length} Queries`} of the same items`,
    ratio: times(handlerMicros / bareMicros),
    ...(hosts === 1 && { goal: '<= 2x', isReached: handlerMicros / bareMicros <= 2 }),
  }
}

async function* booking(doors: Doors, company: BusyCompany): AsyncGenerator<Figure> {
  const stranger = doors.visitor()
  const path = `/api/public/${company.company}/${company.soloType}/bookings`
  const [first, second, third] = wellDone(await slotsOf(stranger, company.soloType, company.from, company.to)).slots
  const book = async (startsAt: string) => wellDone(await stranger('POST', path, bookingOf(startsAt)))
  await book(first.startsAt)
  const waves = await doors.meter.wavesOf(() => book(second.startsAt))
  const calls = waves.flat()
  const transactions = calls.filter(({ operation }) => operation === 'TransactWriteItems').length
  const before = waves.slice(
    0,
    waves.findIndex((wave) => wave.some(({ operation }) => operation === 'TransactWriteItems')),
  )
  const after = waves.slice(before.length + 1)
  yield {
    what: 'a booking: transactions',
    ours: String(transactions),
    peer: after.length > 0 ? `after it: ${inWords(after)}` : '',
    goal: '1',
    isReached: transactions === 1,
  }
  yield {
    what: 'a booking: store calls before its transaction',
    ours: String(before.flat().length),
    peer: inWords(before),
    goal: '<= 3',
    isReached: before.flat().length <= 3,
  }
  yield {
    what: 'a booking: units',
    ours: `${sum(calls, 'readUnits')} read, ${sum(calls, 'writeUnits')} write`,
    peer: `${duration(await timeOf(() => book(third.startsAt)))} the whole handler, once`,
  }
}

/** What requests cost, through the real doors on the embedded table server: calls, capacity units, time. */
export async function* requestFigures(): AsyncGenerator<Figure> {
  const doors = await openDoors()
  try {
    const company = await makeBusyCompany(doors)
    yield* slotsRequest(doors, company.soloType, 1, company)
    yield* slotsRequest(doors, company.teamType, company.teamSize, company)
    yield* booking(doors, company)
  } finally {
    await doors.stop()
  }
}
