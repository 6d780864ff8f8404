import { randomUUID } from 'node:crypto'
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { LedgerDay } from '../../../shared/domain/ledger/ledger.ts'
import type { Committed, RememberedAnswer, Write } from '../../ports/store.ts'
import { keys, shardOf } from './keys.ts'
import { factsAction, ledgerAction, readDay } from './ledger-rows.ts'
import { linkRows } from './links.ts'
import type { Row, Table } from './table.ts'
import { ttl } from './table.ts'

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

const ANSWER_LIFE_MS = 24 * 3_600_000
const TOMBSTONE_LIFE_MS = 90 * 86_400_000
const CHANGE_LIFE_MS = 400 * 86_400_000
/** How long conflicts and throttles are retried before the store says busy, where nobody says how long (D2). */
const PATIENCE_MS = 8000
/** The most actions that one transaction takes (DynamoDB, API reference of TransactWriteItems). */
const MOST_ACTIONS = 100

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
      const row: Row = { ...keys.booking(booking.company, booking.id), row: 'booking', ...booking }
      if (booking.status === 'held') {
        row['pendingShard'] = `hold#${shardOf(booking.id)}`
        row['pendingAt'] = booking.heldUntil
      }
      return [put(row, versionIs(write.expectedVersion))]
    }
    case 'event': {
      const { event } = write
      const row: Row = { ...keys.event(event.company, event.id), row: 'event', ...event }
      if (event.isDeleted) row['expiresAt'] = ttl(event.updatedAt + TOMBSTONE_LIFE_MS)
      return [put(row, versionIs(write.expectedVersion))]
    }
    case 'ledger':
      return [ledgerAction(table, write.company, write.ledger) as Action]
    case 'facts':
      return [factsAction(table, write.company, write.principal, write.facts)]
    case 'hours': {
      const [principal, name] = hoursNameOf(write.schedule.id)
      return [put({ ...keys.hours(write.company, principal, name), row: 'hours', ...write.schedule })]
    }
    case 'announcement': {
      const { announcement } = write
      return [
        put(
          {
            ...keys.announcement(announcement.company, announcement.id),
            row: 'announcement',
            ...announcement,
            pendingShard: `announcement#${shardOf(announcement.id)}`,
            pendingAt: announcement.at,
          },
          versionIs(0),
        ),
      ]
    }
    case 'settled': {
      const { company, id } = write.announcement
      return [
        {
          Delete: {
            TableName: table,
            Key: keys.announcement(company, id),
            ConditionExpression: 'attribute_exists(pk)',
          },
        },
      ]
    }
    case 'checkEvent':
      return [
        {
          ConditionCheck: {
            TableName: table,
            Key: keys.event(write.company, write.id),
            ConditionExpression: '#version = :expected',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':expected': write.version },
          },
        },
      ]
    case 'standing':
      return [
        put({
          ...keys.standing(write.company, write.eventId, write.standing.principal),
          row: 'standing',
          ...write.standing,
        }),
      ]
    case 'removeStanding':
      return [{ Delete: { TableName: table, Key: keys.standing(write.company, write.eventId, write.principal) } }]
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
    case 'changedMember': {
      const { member } = write
      return [
        {
          Update: {
            TableName: table,
            Key: keys.member(member.company, member.id),
            UpdateExpression: 'SET #name = :name, #timeZone = :timeZone, #role = :role',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeNames: { '#name': 'name', '#timeZone': 'timeZone', '#role': 'role' },
            ExpressionAttributeValues: { ':name': member.name, ':timeZone': member.timeZone, ':role': member.role },
          },
        },
      ]
    }
    case 'resource': {
      const { company, resource } = write
      return [put({ ...keys.resource(company, resource.id), row: 'resource', ...resource })]
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
    case 'link':
      return linkRows(write.link).map((row) => put(row))
  }
}

