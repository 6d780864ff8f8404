import type { Claim, ClaimKind, DayWrite, LedgerDay, Span } from '../../../shared/domain/ledger.ts'
import { cellsOfDay } from '../../../shared/domain/ledger.ts'
import { keys } from './keys.ts'
import type { Row } from './table.ts'

/**
 * A day item: one attribute per claim (`c.<id>`, so that two claims of one day need not know each other) and two number
 * sets of five-minute cells that the quick path's condition asks about. Claims are short strings: a month must be read cheaply.
 */
const CLAIM_PREFIX = 'c.'
const letters: Record<ClaimKind, string> = { event: 'e', booking: 'b', pending: 'p', hold: 'h', external: 'x' }
const kinds = Object.fromEntries(Object.entries(letters).map(([kind, letter]) => [letter, kind])) as Record<
  string,
  ClaimKind
>

const dayStart = (day: string) => Date.parse(`${day}T00:00:00Z`)

/** kind, begin and end in seconds of the day, buffers in minutes, `f` for free: `b|32400|34200|0|15|`. */
function writeClaim(claim: Claim, day: string): string {
  const start = dayStart(day)
  const seconds = (at: number) => (at - start) / 1000
  return [
    letters[claim.kind],
    seconds(claim.from),
    seconds(claim.to),
    claim.bufferBeforeMinutes,
    claim.bufferAfterMinutes,
    claim.isFree ? 'f' : '',
  ].join('|')
}

function readClaim(id: string, text: string, day: string): Claim {
  const [letter = 'e', from, to, before, after, free] = text.split('|')
  const start = dayStart(day)
  return {
    id,
    kind: kinds[letter] ?? 'event',
    from: start + Number(from) * 1000,
    to: start + Number(to) * 1000,
    bufferBeforeMinutes: Number(before),
    bufferAfterMinutes: Number(after),
    ...(free === 'f' && { isFree: true }),
  }
}

export function readDay(row: Row, principal: string): LedgerDay {
  const day = String(row['sk']).slice('day#'.length)
  const claims = Object.entries(row)
    .filter(([name]) => name.startsWith(CLAIM_PREFIX))
    .map(([name, text]) => readClaim(name.slice(CLAIM_PREFIX.length), String(text), day))
  return { principal, day, version: Number(row['version']), claims }
}

/** One action of a transaction for one touched day. */
export function dayAction(table: string, company: string, write: DayWrite) {
  if (write.kind === 'replace') {
    const { next, expectedVersion } = write
    const cells = cellsOfDay(next)
    const row: Row = { ...keys.day(company, next.principal, next.day), row: 'day', version: next.version }
    for (const claim of next.claims) row[CLAIM_PREFIX + claim.id] = writeClaim(claim, next.day)
    if (cells.busy.length > 0) row['busy'] = new Set(cells.busy)
    if (cells.buffer.length > 0) row['buffer'] = new Set(cells.buffer)
    return {
      Put: {
        TableName: table,
        Item: row,
        ...(expectedVersion === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'version = :expected',
              ExpressionAttributeValues: { ':expected': expectedVersion },
            }),
      },
    }
  }
  const { claim, cells, day, principal } = write
  const values: Row = { ':claim': writeClaim(claim, day), ':one': 1, ':day': 'day' }
  const adds = ['version :one']
  // New busy time must meet neither busy time nor a neighbour's buffer; a new buffer must only not meet busy time.
  const conditions = ['attribute_not_exists(#claim)']
  for (const cell of cells.busy) {
    values[`:b${cell}`] = cell
    conditions.push(`NOT contains(busy, :b${cell})`, `NOT contains(buffer, :b${cell})`)
  }
  for (const cell of cells.buffer) {
    values[`:b${cell}`] = cell
    conditions.push(`NOT contains(busy, :b${cell})`)
  }
  if (cells.busy.length > 0) {
    values[':busy'] = new Set(cells.busy)
    adds.push('busy :busy')
  }
  if (cells.buffer.length > 0) {
    values[':buffer'] = new Set(cells.buffer)
    adds.push('#buffer :buffer')
  }
  return {
    Update: {
      TableName: table,
      Key: keys.day(company, principal, day),
      UpdateExpression: `SET #claim = :claim, #row = :day ADD ${adds.join(', ')}`,
      ConditionExpression: conditions.join(' AND ').replaceAll('contains(buffer', 'contains(#buffer'),
      ExpressionAttributeNames: { '#claim': CLAIM_PREFIX + claim.id, '#row': 'row', '#buffer': 'buffer' },
      ExpressionAttributeValues: values,
    },
  }
}

export function spanRow(company: string, span: Span): Row {
  return { ...keys.span(company, span.principal, span.id), row: 'span', ...span }
}
