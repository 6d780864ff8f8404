import { createHash } from 'node:crypto'
import { z } from 'zod'
import { disbeliefs } from '../../../shared/domain/invitation/mailed-answer.ts'
import type { MailedReply, Proposal, ReplyWay } from '../../../shared/domain/invitation/mailed-reply.ts'
import { spanOf } from '../../../shared/domain/recurrence/event-times.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { MailedReplies } from '../../ports/mailed-replies.ts'
import type { Key } from './keys.ts'
import { eventTimes } from './repetition-schema.ts'
import { readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

/** So long it is seen that a mail came, and known when it comes twice. */
const REPLY_LIFE_MS = 90 * DAY_MS
/** So many open proposals of a company are looked at. */
const MOST_PROPOSALS = 500

/** Whoever reads the table does not learn the addresses. */
const wayKey = (token: string): Key => ({
  pk: `~reply#${createHash('sha256').update(token).digest('hex')}`,
  sk: 'reply',
})
const replyKey = (company: string, eventId: string, id: string): Key => ({
  pk: `${company}#mailedReplies#${eventId}`,
  sk: id,
})
const proposalKey = (company: string, eventId: string, id: string): Key => ({
  pk: `${company}#proposals`,
  sk: `${eventId}#${id}`,
})

const way = { company: z.string(), eventId: z.string(), email: z.string() }

const readWay = readerOf<ReplyWay>()('replyWay', z.object(way))

const readReply = readerOf<MailedReply>()(
  'mailedReply',
  z.object({
    ...way,
    id: z.string(),
    receivedAt: z.number(),
    why: z.enum(disbeliefs).optional(),
    from: z.string().optional(),
    attendee: z.string().optional(),
    reply: z.enum(['accepted', 'tentative', 'declined']).optional(),
    key: z.string().optional(),
    comment: z.string().optional(),
  }),
)

const readProposal = readerOf<Proposal>()(
  'proposal',
  z.object({
    ...way,
    id: z.string(),
    key: z.string().optional(),
    was: eventTimes,
    is: eventTimes,
    comment: z.string().optional(),
    at: z.number(),
  }),
)

export function mailedReplies(table: Table): MailedReplies {
  return {
    async putReplyWay(token, made, until) {
      const row = { ...wayKey(token), row: 'replyWay', ...made }
      await table.put({ ...row, ...(until !== undefined && { expiresAt: ttl(until) }) })
    },
    async replyWay(token) {
      const row = await table.get(wayKey(token))
      return row && readWay(row)
    },
    async mailedReplies(company, eventId) {
      const { pk } = replyKey(company, eventId, '')
      return (await table.query('pk = :pk', { ':pk': pk })).map(readReply)
    },
    async putMailedReply(reply) {
      const { company, eventId, id, receivedAt } = reply
      const row = { ...replyKey(company, eventId, id), row: 'mailedReply', ...reply }
      return table.put(
        { ...row, expiresAt: ttl(receivedAt + REPLY_LIFE_MS) },
        { expression: 'attribute_not_exists(pk)' },
      )
    },
    async removeMailedReply(company, eventId, id) {
      await table.remove(replyKey(company, eventId, id))
    },
    async proposals(company, eventId) {
      const { pk } = proposalKey(company, '', '')
      const [from, to] = eventId === undefined ? [' ', '~'] : [`${eventId}#`, `${eventId}#~`]
      return (await table.firstBetween(pk, from, to, MOST_PROPOSALS)).map(readProposal)
    },
    async putProposal(proposal) {
      const { company, eventId, id, was, at } = proposal
      const row = { ...proposalKey(company, eventId, id), row: 'proposal', ...proposal }
      return table.put(
        { ...row, expiresAt: ttl(spanOf(was, 'UTC').to + DAY_MS) },
        { expression: 'attribute_not_exists(pk) OR #at <= :at', names: { '#at': 'at' }, values: { ':at': at } },
      )
    },
    async removeProposal(company, eventId, id) {
      await table.remove(proposalKey(company, eventId, id))
    },
  }
}
