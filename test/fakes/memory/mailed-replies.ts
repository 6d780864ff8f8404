import type { MailedReplies } from '../../../functions/ports/mailed-replies.ts'
import type { MailedReply, Proposal, ReplyWay } from '../../../shared/domain/invitation/mailed-reply.ts'
import { kept, type Shelves } from './shelves.ts'

const WAYS = 'ways of replies'
const replies = (company: string, eventId: string) => `${company} mailed ${eventId}`
const proposals = (company: string) => `${company} proposals`

export function mailedReplies(shelves: Shelves): MailedReplies {
  return {
    async putReplyWay(token, way) {
      shelves.put(WAYS, token, { value: kept(way) })
    },
    async replyWay(token) {
      return shelves.get<ReplyWay>(WAYS, token)
    },
    async mailedReplies(company, eventId) {
      return shelves.range<MailedReply>(replies(company, eventId))
    },
    async putMailedReply(reply) {
      const shelf = replies(reply.company, reply.eventId)
      if (shelves.get(shelf, reply.id)) return false
      shelves.put(shelf, reply.id, { value: kept(reply) })
      return true
    },
    async removeMailedReply(company, eventId, id) {
      shelves.remove(replies(company, eventId), id)
    },
    async proposals(company, eventId) {
      return shelves
        .range<Proposal>(proposals(company))
        .filter((one) => eventId === undefined || one.eventId === eventId)
    },
    async putProposal(proposal) {
      const { company, eventId, id, at } = proposal
      const before = shelves.get<Proposal>(proposals(company), `${eventId}#${id}`)
      if (before && before.at > at) return false
      shelves.put(proposals(company), `${eventId}#${id}`, { value: kept(proposal) })
      return true
    },
    async removeProposal(company, eventId, id) {
      shelves.remove(proposals(company), `${eventId}#${id}`)
    },
  }
}
