import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { zoneOfHolder } from '../../../shared/domain/event/people-at.ts'
import type { CalendarReply } from '../../../shared/domain/invitation/calendar-reply.ts'
import { type JudgedAnswer, withMailedReply } from '../../../shared/domain/invitation/mailed-answer.ts'
import {
  type MailedReply,
  MOST_TEXT,
  type Proposal,
  type ReplyWay,
  shortened,
} from '../../../shared/domain/invitation/mailed-reply.ts'
import type { CalendarReplies } from '../../ports/calendar-replies.ts'
import type { Companies } from '../../ports/companies.ts'
import type { Events } from '../../ports/events.ts'
import type { HeardOfEvents } from '../../ports/heard-of-events.ts'
import type { MailedReplies } from '../../ports/mailed-replies.ts'
import type { Members } from '../../ports/members.ts'
import type { ReceivedMail } from '../../ports/received-mails.ts'
import { over, patiently } from '../attempt.ts'
import type { World } from '../world.ts'
import { wordOfAddress } from './reply-links.ts'
import { type EventStep, type SaveEventStore, saveEvents } from './save-event.ts'

/** The repositories that it uses. */
export type AnswerByMailStore = Events & HeardOfEvents & Members & Companies & MailedReplies & SaveEventStore

type Tools = World<AnswerByMailStore> & { calendarReplies: CalendarReplies }

/** So much that came for one event is kept to be seen: whoever has an address must not fill the table. */
const MOST_KEPT = 200

/** What became of a mail, for the log. */
export type HeardMail = 'answered' | 'notBelieved' | 'twice' | 'text' | 'automatic' | 'noReply' | 'noEvent' | 'tooMany'

const idOf = (...said: unknown[]) => createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 24)

/** What the calendar parts of a mail say: the first that is an answer, else why the first is none. */
function replyIn({ calendarReplies }: Tools, { calendars }: ReceivedMail, email: string) {
  const read = calendars.map((part) => calendarReplies.read(part, email))
  const isUsed = (one: (typeof read)[number]) => !('unreadable' in one) || one.unreadable !== 'otherMethod'
  return read.find((one) => !('unreadable' in one)) ?? read.find(isUsed) ?? read[0]
}

const ANSWERS = new Set(['accepted', 'tentative', 'declined'])

/** What is kept of an answer: the first that is not believed, or that all of it counts. */
function keptOf(base: MailedReply, { attendee }: CalendarReply, answers: JudgedAnswer[]): MailedReply {
  const judged = answers.find(({ why }) => why !== undefined) ?? answers[0]!
  const { answer, why } = judged
  const comment = shortened(answer.comment)
  return {
    ...base,
    attendee,
    ...(why && { why }),
    ...(ANSWERS.has(answer.reply) && { reply: answer.reply as NonNullable<MailedReply['reply']> }),
    ...(answer.key !== undefined && { key: answer.key }),
    ...(comment !== undefined && { comment }),
  }
}

function proposalsOf(way: ReplyWay, answers: JudgedAnswer[]): Proposal[] {
  return answers.flatMap(({ answer, proposal }) => {
    if (!proposal) return []
    const comment = shortened(answer.comment)
    const id = `${wordOfAddress(way.email)}-${idOf(proposal.key ?? '').slice(0, 8)}`
    return [{ ...way, id, ...proposal, ...(comment !== undefined && { comment }) }]
  })
}

interface Heard {
  answers: JudgedAnswer[]
}

/** Gives an event the answers of a mail that count; whoever answers at the same time is heard as well. */
async function answer(tools: Tools, way: ReplyWay, reply: CalendarReply): Promise<Heard | 'noEvent' | Refusal> {
  const { store } = tools
  const { company, eventId, email } = way
  return patiently<Heard | 'noEvent' | Refusal>(tools, async ({ now, deadline }) => {
    const [event, heard, members, known] = await Promise.all([
      store.event(company, eventId),
      store.heardOf(company, [eventId]),
      store.members(company),
      store.company(company),
    ])
    if (!event || !known) return over('noEvent' as const)
    const { event: replied, answers } = withMailedReply(event, reply, {
      email,
      told: heard.find((one) => one.email === email)?.told,
      now,
      timeZone: zoneOfHolder(members, event) ?? known.company.timeZone,
    })
    // Said already: what comes twice at once changes nothing.
    if (isDeepStrictEqual(replied, event)) return over({ answers })
    const after: CalendarEvent = { ...replied, version: event.version + 1, updatedAt: now }
    const steps: EventStep[] = [{ before: event, after, kind: 'changed' }]
    const saved = await saveEvents(tools, members, steps, 'customer', { deadline })
    if (!isRefusal(saved)) return over({ answers })
    return saved.refusal === 'Changed' ? 'again' : over(saved)
  })
}

/**
 * Hears a mail that came to a reply address. What is believed is answered for the one whom the address was made for,
 * and for nobody else; what is not is kept to be seen. Nothing is ever mailed back. Heard twice, it counts once.
 */
export async function answerByMail(tools: Tools, way: ReplyWay, mail: ReceivedMail): Promise<HeardMail> {
  const { store, clock } = tools
  const { company, eventId, email } = way
  const known = await store.mailedReplies(company, eventId)
  const base = (...said: unknown[]): MailedReply => ({
    ...way,
    id: idOf(email, ...said),
    receivedAt: clock.now(),
    ...(mail.from !== '' && { from: mail.from }),
  })
  const came = ({ id }: MailedReply) => known.some((one) => one.id === id)
  const keep = async (reply: MailedReply, became: HeardMail): Promise<HeardMail> => {
    if (known.length >= MOST_KEPT) return 'tooMany'
    return (await store.putMailedReply(reply)) ? became : 'twice'
  }
  const reply = replyIn(tools, mail, email)
  if (!reply || ('unreadable' in reply && reply.unreadable === 'otherMethod')) {
    if (mail.isAutomatic) return 'automatic'
    const text = shortened(mail.text.trim(), MOST_TEXT)
    if (reply || text === undefined) return 'noReply'
    return keep({ ...base(mail.messageId, text), why: 'text', comment: text }, 'text')
  }
  if ('unreadable' in reply) {
    if (mail.isAutomatic) return 'automatic'
    return keep({ ...base(mail.messageId, reply.unreadable), why: 'unreadable' }, 'notBelieved')
  }
  const kept = base(reply)
  if (came(kept)) return 'twice'
  const heard = await answer(tools, way, reply)
  if (heard === 'noEvent') return 'noEvent'
  if (isRefusal(heard)) {
    // Somebody else holds it at this moment: the queue brings the mail again.
    if (heard.refusal === 'Busy') throw new Error(`an answer to ${eventId} of ${company} is not written: Busy`)
    return keep({ ...kept, attendee: reply.attendee, why: 'notKept' }, 'notBelieved')
  }
  // Where a later one of theirs stands, that one does.
  for (const proposal of proposalsOf(way, heard.answers)) void (await store.putProposal(proposal))
  const said = keptOf(kept, reply, heard.answers)
  return keep(said, said.why === undefined ? 'answered' : 'notBelieved')
}