/** `principal` or `principal.name`, the two parts of a schedule's id. */
function hoursNameOf(id: string): [principal: string, name: string] {
  const [principal = '', name = 'usual'] = id.split('.')
  return [principal, name]
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** One TransactWriteItems for all writes; conflicts and throttles are retried without deciding again (D2). */
export async function commit(
  table: Table,
  writes: Write[],
  { patienceMs = PATIENCE_MS }: { patienceMs?: number } = {},
): Promise<Committed> {
  const actions: Action[] = []
  const writeOf: number[] = []
  for (const [index, write] of writes.entries())
    for (const action of actionsOf(table.name, write)) {
      actions.push(action)
      writeOf.push(index)
    }
  if (actions.length > MOST_ACTIONS) return { outcome: 'tooMany' }
  const command = { TransactItems: actions, ClientRequestToken: randomUUID() }
  const deadline = performance.now() + patienceMs
  let mayBeWritten = false
  for (let attempt = 0; ; attempt++) {
    try {
      await table.transactions.send(new TransactWriteCommand(command))
      return { outcome: 'done' }
    } catch (error) {
      const verdict = verdictOf(error)
      if (verdict.kind === 'failed') {
        const index = writeOf[verdict.action] ?? 0
        const found = verdict.item && dayFound(writes[index]!, verdict.item)
        return { outcome: 'failed', index, ...(found && { found }) }
      }
      if (verdict.kind === 'fault') throw error
      mayBeWritten ||= verdict.isAnswerLost
      const wait = Math.random() * Math.min(25 * 2 ** attempt, 800)
      if (performance.now() + wait > deadline) {
        // Busy says that nothing was written; after a lost answer nobody knows.
        return { outcome: mayBeWritten ? 'unknown' : 'busy' }
      }
      await pause(wait)
    }
  }
}

/** Turned away: nothing was written. */
const TURNED_AWAY = new Set([
  'TransactionConflictException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
])
/** The answer is missing, perhaps not the write: the same ClientRequestToken asks for it again. */
const ANSWER_LOST = new Set([
  'TransactionInProgressException',
  'TimeoutError',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
])

type Item = Parameters<typeof unmarshall>[0]

/** The day that a failed claim met; nothing for other writes, and for a day that is not there. */
function dayFound(write: Write, item: Item): LedgerDay | undefined {
  if (write.write !== 'ledger' || (write.ledger.kind !== 'claimCells' && write.ledger.kind !== 'replaceDay'))
    return undefined
  const { principal } = write.ledger.kind === 'claimCells' ? write.ledger : write.ledger.next
  return readDay(unmarshall(item), principal)
}

function verdictOf(
  error: unknown,
): { kind: 'failed'; action: number; item?: Item } | { kind: 'retry'; isAnswerLost: boolean } | { kind: 'fault' } {
  if (!(error instanceof Error)) return { kind: 'fault' }
  if (error.name === 'TransactionCanceledException') {
    const reasons =
      (error as Error & { CancellationReasons?: { Code?: string; Item?: Item }[] }).CancellationReasons ?? []
    const failed = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed')
    const item = reasons[failed]?.Item
    if (failed >= 0) return { kind: 'failed', action: failed, ...(item && { item }) }
    const codes = new Set(reasons.map((reason) => reason.Code).filter((code) => code && code !== 'None'))
    const worthIt = [...codes].every(
      (code) =>
        code === 'TransactionConflict' || code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded',
    )
    return codes.size > 0 && worthIt ? { kind: 'retry', isAnswerLost: false } : { kind: 'fault' }
  }
  if (TURNED_AWAY.has(error.name)) return { kind: 'retry', isAnswerLost: false }
  const { code = '', $metadata } = error as Error & { code?: string; $metadata?: { httpStatusCode?: number } }
  return ANSWER_LOST.has(error.name) || ANSWER_LOST.has(code) || ($metadata?.httpStatusCode ?? 0) >= 500
    ? { kind: 'retry', isAnswerLost: true }
    : { kind: 'fault' }
}
