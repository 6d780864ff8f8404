import { z } from 'zod'
import type { Change } from '../../../shared/domain/changes/change.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { Changes, ChangeWrite } from '../../ports/changes.ts'
import { SWEEP_LIMIT } from '../../ports/repositories.ts'
import { isSame, put, versionIs, type WritesOf } from './actions.ts'
import { type Key, padded, shardOf } from './keys.ts'
import { readable, readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

const CHANGE_LIFE_MS = 400 * DAY_MS
const unmarked = { UpdateExpression: 'REMOVE pendingShard, pendingAt', ConditionExpression: 'attribute_exists(pk)' }

const keyOf = ({ company, subjectId, version }: Pick<Change, 'company' | 'subjectId' | 'version'>): Key => ({
  pk: `${company}#changes#${subjectId}`,
  sk: padded(version),
})

export const subjectKind = z.enum(['booking', 'event', 'invitation', 'connection', 'payment', 'waitlist', 'recordMail'])
export const origin = z.union([
  z.enum(['customer', 'system']),
  z.templateLiteral(['member:', z.string()]),
  z.templateLiteral(['connection:', z.string()]),
])
export const changeKind = z.enum([
  'booked',
  'requested',
  'confirmed',
  'declined',
  'lapsed',
  'moved',
  'reassigned',
  'unbooked',
  'cancelled',
  'created',
  'changed',
  'deleted',
  'archived',
  'unarchived',
  'restored',
  'invited',
  'activated',
  'refunding',
  'paidInVain',
  'paymentFailed',
  'refundFailed',
  'offered',
  'waitEnded',
])

const addresses = z.array(z.string())

/** Who hears of a change of an event. */
export const hears = z.object({
  mailed: addresses,
  leftBehind: addresses,
  caughtUp: addresses,
  note: z.string().optional(),
})

/** Reads a change row as it stands in the table or comes by the stream. */
export const readChange = readerOf<Change>()(
  'change',
  z.object({
    company: z.string(),
    subjectKind,
    subjectId: z.string(),
    version: z.number(),
    kind: changeKind,
    origin,
    at: z.number(),
    formerHosts: z.array(z.string()).optional(),
    formerStartsAt: z.number().optional(),
    alsoBooked: z.array(z.object({ id: z.string(), version: z.number() })).optional(),
    hears: hears.optional(),
  }),
)

export function changes(table: Table): Changes {
  return {
    async change(company, subjectId, version) {
      const row = await table.get(keyOf({ company, subjectId, version }))
      return row && readChange(row)
    },
    async markedChanges(dueBefore) {
      return readable(await table.pending('change', dueBefore, SWEEP_LIMIT), readChange)
    },
    async unmark(change) {
      await table.update(keyOf(change), unmarked)
    },
    async postpone(change, at) {
      await table.update(keyOf(change), {
        UpdateExpression: 'SET pendingAt = :at',
        ConditionExpression: 'attribute_exists(pendingShard)',
        ExpressionAttributeValues: { ':at': at },
      })
    },
  }
}

export const changeWrites: WritesOf<ChangeWrite> = {
  change: {
    actions(write, table) {
      const { change } = write
      return [
        put(
          table,
          {
            ...keyOf(change),
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
    },
    // Kept as it was written, whatever came of its subject since.
    async found({ change }, table) {
      const row = await changes(table).change(change.company, change.subjectId, change.version)
      return row && isSame(row, change) ? 'there' : 'notThere'
    },
  },
}
