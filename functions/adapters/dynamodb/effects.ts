import { z } from 'zod'
import type { WaitingMail } from '../../../shared/domain/effects/bounded-mail.ts'
import type { Effect } from '../../../shared/domain/effects/effect.ts'
import { recipientOfWord, wordOfRecipient } from '../../../shared/domain/effects/recipient.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { Effects } from '../../ports/effects.ts'
import { SWEEP_LIMIT } from '../../ports/repositories.ts'
import { changeKind, origin, subjectKind } from './changes.ts'
import { type Key, padded, shardOf } from './keys.ts'
import type { Row } from './row.ts'
import { readable, readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

export const EFFECT_LIFE_MS = 400 * DAY_MS

const wordOf = (effect: Effect) =>
  `${effect.effect}#${effect.about}${effect.startsAt === undefined ? '' : `#${effect.startsAt}-${effect.minutesBefore}`}#${wordOfRecipient(effect.recipient)}`

const effectsOf = (company: string, subject: string) => `${company}#effects#${subject}`

const keyOf = (effect: Effect): Key => ({
  pk: effectsOf(effect.company, effect.subjectId),
  sk: `${padded(effect.version)}#${wordOf(effect)}`,
})

const isOpen = (effect: Effect) => effect.state === 'planned' || effect.state === 'sending'

function rowOf(effect: Effect): Row {
  return {
    ...keyOf(effect),
    row: 'effect',
    ...effect,
    recipient: wordOfRecipient(effect.recipient),
    expiresAt: ttl(effect.dueAt + EFFECT_LIFE_MS),
    ...(isOpen(effect) && { pendingShard: `effect#${shardOf(effect.subjectId)}`, pendingAt: effect.dueAt }),
  }
}

/** Stored is the word of the recipient, as ever; code knows the value. */
const recipient = z.string().transform((word, context) => {
  try {
    return recipientOfWord(word)
  } catch {
    context.addIssue('names no recipient')
    return z.NEVER
  }
})

const readEffect = readerOf<Effect>()(
  'effect',
  z.object({
    company: z.string(),
    subjectKind,
    subjectId: z.string(),
    version: z.number(),
    effect: z.enum(['mail', 'reminder', 'sync']),
    recipient,
    about: z.enum([...changeKind.options, 'reminder']),
    origin,
    state: z.enum(['planned', 'sending', 'sent', 'skipped', 'parked', 'waiting']),
    dueAt: z.number(),
    attempts: z.number(),
    leaseUntil: z.number().optional(),
    reason: z.string().optional(),
    messageId: z.string().optional(),
    isLetGo: z.boolean().optional(),
    doneAt: z.number().optional(),
    startsAt: z.number().optional(),
    minutesBefore: z.number().optional(),
    wasAt: z.number().optional(),
    waitsSince: z.number().optional(),
    note: z.string().optional(),
  }),
)

const waitingKey = (company: string, subjectId: string): Key => ({ pk: `${company}#waitingMails`, sk: subjectId })

const readWaitingMail = readerOf<WaitingMail>()(
  'waitingMail',
  z.object({ company: z.string(), subjectId: z.string(), at: z.number() }),
)

export function effects(table: Table): Effects {
  return {
    async plan(effect) {
      await table.put(rowOf(effect), { expression: 'attribute_not_exists(pk)' })
    },
    async effectsOf(company, subjectId) {
      const rows = await table.query('pk = :pk', { ':pk': effectsOf(company, subjectId) })
      return rows.map(readEffect)
    },
    async overdueEffects(dueBefore) {
      return readable(await table.pending('effect', dueBefore, SWEEP_LIMIT), readEffect)
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
    async putWaitingMail(mail) {
      const row = { ...waitingKey(mail.company, mail.subjectId), row: 'waitingMail', ...mail }
      await table.put({ ...row, expiresAt: ttl(mail.at + EFFECT_LIFE_MS) })
    },
    async waitingMails(company, most) {
      return (await table.firstBetween(waitingKey(company, '').pk, ' ', '~', most)).map(readWaitingMail)
    },
    async removeWaitingMail(company, subjectId) {
      await table.remove(waitingKey(company, subjectId))
    },
    async pending() {
      const [changes, effects] = await Promise.all([table.countPending('change'), table.countPending('effect')])
      return { changes, effects }
    },
  }
}
