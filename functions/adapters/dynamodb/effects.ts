import type { Change } from '../../../shared/domain/effects/change.ts'
import type { Effect } from '../../../shared/domain/effects/effect.ts'
import type { EffectsStore, ReminderRow } from '../../ports/store.ts'
import { keys, shardOf } from './keys.ts'
import { bare, type Row, type Table, ttl } from './table.ts'

const EFFECT_LIFE_MS = 400 * 86_400_000
const SWEEP_LIMIT = 200

const wordOf = (effect: Effect) =>
  `${effect.effect}#${effect.about}${effect.startsAt === undefined ? '' : `#${effect.startsAt}-${effect.minutesBefore}`}#${effect.recipient}`

const keyOf = (effect: Effect) => keys.effect(effect.company, effect.subjectId, effect.version, wordOf(effect))

const isOpen = (effect: Effect) => effect.state === 'planned' || effect.state === 'sending'

function rowOf(effect: Effect): Row {
  return {
    ...keyOf(effect),
    row: 'effect',
    ...effect,
    expiresAt: ttl(effect.dueAt + EFFECT_LIFE_MS),
    ...(isOpen(effect) && { pendingShard: `effect#${shardOf(effect.subjectId)}`, pendingAt: effect.dueAt }),
  }
}

const unmarked = { UpdateExpression: 'REMOVE pendingShard, pendingAt', ConditionExpression: 'attribute_exists(pk)' }

export function effectsStore(table: Table): EffectsStore {
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
    async plan(effect) {
      await table.put(rowOf(effect), { expression: 'attribute_not_exists(pk)' })
    },
    async effectsOf(company, subjectId) {
      const rows = await table.query('pk = :pk', { ':pk': keys.effects(company, subjectId) })
      return rows.map((row) => bare<Effect>(row))
    },
    async overdueEffects(dueBefore) {
      const rows = await table.pending('effect', dueBefore, SWEEP_LIMIT)
      return rows.map((row) => bare<Effect>(row))
    },
    async begin(effect, now, leaseUntil) {
      const { held } = await table.update(keyOf(effect), {
        UpdateExpression: 'SET #state = :sending, leaseUntil = :until, attempts = attempts + :one, pendingAt = :until',
        ConditionExpression: '#state = :planned OR (#state = :sending AND leaseUntil <= :now)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':sending': 'sending',
          ':planned': 'planned',
          ':until': leaseUntil,
          ':now': now,
          ':one': 1,
        },
      })
      return held
    },
    async finish(effect) {
      await table.put(rowOf(effect))
    },
    async pending() {
      const [changes, effects] = await Promise.all([table.countPending('change'), table.countPending('effect')])
      return { changes, effects }
    },
    async reminder(company, subjectId) {
      const row = await table.get(keys.reminder(company, subjectId))
      return row && bare<ReminderRow>(row)
    },
    putReminder(reminder, expectedVersion) {
      return table.put(
        {
          ...keys.reminder(reminder.company, reminder.subjectId),
          row: 'reminder',
          ...reminder,
          expiresAt: ttl(reminder.startsAt + EFFECT_LIFE_MS),
          ...(reminder.nextAt !== undefined && {
            pendingShard: `reminder#${shardOf(reminder.subjectId)}`,
            pendingAt: reminder.nextAt,
          }),
        },
        expectedVersion === 0
          ? { expression: 'attribute_not_exists(pk)' }
          : { expression: 'version = :expected', values: { ':expected': expectedVersion } },
      )
    },
    async dueReminders(dueBefore) {
      const rows = await table.pending('reminder', dueBefore, SWEEP_LIMIT)
      return rows.map((row) => bare<ReminderRow>(row))
    },
  }
}

/** A change row as it stands in the table or comes by the stream. */
export function readChange(row: Row): Change {
  const { type: _type, ...change } = bare<Change & { type?: string }>(row)
  return change
}
