import { randomUUID } from 'node:crypto'
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import type { Committed, RememberedAnswer, Write } from '../../ports/store.ts'
import { keys, shardOf } from './keys.ts'
import { dayAction, spanRow } from './ledger-rows.ts'
import { linkRows } from './links.ts'
import type { Row, Table } from './table.ts'
import { ttl } from './table.ts'

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

const ANSWER_LIFE_MS = 24 * 3_600_000
const TOMBSTONE_LIFE_MS = 90 * 86_400_000
const CHANGE_LIFE_MS = 400 * 86_400_000
/** How long conflicts and throttles are retried before the store says busy (D2). */
const PATIENCE_MS = 8000

const versionIs = (expected: number) =>
  expected === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#version = :expected',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':expected': expected },
      }

function putAnswer(answer: RememberedAnswer): Action['Put'] {
  return {
    TableName: '',
    Item: {
      ...keys.answer(answer.company, answer.type, answer.keyHash),
      row: 'answer',
      ...answer,
      until: answer.expiresAt,
      expiresAt: ttl(answer.expiresAt),
    },
    ConditionExpression: 'attribute_not_exists(pk) OR #until <= :now',
    ExpressionAttributeNames: { '#until': 'until' },
    ExpressionAttributeValues: { ':now': answer.expiresAt - ANSWER_LIFE_MS },
  }
}

/** The actions of one write; most need one, a member two (the row and the way to it by address). */
function actionsOf(table: string, write: Write): Action[] {
  const put = (row: Row, condition: Partial<NonNullable<Action['Put']>> = {}): Action => ({
    Put: { ...condition, TableName: table, Item: row },
  })
  switch (write.write) {
    case 'booking': {
      const { booking } = write
      return [
        put(
          { ...keys.booking(booking.company, booking.id), row: 'booking', ...booking },
          versionIs(write.expectedVersion),
        ),
      ]
    }
    case 'event': {
      const { event } = write
      const row: Row = { ...keys.event(event.company, event.id), row: 'event', ...event }
      if (event.isDeleted) row['expiresAt'] = ttl(event.updatedAt + TOMBSTONE_LIFE_MS)
      return [put(row, versionIs(write.expectedVersion))]
    }
    case 'day':
      return [dayAction(table, write.company, write.day)]
    case 'span':
      return [put(spanRow(write.company, write.span))]
    case 'removeSpan':
      return [{ Delete: { TableName: table, Key: keys.span(write.company, write.principal, write.id) } }]
    case 'raiseRevision':
      return [
        {
          Update: {
            TableName: table,
            Key: keys.revision(write.company, write.principal),
            UpdateExpression: 'ADD revision :one',
            ExpressionAttributeValues: { ':one': 1 },
          },
        },
      ]
    case 'checkRevision':
      return [
        {
          ConditionCheck: {
            TableName: table,
            Key: keys.revision(write.company, write.principal),
            ...(write.expected === 0
              ? { ConditionExpression: 'attribute_not_exists(pk)' }
              : {
                  ConditionExpression: 'revision = :expected',
                  ExpressionAttributeValues: { ':expected': write.expected },
                }),
          },
        },
      ]
    case 'answer':
      return [{ Put: { ...putAnswer(write.answer)!, TableName: table } }]
    case 'change': {
      const { change } = write
      return [
        put(
          {
            ...keys.change(change.company, change.subjectId, change.version),
            type: 'change',
            row: 'change',
            ...change,
            pendingShard: `change#${shardOf(change.subjectId)}`,
            pendingAt: change.at,
            expiresAt: ttl(change.at + CHANGE_LIFE_MS),
          },
          versionIs(0),
        ),
      ]
    }
    case 'member': {
      const { member, passwordHash } = write
      return [
        put({ ...keys.member(member.company, member.id), row: 'member', ...member, passwordHash }, versionIs(0)),
        put({ ...keys.login(member.email), row: 'login', company: member.company, memberId: member.id }, versionIs(0)),
      ]
    }
    case 'invitation': {
      const { invitation } = write
      return [
        put(
          {
            ...keys.invitation(invitation.company, invitation.id),
            row: 'invitation',
            ...invitation,
            until: invitation.expiresAt,
            expiresAt: undefined,
          },
          versionIs(write.expectedVersion),
        ),
      ]
    }
    case 'company': {
      const { company } = write
      return [
        put(
          { ...keys.company(company.slug), row: 'company', ...company, sealedLinkKey: write.sealedLinkKey },
          versionIs(0),
        ),
        put({ ...keys.anyCompany(), row: 'first', company: company.slug }, versionIs(0)),
      ]
    }
    case 'schedule':
      return [put({ ...keys.schedule(write.company, write.schedule.id), row: 'schedule', ...write.schedule })]
    case 'link':
      return linkRows(write.link).map((row) => put(row))
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** One TransactWriteItems for all writes; conflicts and throttles are retried without deciding again (D2). */
export async function commit(table: Table, writes: Write[]): Promise<Committed> {
  const actions: Action[] = []
  const writeOf: number[] = []
  for (const [index, write] of writes.entries())
    for (const action of actionsOf(table.name, write)) {
      actions.push(action)
      writeOf.push(index)
    }
  const command = { TransactItems: actions, ClientRequestToken: randomUUID() }
  const deadline = performance.now() + PATIENCE_MS
  for (let attempt = 0; ; attempt++) {
    try {
      await table.documents.send(new TransactWriteCommand(command))
      return { outcome: 'done' }
    } catch (error) {
      const verdict = verdictOf(error)
      if (verdict.kind === 'failed') return { outcome: 'failed', index: writeOf[verdict.action] ?? 0 }
      if (verdict.kind === 'fault') throw error
      const wait = Math.random() * Math.min(25 * 2 ** attempt, 800)
      if (performance.now() + wait > deadline) return { outcome: 'busy' }
      await pause(wait)
    }
  }
}

const RETRIABLE = new Set([
  'TransactionInProgressException',
  'TransactionConflictException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'InternalServerError',
  'TimeoutError',
  'ECONNRESET',
])

function verdictOf(error: unknown): { kind: 'failed'; action: number } | { kind: 'retry' } | { kind: 'fault' } {
  if (!(error instanceof Error)) return { kind: 'fault' }
  if (error.name === 'TransactionCanceledException') {
    const reasons = (error as Error & { CancellationReasons?: { Code?: string }[] }).CancellationReasons ?? []
    const failed = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed')
    if (failed >= 0) return { kind: 'failed', action: failed }
    const codes = new Set(reasons.map((reason) => reason.Code).filter((code) => code && code !== 'None'))
    const worthIt = [...codes].every(
      (code) =>
        code === 'TransactionConflict' || code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded',
    )
    return codes.size > 0 && worthIt ? { kind: 'retry' } : { kind: 'fault' }
  }
  const code = (error as Error & { code?: string }).code
  return RETRIABLE.has(error.name) || (code !== undefined && RETRIABLE.has(code))
    ? { kind: 'retry' }
    : { kind: 'fault' }
}
