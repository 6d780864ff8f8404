import type { Tally, TallyEntry, TallyName, TallyWrite } from '../../../shared/domain/ledger/tally.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { type Key, keys } from './keys.ts'
import { type Row, ttl } from './table.ts'

/** A tally item: an attribute per entry (`e.<id>`, `count|until`), their sum in `taken`, what it is the tally of, and what counts it. */
const ENTRY_PREFIX = 'e.'

export function tallyKeyOf(company: string, name: TallyName): Key {
  switch (name.tally) {
    case 'limit':
      return keys.limit(company, name.type, name.principal, name.startDate, name.period)
    case 'session':
      return keys.classSeats(company, name.principal, name.startsAt, name.id)
    case 'booker':
      return keys.booker(company, name.type, name.booker)
  }
}

const writeEntry = ({ count, until }: TallyEntry) => (until === undefined ? String(count) : `${count}|${until}`)

function readEntry(text: string): TallyEntry {
  const [count, until] = text.split('|')
  return { count: Number(count), ...(until !== undefined && { until: Number(until) }) }
}

export function readTally(row: Row): Tally {
  const entries = Object.entries(row)
    .filter(([name]) => name.startsWith(ENTRY_PREFIX))
    .map(([name, text]) => [name.slice(ENTRY_PREFIX.length), readEntry(String(text))] as const)
  const shape = row['shape'] as string | undefined
  const holders = row['holders'] as string[] | undefined
  return {
    name: row['name'] as TallyName,
    version: Number(row['version']),
    entries: Object.fromEntries(entries),
    ...(shape !== undefined && { shape }),
    ...(holders && { holders }),
    ...(row['counted'] !== undefined && { counted: row['counted'] as NonNullable<Tally['counted']> }),
  }
}

/** Whoever adds an entry does not read the others: one may end as much later as bookings are taken ahead. */
const LATEST_OTHER_ENTRY_DAYS = 2 * 366

/** Periods and bookers are forgotten some time after they can no longer matter; classes stay, as days do. */
function lifeOf(name: TallyName, entries: Record<string, TallyEntry>): Row {
  if (name.tally === 'limit') return { expiresAt: ttl(Date.parse(name.startDate) + 100 * DAY_MS) }
  if (name.tally === 'session') return {}
  const last = Math.max(0, ...Object.values(entries).map(({ until }) => until ?? 0))
  return { expiresAt: ttl(last + (LATEST_OTHER_ENTRY_DAYS + 30) * DAY_MS) }
}

const condition = (expectedVersion: number) =>
  expectedVersion === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'version = :expected', ExpressionAttributeValues: { ':expected': expectedVersion } }

/** One action of a transaction for one tally. */
export function tallyAction(table: string, company: string, write: TallyWrite) {
  switch (write.kind) {
    case 'replaceTally': {
      const { name, version, entries, shape, holders, counted } = write.next
      const row: Row = {
        ...tallyKeyOf(company, name),
        row: 'tally',
        name,
        version,
        shape,
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
      return { Put: { TableName: table, Item: row, ...condition(write.expectedVersion) } }
    }
    case 'dropTally':
      return {
        Delete: { TableName: table, Key: tallyKeyOf(company, write.name), ...condition(write.expectedVersion) },
      }
    case 'addEntry': {
      const { name, id, entry, room, shape } = write
      const life = lifeOf(name, { [id]: entry })
      const there =
        shape === undefined ? '(attribute_not_exists(pk) OR taken <= :room)' : 'shape = :shape AND taken <= :room'
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
            ...(shape !== undefined && { ':shape': shape }),
            ...(life['expiresAt'] !== undefined && { ':life': life['expiresAt'] }),
          },
        },
      }
    }
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
