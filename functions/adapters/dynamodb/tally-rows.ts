import { z } from 'zod'
import type { Tally, TallyEntry, TallyName, TallyWrite } from '../../../shared/domain/ledger/tally.ts'
import { utcDayOf } from '../../../shared/domain/time/time.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { type Action, put, versionIs } from './actions.ts'
import { type Key, ledgerOf } from './keys.ts'
import type { Row } from './row.ts'
import { RowUnreadable, readerOf } from './row-codec.ts'
import { ttl } from './table.ts'

/**
 * A tally item: an attribute per entry (`e.<id>`, `count|until`), their sum in `taken`, what it is the tally of, and
 * what counts it.
 */
const ENTRY_PREFIX = 'e.'

export const limitsOf = (company: string, type: string, principal: string) => `${company}#limits#${type}#${principal}`

export function tallyKeyOf(company: string, name: TallyName): Key {
  switch (name.tally) {
    case 'limit':
      return { pk: limitsOf(company, name.type, name.principal), sk: `${name.startDate}#${name.period}` }
    case 'session':
      return { pk: ledgerOf(company, name.principal), sk: `day#${utcDayOf(name.startsAt)}#session#${name.id}` }
    case 'booker':
      return { pk: `${company}#booker#${name.type}#${name.booker}`, sk: 'booker' }
    case 'link':
      return { pk: `${company}#usedLink#${name.type}#${name.link}`, sk: 'link' }
  }
}

const tallyName = z.discriminatedUnion('tally', [
  z.object({
    tally: z.literal('limit'),
    type: z.string(),
    principal: z.string(),
    period: z.enum(['perDay', 'perWeek', 'perMonth']),
    startDate: z.string(),
  }),
  z.object({ tally: z.literal('session'), principal: z.string(), startsAt: z.number(), id: z.string() }),
  z.object({ tally: z.literal('booker'), type: z.string(), booker: z.string() }),
  z.object({ tally: z.literal('link'), type: z.string(), link: z.string() }),
])

/** What counts something, as bookings and classes keep it. */
export const counted = z.array(z.object({ name: tallyName, most: z.number() }))

const readFields = readerOf<Omit<Tally, 'entries'>>()(
  'tally',
  z
    .object({
      name: tallyName,
      version: z.number(),
      // The row's word for the generation of a class.
      shape: z.string().optional(),
      holders: z.array(z.string()).optional(),
      counted: counted.optional(),
    })
    .transform(({ shape, ...tally }) => ({ ...tally, ...(shape !== undefined && { generation: shape }) })),
)

const writeEntry = ({ count, until }: TallyEntry) => (until === undefined ? String(count) : `${count}|${until}`)

function readEntry(text: unknown): TallyEntry | undefined {
  if (typeof text !== 'string') return undefined
  const [count, until] = text.split('|')
  const entry = { count: Number(count), ...(until !== undefined && { until: Number(until) }) }
  return Number.isNaN(entry.count + (entry.until ?? 0)) ? undefined : entry
}

export function readTally(row: Row): Tally {
  const entries: Record<string, TallyEntry> = {}
  for (const name of Object.keys(row)) {
    if (!name.startsWith(ENTRY_PREFIX)) continue
    const entry = readEntry(row[name])
    if (!entry) throw new RowUnreadable('tally', row, name, 'is no entry')
    entries[name.slice(ENTRY_PREFIX.length)] = entry
  }
  return { ...readFields(row), entries }
}

/** Whoever adds an entry does not read the others: one may end as much later as bookings are taken ahead. */
const LATEST_OTHER_ENTRY_DAYS = 2 * 366

/**
 * Periods and bookers are forgotten some time after they can no longer matter; classes stay, as days do, and links too.
 */
function lifeOf(name: TallyName, entries: Record<string, TallyEntry>): Row {
  if (name.tally === 'limit') return { expiresAt: ttl(Date.parse(name.startDate) + 100 * DAY_MS) }
  if (name.tally === 'session' || name.tally === 'link') return {}
  const last = Math.max(0, ...Object.values(entries).map(({ until }) => until ?? 0))
  return { expiresAt: ttl(last + (LATEST_OTHER_ENTRY_DAYS + 30) * DAY_MS) }
}

/** One action of a transaction for one tally. */
export function tallyAction(table: string, company: string, write: TallyWrite): Action {
  switch (write.kind) {
    case 'replaceTally':
      return replaceTally(table, company, write)
    case 'dropTally':
      return {
        Delete: { TableName: table, Key: tallyKeyOf(company, write.name), ...versionIs(write.expectedVersion) },
      }
    case 'addEntry':
      return addEntry(table, company, write)
    case 'removeEntry':
      return {
        Update: {
          TableName: table,
          Key: tallyKeyOf(company, write.name),
          UpdateExpression: 'REMOVE #entry ADD taken :count, version :one',
          ConditionExpression: 'attribute_exists(#entry)',
          ExpressionAttributeNames: { '#entry': ENTRY_PREFIX + write.id },
          ExpressionAttributeValues: { ':count': -write.count, ':one': 1 },
        },
      }
  }
}

function replaceTally(
  table: string,
  company: string,
  { next, expectedVersion }: Extract<TallyWrite, { kind: 'replaceTally' }>,
): Action {
  const { name, version, entries, generation, holders, counted } = next
  const row: Row = {
    ...tallyKeyOf(company, name),
    row: 'tally',
    name,
    version,
    shape: generation,
    holders,
    ...lifeOf(name, entries),
    ...(counted && { counted }),
  }
  let taken = 0
  for (const [id, entry] of Object.entries(entries)) {
    row[ENTRY_PREFIX + id] = writeEntry(entry)
    taken += entry.count
  }
  row['taken'] = taken
  return put(table, row, versionIs(expectedVersion))
}

function addEntry(
  table: string,
  company: string,
  { name, id, entry, room, generation }: Extract<TallyWrite, { kind: 'addEntry' }>,
): Action {
  const life = lifeOf(name, { [id]: entry })
  const there =
    generation === undefined ? '(attribute_not_exists(pk) OR taken <= :room)' : 'shape = :shape AND taken <= :room'
  return {
    Update: {
      TableName: table,
      Key: tallyKeyOf(company, name),
      UpdateExpression: `SET #entry = :entry, #row = :row, #name = :name${life['expiresAt'] === undefined ? '' : ', expiresAt = :life'} ADD taken :count, version :one`,
      ConditionExpression: `attribute_not_exists(#entry) AND ${there}`,
      ExpressionAttributeNames: { '#entry': ENTRY_PREFIX + id, '#row': 'row', '#name': 'name' },
      ExpressionAttributeValues: {
        ':entry': writeEntry(entry),
        ':row': 'tally',
        ':name': name,
        ':room': room,
        ':count': entry.count,
        ':one': 1,
        ...(generation !== undefined && { ':shape': generation }),
        ...(life['expiresAt'] !== undefined && { ':life': life['expiresAt'] }),
      },
    },
  }
}
