import { randomUUID } from 'node:crypto'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { type Committed, type Found, MOST_ACTIONS, type Write } from '../../ports/commit.ts'
import { type AnyWrite, opened } from '../../ports/writes.ts'
import type { Action, KnownWrite, WritesOf } from './actions.ts'
import { activityWrites } from './activities.ts'
import { announcementWrites } from './announcements.ts'
import { appointmentTypeWrites } from './appointment-types.ts'
import { attendeePlacementWrites } from './attendee-placements.ts'
import { bookingContextWrites } from './booking-context.ts'
import { bookingWrites } from './bookings.ts'
import { businessRecordWrites } from './business-records.ts'
import { calendarLinkWrites } from './calendar-links.ts'
import { cancelledBookingWrites } from './cancelled-bookings.ts'
import { changeWrites } from './changes.ts'
import { companyWrites } from './companies.ts'
import { contactWrites } from './contacts.ts'
import { eventWrites } from './events.ts'
import { putAwayWrites } from './events-put-away.ts'
import { invitationWrites } from './invitations.ts'
import { timeWrites } from './ledger.ts'
import { memberWrites } from './members.ts'
import { paymentWrites } from './payment-rows.ts'
import { pictureWrites } from './pictures.ts'
import { recordMailWrites } from './record-mails.ts'
import { resourceWrites } from './resources.ts'
import { stamped, upgraded } from './row-versions.ts'
import type { Table } from './table.ts'
import { visitWrites } from './visits.ts'
import { waitlistWrites } from './waitlists.ts'

/** Every repository says itself what its writes are, and how they are found again. */
const known: WritesOf<AnyWrite> = {
  ...activityWrites,
  ...recordMailWrites,
  ...announcementWrites,
  ...appointmentTypeWrites,
  ...bookingWrites,
  ...businessRecordWrites,
  ...calendarLinkWrites,
  ...cancelledBookingWrites,
  ...changeWrites,
  ...companyWrites,
  ...contactWrites,
  ...eventWrites,
  ...putAwayWrites,
  ...bookingContextWrites,
  ...invitationWrites,
  ...timeWrites,
  ...memberWrites,
  ...paymentWrites,
  ...pictureWrites,
  ...resourceWrites,
  ...attendeePlacementWrites,
  ...visitWrites,
  ...waitlistWrites,
}

/** What its repository knows of a write. */
const knownOf = (write: AnyWrite) => known[write.write] as KnownWrite<AnyWrite>

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** One TransactWriteItems for all writes; conflicts and throttles are retried without deciding again (D2). */
export async function commit(
  table: Table,
  sealedWrites: Write[],
  { patienceMs = 0 }: { patienceMs?: number } = {},
): Promise<Committed> {
  const writes = sealedWrites.map(opened)
  const actions: Action[] = []
  const writeOf: number[] = []
  for (const [index, write] of writes.entries())
    for (const action of knownOf(write).actions(write, table.name)) {
      actions.push(action.Put ? { Put: { ...action.Put, Item: stamped(action.Put.Item ?? {}) } } : action)
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
        const write = writes[index]!
        const found = verdict.item && knownOf(write).met?.(write, upgraded(unmarshall(verdict.item)))
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

/** What the first write that can tell says of all: all of a commit happened, or nothing. */
export async function lookFor(table: Table, writes: Write[]): Promise<Found> {
  for (const write of writes.map(opened)) {
    const found = (await knownOf(write).found?.(write, table)) ?? 'unsaid'
    if (found !== 'unsaid') return found
  }
  return 'unsaid'
}
