import type { DayWrite, LedgerWrite } from '../../../shared/domain/ledger/decide.ts'
import {
  type Claim,
  type ClaimKind,
  cellsOfDay,
  type LedgerDay,
  type PrincipalFacts,
  type Span,
} from '../../../shared/domain/ledger/ledger.ts'
import { keys } from './keys.ts'
import type { Row } from './table.ts'
import { tallyAction } from './tally-rows.ts'

/**
 * A day item: one attribute per claim (`.<id>`, so that two claims of one day need not know each other) and two number
 * sets of five-minute cells that the quick path's condition asks about. Names and values are short: a month must be read cheaply.
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
 * Kind, begin in seconds of the day and length in seconds, both to base 36, buffers in minutes, `f` for free, end of a hold,
 * places of a shared thing, `+` for buffers that add up: `bp00|1e0||15`. What is nothing is left out, and so are separators at the end.
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
  ]
  return parts.join('|').replace(/\|+$/, '')
}

function readClaim(id: string, text: string, day: string): Claim {
  const [begin = '', length = '', before, after, free, until, places, sum] = text.split('|')
  const from = dayStart(day) + ofBase36(begin.slice(1)) * 1000
  return {
    id,
    kind: kinds[begin.charAt(0)] ?? 'event',
    from,
    to: from + ofBase36(length) * 1000,
    bufferBeforeMinutes: Number(before ?? 0),
    bufferAfterMinutes: Number(after ?? 0),
    ...(free && { isFree: true }),
    ...(until && { until: Number(until) }),
    ...(places && { places: Number(places) }),
    ...(sum && { buffersAddUp: true }),
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
function dayAction(table: string, company: string, write: DayWrite) {
  if (write.kind === 'replaceDay') {
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
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
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
  // One negation for all questions, and short names: a condition may have 300 operators and 4 KB, and six hours must fit.
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
      Key: keys.day(company, principal, day),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
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

/** One action of a transaction for one write of the ledger. */
export function ledgerAction(table: string, company: string, write: LedgerWrite) {
  switch (write.kind) {
    case 'claimCells':
    case 'replaceDay':
      return dayAction(table, company, write)
    case 'putSpan': {
      const { span } = write
      return {
        Put: { TableName: table, Item: { ...keys.span(company, span.principal, span.id), row: 'span', ...span } },
      }
    }
    case 'removeSpan':
      return { Delete: { TableName: table, Key: keys.span(company, write.principal, write.id) } }
    case 'raiseRevision':
      return {
        Update: {
          TableName: table,
          Key: keys.head(company, write.principal),
          UpdateExpression: 'SET #row = :row ADD revision :one',
          ExpressionAttributeNames: { '#row': 'row' },
          ExpressionAttributeValues: {
            ':row': 'head',
            ':one': 1,
            ...(write.expected && { ':expected': write.expected }),
          },
          ...(write.expected !== undefined && {
            ConditionExpression: write.expected === 0 ? 'attribute_not_exists(revision)' : 'revision = :expected',
          }),
        },
      }
    case 'checkRevision':
      return {
        ConditionCheck: {
          TableName: table,
          Key: keys.head(company, write.principal),
          ...(write.expected === 0
            ? { ConditionExpression: 'attribute_not_exists(revision)' }
            : {
                ConditionExpression: 'revision = :expected',
                ExpressionAttributeValues: { ':expected': write.expected },
              }),
        },
      }
    default:
      return tallyAction(table, company, write)
  }
}

/** What the ledger knows of a principal, each fact by itself; raises the revision, for decisions rest on them. */
export function factsAction(table: string, company: string, principal: string, facts: Partial<PrincipalFacts>) {
  const named = Object.entries(facts)
  const set = named.filter(([, value]) => value !== undefined).map(([name]) => `, #${name} = :${name}`)
  const gone = named.flatMap(([name, value]) => (value === undefined ? [`#${name}`] : []))
  return {
    Update: {
      TableName: table,
      Key: keys.head(company, principal),
      UpdateExpression: `SET #row = :row${set.join('')} ADD revision :one${gone.length > 0 ? ` REMOVE ${gone.join(', ')}` : ''}`,
      ExpressionAttributeNames: { '#row': 'row', ...Object.fromEntries(named.map(([name]) => [`#${name}`, name])) },
      ExpressionAttributeValues: {
        ':row': 'head',
        ':one': 1,
        ...Object.fromEntries(
          named.filter(([, value]) => value !== undefined).map(([name, value]) => [`:${name}`, value]),
        ),
      },
    },
  }
}

export function readFacts(head: Row | undefined): PrincipalFacts {
  const { pk: _pk, sk: _sk, row: _row, revision: _revision, ...facts } = head ?? {}
  return { timeZone: 'UTC', daysOff: [], ...facts }
}

export function readSpan(row: Row): Span {
  const { pk: _pk, sk: _sk, row: _row, ...span } = row
  return span as unknown as Span
}
