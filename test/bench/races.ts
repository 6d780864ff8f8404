import { join } from 'node:path'
import { systemClock } from '../../functions/adapters/system/clock.ts'
import { systemRandomness } from '../../functions/adapters/system/randomness.ts'
import { companyWrite } from '../../functions/ports/companies.ts'
import { factsWrite, hoursWrite } from '../../functions/ports/ledger.ts'
import { memberWrite } from '../../functions/ports/members.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { PATIENCE_MS } from '../../functions/usecases/attempt.ts'
import { bookAppointment } from '../../functions/usecases/booking/book-appointment.ts'
import { listSlots } from '../../functions/usecases/booking/list-slots.ts'
import { openDynamoDoor } from '../../infra/local/aws/dynamodb.ts'
import { CallRecord } from '../../infra/local/aws/record.ts'
import { buildWhatChanged } from '../../infra/local/build.ts'
import { Disk } from '../../infra/local/disk.ts'
import { Faults } from '../../infra/local/faults.ts'
import { isRefusal } from '../../shared/domain/answers/refusal.ts'
import { memberOf, typeOf } from '../contracts/samples.ts'
import { temporaryFolder } from '../support/host.ts'
import { startTableServer, storeAt } from '../support/table-server.ts'
import { duration, type Figure, times } from './figures.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import { seededNumbers } from './slot-inputs.ts'

type End = 'booked' | 'refused' | 'busy' | 'fault'

interface Racer {
  startsAt: number
  end: End
  micros: number
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const COMPANY = 'races'

/** All at once. @param book tries one start */
function race(starts: number[], book: (startsAt: number) => Promise<End>): Promise<Racer[]> {
  const begun = performance.now()
  return Promise.all(
    starts.map(async (startsAt) => {
      const end = await book(startsAt).catch((error: Error): End => {
        console.error(error)
        return 'fault'
      })
      return { startsAt, end, micros: (performance.now() - begun) * 1000 }
    }),
  )
}

const count = (racers: Racer[], end: End) => racers.filter((one) => one.end === end).length

function percentiles(racers: Racer[]) {
  const sorted = racers.map(({ micros }) => micros).sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  return { p50: at(0.5), p99: at(0.99) }
}

/** `1 booked, 499 refused, p50 1.2 s, p99 3.4 s` */
function inWords(racers: Racer[]): string {
  const { p50, p99 } = percentiles(racers)
  const ends = (['booked', 'refused', 'busy', 'fault'] as const).flatMap((end) =>
    count(racers, end) > 0 ? [`${count(racers, end)} ${end}`] : [],
  )
  return `${ends.join(', ')}; p50 ${duration(p50)}, p99 ${duration(p99)}`
}

/** What each race is run for. */
interface Race {
  what: string
  goal: string
  starts: number[]
  type: string
  host: string
  minutes: number
  isReached(racers: Racer[], end: DayAtTheEnd): boolean
}

interface DayAtTheEnd {
  /** Claims in the host's ledger: what was really sold. */
  sold: number
  /** Starts that are still offered. */
  free: Set<number>
}

const day = (n: number) => Math.floor(Date.now() / DAY_MS + n) * DAY_MS

/** Two hosts: one sells ten minutes round the clock, the other sixteen half hours a day. */
const TYPES = [
  { slug: 'short', host: 'ada', minutes: 10, from: '00:00', to: '24:00' },
  { slug: 'half', host: 'bob', minutes: 30, from: '09:00', to: '17:00' },
] as const

function races(): Race[] {
  const [short, half] = TYPES.map(({ slug, host, minutes }) => ({ type: slug, host, minutes })) as [
    Pick<Race, 'type' | 'host' | 'minutes'>,
    Pick<Race, 'type' | 'host' | 'minutes'>,
  ]
  const number = seededNumbers(500)
  const sixteen = Array.from({ length: 16 }, (_, i) => day(7) + (9 * 60 + i * 30) * MINUTE_MS)
  return [
    {
      ...short,
      what: '500 racers for one slot',
      goal: '1 booking, 499 refusals, no fault',
      starts: Array.from({ length: 500 }, () => day(3) + 600 * MINUTE_MS),
      // Busy is a refusal too: nothing is wrong, only the time allowed is over.
      isReached: (racers, { sold }) =>
        sold === 1 && count(racers, 'booked') === 1 && count(racers, 'refused') + count(racers, 'busy') === 499,
    },
    {
      ...short,
      what: '100 different slots of one host-day at once',
      goal: '100 bookings',
      starts: Array.from({ length: 100 }, (_, i) => day(5) + i * 10 * MINUTE_MS),
      isReached: (racers, { sold }) => sold === 100 && count(racers, 'booked') === 100,
    },
    {
      ...half,
      what: '500 racers for 16 free slots of a day',
      goal: '16 bookings, nobody refused what is free',
      starts: [...sixteen, ...Array.from({ length: 484 }, () => sixteen[number(16)]!)],
      isReached: (racers, { sold, free }) =>
        sold === 16 &&
        count(racers, 'booked') === 16 &&
        count(racers, 'fault') === 0 &&
        racers.every(({ end, startsAt }) => end === 'booked' || !free.has(startsAt)),
    },
  ]
}

async function publishTypes(store: Repositories): Promise<void> {
  await store.commit([companyWrite({ slug: COMPANY, name: 'Races', timeZone: 'UTC' }, 'sealed')])
  for (const { slug, host, minutes, from, to } of TYPES) {
    const weekly = ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => ({ weekday, from, to }))
    await store.commit([
      memberWrite(memberOf(COMPANY, host), 'hash'),
      factsWrite(COMPANY, host, { timeZone: 'UTC', daysOff: [] }),
      hoursWrite(COMPANY, { id: host, timeZone: 'UTC', weekly, overrides: [] }),
    ])
    await store.putType(typeOf(COMPANY, { slug, hosts: [host], durationsMinutes: [minutes], stepMinutes: minutes }), 0)
  }
}

