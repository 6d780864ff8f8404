import { z } from 'zod'
import type { WaitingMail } from '../../../shared/domain/effects/bounded-mail.ts'
import { type Effect, sweptFrom } from '../../../shared/domain/effects/effect.ts'
import { mailTroubles } from '../../../shared/domain/effects/mail-trouble.ts'
import { recipientOfWord, wordOfRecipient } from '../../../shared/domain/effects/recipient.ts'
import { DAY_MS, SECOND_MS } from '../../../shared/domain/time/units.ts'
import type { Effects } from '../../ports/effects.ts'
import { SWEEP_LIMIT } from '../../ports/repositories.ts'
import { changeKind, origin, subjectKind } from './changes.ts'
import { type Key, padded, shardOf } from './keys.ts'
import type { Row } from './row.ts'
import { readable, readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

export const EFFECT_LIFE_MS = 400 * DAY_MS

/** What waits no longer than the quiet after a change (D13) is as good as due. */
const QUIET_MS = 10 * SECOND_MS

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
    ...(isOpen(effect) && { pendingShard: `effect#${shardOf(effect.subjectId)}`, pendingAt: sweptFrom(effect) }),
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
    putOffUntil: z.number().optional(),
    triedFrom: z.number().optional(),
    trouble: z.enum(mailTroubles).optional(),
    isListed: z.boolean().optional(),
    isSentAnyway: z.boolean().optional(),
    address: z.string().optional(),
    doneAt: z.number().optional(),
    startsAt: z.number().optional(),
    minutesBefore: z.number().optional(),
    startDate: z.string().optional(),
    wasAt: z.number().optional(),
    waitsSince: z.number().optional(),
    note: z.string().optional(),
  }),
)

const waitingKey = (company: string, subjectId: string): Key => ({ pk: `${company}#waitingMails`, sk: subjectId })

/** By when they were due, so that the list has an order; the rest says which effect it is. */
const listedKey = (effect: Effect): Key => ({
  pk: `${effect.company}#listedMails`,
  sk: `${String(effect.dueAt).padStart(INSTANT_DIGITS, '0')}#${effect.subjectId}#${keyOf(effect).sk}`,
})
const INSTANT_DIGITS = 15

const readListed = readerOf<{ subjectId: string; effectKey: string }>()(
  'listedMail',
  z.object({ subjectId: z.string(), effectKey: z.string() }),
)

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
        UpdateExpression:
          'SET #state = :sending, leaseUntil = :until, attempts = attempts + :one, pendingAt = :until REMOVE putOffUntil',
        ConditionExpression:
          '(#state = :planned AND (attribute_not_exists(putOffUntil) OR putOffUntil <= :now)) ' +
          'OR (#state = :sending AND leaseUntil <= :now)',
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
    async revise(effect, former) {
      return table.put(rowOf(effect), {
        expression: '#state = :state AND attempts = :attempts',
        names: { '#state': 'state' },
        values: { ':state': former.state, ':attempts': former.attempts },
      })
    },
    async listMail(effect) {
      const { subjectId } = effect
      const row = { ...listedKey(effect), row: 'listedMail', subjectId, effectKey: keyOf(effect).sk }
      await table.put({ ...row, expiresAt: ttl(effect.dueAt + EFFECT_LIFE_MS) })
    },
    async unlistMail(effect) {
      await table.remove(listedKey(effect))
    },
    async listedMails(company, most, before = '~') {
      const rows = await table.lastOf(`${company}#listedMails`, before, most)
      const keys = rows.map(readListed).map(
        ({ subjectId, effectKey }): Key => ({
          pk: effectsOf(company, subjectId),
          sk: effectKey,
        }),
      )
      const found = new Map((await table.getAll(keys)).map((row) => [`${row['pk']} ${row['sk']}`, readEffect(row)]))
      const mails = keys.flatMap(({ pk, sk }) => found.get(`${pk} ${sk}`) ?? [])
      return { mails, ...(rows.length === most && { next: String(rows.at(-1)!['sk']) }) }
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
    async pending(now) {
      const dueNow = {
        filter: 'attribute_not_exists(putOffUntil) OR putOffUntil <= :soon',
        values: { ':soon': now + QUIET_MS },
      }
      const [changes, effects] = await Promise.all([table.countPending('change'), table.countPending('effect', dueNow)])
      return { changes, effects }
    },
  }
}
