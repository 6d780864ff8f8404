import type { Change } from '../../../shared/domain/changes/change.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { Changes, ChangeWrite } from '../../ports/changes.ts'
import { put, versionIs, type WritesOf } from './actions.ts'
import { keys, shardOf } from './keys.ts'
import { bare, type Row, SWEEP_LIMIT, type Table, ttl } from './table.ts'

const CHANGE_LIFE_MS = 400 * DAY_MS
const unmarked = { UpdateExpression: 'REMOVE pendingShard, pendingAt', ConditionExpression: 'attribute_exists(pk)' }

export function changes(table: Table): Changes {
  return {
    async change(company, subjectId, version) {
      const row = await table.get(keys.change(company, subjectId, version))
      return row && readChange(row)
    },
    async markedChanges(dueBefore) {
      const rows = await table.pending('change', dueBefore, SWEEP_LIMIT)
      return rows.map(readChange)
    },
    async unmark(change) {
      await table.update(keys.change(change.company, change.subjectId, change.version), unmarked)
    },
    async postpone(change, at) {
      await table.update(keys.change(change.company, change.subjectId, change.version), {
        UpdateExpression: 'SET pendingAt = :at',
        ConditionExpression: 'attribute_exists(pendingShard)',
        ExpressionAttributeValues: { ':at': at },
      })
    },
  }
}

export const changeWrites: WritesOf<ChangeWrite> = {
  change(write, table) {
    const { change } = write
    return [
      put(
        table,
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
  },
}

/** A change row as it stands in the table or comes by the stream. */
export function readChange(row: Row): Change {
  const { type: _type, ...change } = bare<Change & { type?: string }>(row)
  return change
}