/**
 * The use cases on the embedded table server, file and all, behind a door that injects conflicts, throttles and lost
 * answers.
 */
async function openOurs() {
  await buildWhatChanged(console.log)
  const server = await startTableServer({ file: join(temporaryFolder(), 'table.sqlite') })
  const faults = new Faults()
  const disk = new Disk('')
  const door = await openDynamoDoor(
    server.address,
    { handlerOf: (id) => id, record: new CallRecord(undefined, disk), faults, disk },
    () => {},
  )
  const store = await storeAt(door.address, await server.makeTable())
  await publishTypes(store)
  const tools = { store, clock: systemClock, random: systemRandomness }
  let customers = 0
  return {
    async race({ starts, type }: Race): Promise<Racer[]> {
      Object.assign(faults.weather.dynamodb, { conflictRate: 0.2, throttleRate: 0.03, lostAnswerRate: 0.02 })
      const racers = await race(starts, async (startsAt) => {
        const name = `Racer ${customers++}`
        const booked = await bookAppointment(tools, {
          company: COMPANY,
          slug: type,
          startsAt,
          customer: { name, email: 'racer@example.test', timeZone: 'UTC' },
          answers: {},
          guests: [],
        })
        if (!isRefusal(booked)) return 'booked'
        return booked.refusal === 'Busy' ? 'busy' : 'refused'
      })
      Object.assign(faults.weather.dynamodb, { conflictRate: 0, throttleRate: 0, lostAnswerRate: 0 })
      return racers
    },
    async dayAtTheEnd({ starts, type, host }: Race): Promise<DayAtTheEnd> {
      const date = new Date(starts[0]!).toISOString().slice(0, 10)
      const [time] = await store.time(COMPANY, [host], date, date, 'latest')
      const found = await listSlots(tools, { company: COMPANY, slug: type, from: date, to: date, timeZone: 'UTC' })
      return {
        sold: time!.days.flatMap(({ claims }) => claims).length,
        free: new Set(isRefusal(found) ? [] : found.starts.map(({ startsAt }) => startsAt)),
      }
    },
    async stop() {
      door.server.close()
      door.server.closeAllConnections()
      await server.stop()
    },
  }
}

/** How PostgreSQL keeps a time from being sold twice, in the two usual ways. */
const CONSTRAINTS = {
  'exclusion constraint': {
    create:
      'CREATE EXTENSION btree_gist; CREATE TABLE booking_by_span (host text, during tstzrange, EXCLUDE USING gist (host WITH =, during WITH &&))',
    insert:
      'INSERT INTO booking_by_span VALUES ($1, tstzrange(to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000)))',
  },
  'unique index': {
    create: 'CREATE TABLE booking_by_start (host text, starts_at float8, ends_at float8, UNIQUE (host, starts_at))',
    insert: 'INSERT INTO booking_by_start VALUES ($1, $2, $3)',
  },
} as const

const EXCLUSION_VIOLATION = '23P01'
const UNIQUE_VIOLATION = '23505'
const DEADLOCK = '40P01'
const STATEMENT_TIMEOUT = '57014'
/**
 * The insert alone: no reading of hours and calendars before it, as ours does. After a deadlock again, as long as our
 * own use cases try: those of an exclusion constraint come again when the same racers try again.
 */
async function raceOnPostgres({ pool }: Postgres, insert: string, { starts, host, minutes }: Race) {
  let deadlocks = 0
  const deadline = performance.now() + PATIENCE_MS
  async function once(startsAt: number): Promise<End | 'deadlock'> {
    const client = await pool.connect()
    try {
      if (performance.now() > deadline) return 'busy'
      await client.query(insert, [host, startsAt, startsAt + minutes * MINUTE_MS])
      return 'booked'
    } catch (error) {
      const { code } = error as { code?: string }
      if (code === EXCLUSION_VIOLATION || code === UNIQUE_VIOLATION) return 'refused'
      if (code === STATEMENT_TIMEOUT) return 'busy'
      if (code !== DEADLOCK) throw error
      deadlocks++
      return 'deadlock'
    } finally {
      client.release()
    }
  }
  const racers = await race(starts, async (startsAt) => {
    for (;;) {
      const end = await once(startsAt)
      if (end !== 'deadlock') return end
    }
  })
  return { racers, deadlocks }
}

export async function* raceFigures(): AsyncGenerator<Figure> {
  const ours = await openOurs()
  const postgres = await startPostgres(PATIENCE_MS)
  if (!postgres) console.log('PostgreSQL is not installed here: the races run without it.')
  try {
    for (const { create } of Object.values(CONSTRAINTS)) await postgres?.pool.query(create)
    for (const one of races()) {
      const racers = await ours.race(one)
      const end = await ours.dayAtTheEnd(one)
      yield {
        what: `${one.what}: ${end.sold} in the ledger`,
        ours: inWords(racers),
        goal: one.goal,
        isReached: one.isReached(racers, end),
      }
      for (const [name, { insert }] of Object.entries(CONSTRAINTS)) {
        if (!postgres) continue
        const theirs = await raceOnPostgres(postgres, insert, one)
        yield {
          what: `  beside PostgreSQL ${postgres.version}, ${name}`,
          ours: '',
          peer: `${inWords(theirs.racers)}${theirs.deadlocks > 0 ? `, ${theirs.deadlocks} deadlocks` : ''}`,
          ratio: times(percentiles(theirs.racers).p50 / percentiles(racers).p50),
        }
      }
    }
  } finally {
    await postgres?.stop()
    await ours.stop()
  }
}
