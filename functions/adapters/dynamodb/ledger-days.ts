import { z } from 'zod'
import type { DayWrite, ReplacedDay } from '../../../shared/domain/ledger/decide.ts'
import { type Claim, type ClaimKind, cellsOfDay, type LedgerDay } from '../../../shared/domain/ledger/ledger.ts'
import { MOST_QUESTIONS } from '../../ports/ledger.ts'
import { type Action, put, versionIs } from './actions.ts'
import { type Key, ledgerOf } from './keys.ts'
import type { Row } from './row.ts'
import { RowUnreadable } from './row-codec.ts'

const keyOf = (company: string, principal: string, day: string): Key => ({
  pk: ledgerOf(company, principal),
  sk: `day#${day}`,
})

/**
 * A day item: one attribute per claim (`.<id>`, so that two claims of one day need not know each other) and two number
 * sets of five-minute cells that the quick path's condition asks about. Names and values are short: a month must be
 * read cheaply.
 */
const CLAIM_PREFIX = '.'
const letters: Record<ClaimKind, string> = {
  event: 'e',
  booking: 'b',
  pending: 'p',
  hold: 'h',
  external: 'x',
  session: 's',
}
const kinds = Object.fromEntries(Object.entries(letters).map(([kind, letter]) => [letter, kind])) as Record<
  string,
  ClaimKind
>

const dayStart = (day: string) => Date.parse(`${day}T00:00:00Z`)
const inBase36 = (number: number) => number.toString(36)
const ofBase36 = (text: string) => Number.parseInt(text, 36)

/**
 * Kind, begin in seconds of the day and length in seconds, both to base 36, buffers in minutes, `f` for free, end of a
 * hold, places of a shared thing, `+` for buffers that add up, people: `bp00|1e0||15`. What is nothing is left out, and
 * so are separators at the end.
 */
function writeClaim(claim: Claim, day: string): string {
  const parts = [
    letters[claim.kind] + inBase36((claim.from - dayStart(day)) / 1000),
    inBase36((claim.to - claim.from) / 1000),
    claim.bufferBeforeMinutes || '',
    claim.bufferAfterMinutes || '',
    claim.isFree ? 'f' : '',
    claim.until ?? '',
    claim.places ?? '',
    claim.buffersAddUp ? '+' : '',
    claim.people ?? '',
  ]
  return parts.join('|').replace(/\|+$/, '')
}

function readClaim(id: string, text: unknown, day: string): Claim | undefined {
  if (typeof text !== 'string') return undefined
  const [begin = '', length = '', before, after, free, until, places, sum, people] = text.split('|')
  const kind = kinds[begin.charAt(0)]
  const from = dayStart(day) + ofBase36(begin.slice(1)) * 1000
  const to = from + ofBase36(length) * 1000
  const bufferBeforeMinutes = Number(before ?? 0)
  const bufferAfterMinutes = Number(after ?? 0)
  const counts = Number(places ?? 0) + Number(people ?? 0)
  const numbers = to + bufferBeforeMinutes + bufferAfterMinutes + Number(until ?? 0) + counts
  if (kind === undefined || Number.isNaN(numbers)) return undefined
  return {
    id,
    kind,
    from,
    to,
    bufferBeforeMinutes,
    bufferAfterMinutes,
    ...(free && { isFree: true }),
    ...(until && { until: Number(until) }),
    ...(places && { places: Number(places) }),
    ...(sum && { buffersAddUp: true }),
    ...(people && { people: Number(people) }),
  }
}

/** Reads a day. By hand, for a request for slots reads hundreds of claims, and their names are not known beforehand. */
export function readDay(row: Row, principal: string): LedgerDay {
  const { sk, version } = row
  if (typeof version !== 'number') throw new RowUnreadable('day', row, 'version', 'is no number')
  const day = String(sk).slice('day#'.length)
  const claims: Claim[] = []
  for (const name of Object.keys(row)) {
    if (!name.startsWith(CLAIM_PREFIX)) continue
    const claim = readClaim(name.slice(CLAIM_PREFIX.length), row[name], day)
    if (!claim) throw new RowUnreadable('day', row, name, 'is no claim')
    claims.push(claim)
  }
  return { principal, day, version, claims }
}

/** A claim as other rows keep one, field by field. */
export const claim = z.object({
  id: z.string(),
  kind: z.enum(['event', 'booking', 'pending', 'hold', 'external', 'session']),
  from: z.number(),
  to: z.number(),
  bufferBeforeMinutes: z.number(),
  bufferAfterMinutes: z.number(),
  buffersAddUp: z.boolean().optional(),
  isFree: z.boolean().optional(),
  until: z.number().optional(),
  places: z.number().optional(),
  people: z.number().optional(),
})

/** One action of a transaction for one touched day. */
export function dayAction(table: string, company: string, write: DayWrite): Action {
  if (write.kind === 'replaceDay') return replaceDay(table, company, write)
  const { busy, buffer } = write.cells
  return 2 * busy.length + buffer.length > MOST_QUESTIONS
    ? replaceDay(table, company, write.otherwise)
    : claimCells(table, company, write)
}

function replaceDay(table: string, company: string, { next, expectedVersion }: ReplacedDay): Action {
  const cells = cellsOfDay(next)
  const row: Row = { ...keyOf(company, next.principal, next.day), row: 'day', version: next.version }
  for (const claim of next.claims) row[CLAIM_PREFIX + claim.id] = writeClaim(claim, next.day)
  if (cells.busy.length > 0) row['busy'] = new Set(cells.busy)
  if (cells.buffer.length > 0) row['buffer'] = new Set(cells.buffer)
  return put(table, row, { ...versionIs(expectedVersion), ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })
}

function claimCells(
  table: string,
  company: string,
  { claim, cells, day, principal }: Extract<DayWrite, { kind: 'claimCells' }>,
): Action {
  // One negation for all questions, and short names: a condition may have 300 operators and 4 KB, and six hours must
  // fit.
  const values: Row = { ':claim': writeClaim(claim, day), ':one': 1, ':day': 'day' }
  const adds = ['version :one']
  // New busy time must meet neither busy time nor a neighbour's buffer; a new buffer must only not meet busy time.
  const questions: string[] = []
  for (const cell of cells.busy) {
    values[`:${cell}`] = cell
    questions.push(`contains(#u,:${cell})`, `contains(#v,:${cell})`)
  }
  for (const cell of cells.buffer) {
    values[`:${cell}`] = cell
    questions.push(`contains(#u,:${cell})`)
  }
  if (cells.busy.length > 0) {
    values[':busy'] = new Set(cells.busy)
    adds.push('#u :busy')
  }
  if (cells.buffer.length > 0) {
    values[':buffer'] = new Set(cells.buffer)
    adds.push('#v :buffer')
  }
  return {
    Update: {
      TableName: table,
      Key: keyOf(company, principal, day),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      UpdateExpression: `SET #c = :claim, #row = :day ADD ${adds.join(', ')}`,
      ConditionExpression: `attribute_not_exists(#c) AND NOT (${questions.join(' OR ')})`,
      ExpressionAttributeNames: {
        '#c': CLAIM_PREFIX + claim.id,
        '#row': 'row',
        '#u': 'busy',
        ...((cells.busy.length > 0 || cells.buffer.length > 0) && { '#v': 'buffer' }),
      },
      ExpressionAttributeValues: values,
    },
  }
}
