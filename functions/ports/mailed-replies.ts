import type { MailedReply, Proposal, ReplyWay } from '../../shared/domain/invitation/mailed-reply.ts'
import type { Instant } from '../../shared/domain/time/time.ts'

/** What comes by mail in answer to events: the addresses that it comes to, and what became of it. */
export interface MailedReplies {
  /**
   * Keeps for whom a reply address was made; made again it is kept for longer.
   * @param token what the address carries @param until when nobody answers to it any more; absent: it is kept
   */
  putReplyWay(token: string, way: ReplyWay, until: Instant | undefined): Promise<void>
  replyWay(token: string): Promise<ReplyWay | undefined>
  /** All that came for an event and is still kept. */
  mailedReplies(company: string, eventId: string): Promise<MailedReply[]>
  /** @returns false where it came before */
  putMailedReply(reply: MailedReply): Promise<boolean>
  removeMailedReply(company: string, eventId: string, id: string): Promise<void>
  /** What is proposed for an event, or for any of a company. */
  proposals(company: string, eventId?: string): Promise<Proposal[]>
  /** @returns false where the same person has proposed another time later */
  putProposal(proposal: Proposal): Promise<boolean>
  removeProposal(company: string, eventId: string, id: string): Promise<void>
}
