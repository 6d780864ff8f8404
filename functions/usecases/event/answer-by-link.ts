import { createHash } from 'node:crypto'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type CalendarEvent, isPublished } from '../../../shared/domain/event/calendar-event.ts'
import { everybodyAsked, withReply, zoneOfHolder } from '../../../shared/domain/event/people-at.ts'
import { reachOf, type Scope } from '../../../shared/domain/event/reach.ts'
import { liesAhead } from '../../../shared/domain/invitation/held.ts'
import { whenOf } from '../../../shared/domain/invitation/mailed-answer.ts'
import type { Attendee, Reply } from '../../../shared/domain/people/attendee.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import { endOfAll } from '../../../shared/domain/recurrence/series-end.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { Companies } from '../../ports/companies.ts'
import type { Events } from '../../ports/events.ts'
import type { HeardOfEvents } from '../../ports/heard-of-events.ts'
import type { Members } from '../../ports/members.ts'
import { over, patiently } from '../attempt.ts'
import type { Links } from '../people/links.ts'
import type { World } from '../world.ts'
import { wordOfAddress } from './reply-links.ts'
import { type EventStep, type SaveEventStore, saveEvents } from './save-event.ts'

/** The repositories that it uses. */
export type AnswerByLinkStore = Events & HeardOfEvents & Members & Companies & SaveEventStore

type Tools = World<AnswerByLinkStore> & { links: Links }

/** So long after its end a link still shows what it was about. */
const KEPT_AFTER_MS = 30 * DAY_MS

/** An event and whom a link asks to it. */
export interface AskedByLink {
  event: CalendarEvent
  /** Whose answer it is; `reply` and `comment` are what they have answered. */
  person: Attendee
  state: 'open' | 'cancelled' | 'notInvited' | 'over'
  company: Company
  members: Member[]
}

/** What an answer belongs to: when something takes place (RFC 6638, 3.2.8). */
export const timesKeyOf = (event: CalendarEvent): string =>
  createHash('sha256').update(whenOf(event)).digest('base64url').slice(0, 16)

/** What a link leads to. @returns LinkEnded for one that names nothing, or whose event was over long ago */
export async function askedByLink(tools: Tools, token: string): Promise<AskedByLink | Refusal> {
  const named = await tools.links.read(token, 'reply')
  if (!named) return refuse('NotFound')
  const { company, subjectId } = named
  const cut = subjectId.lastIndexOf('-')
  const [id, word] = [subjectId.slice(0, cut), subjectId.slice(cut + 1)]
  const { store, clock } = tools
  const [event, found, members] = await Promise.all([
    store.event(company, id),
    store.company(company),
    store.members(company),
  ])
  if (!event || !found) return refuse('LinkEnded')
  const zone = zoneOfHolder(members, event) ?? found.company.timeZone
  const end = endOfAll(event, zone)
  if (end !== undefined && end < clock.now() - KEPT_AFTER_MS) return refuse('LinkEnded')
  const isTheirs = ({ email }: { email: string }) => wordOfAddress(email) === word
  const asked = everybodyAsked(event).find(isTheirs)
  // Who was asked once is known by what they were told.
  const person = asked ?? (await store.heardOf(company, [id])).find(isTheirs)
  if (!person) return refuse('LinkEnded')
  const state = !isPublished(event)
    ? 'cancelled'
    : !asked
      ? 'notInvited'
      : liesAhead(event, clock.now(), zone)
        ? 'open'
        : 'over'
  return {
    event,
    person: asked ?? { email: person.email, reply: 'needsAction' },
    state,
    company: found.company,
    members,
  }
}

/** What somebody without an account answers. */
export interface AnswerByLink {
  reply: Exclude<Reply, 'needsAction'>
  comment?: string | undefined
  scope: Scope
  occurrence?: string | undefined
  /** The times that they answer to, where they say so. */
  timesKey?: string | undefined
}

/**
 * Answers for the person whom a link asks, and for nobody else. Whoever answers at the same time is heard as well.
 * @returns Changed where it has other times than those they answer to, or is not theirs to answer any more
 * @throws BadInput for a date that the series does not have
 */
export async function answerByLink(tools: Tools, token: string, given: AnswerByLink): Promise<AskedByLink | Refusal> {
  return patiently<AskedByLink | Refusal>(tools, async ({ now, deadline }) => {
    const asked = await askedByLink(tools, token)
    if (isRefusal(asked)) return over(asked)
    const { event, person, state, members } = asked
    if (state !== 'open') return over(refuse('Changed'))
    if (given.timesKey !== undefined && given.timesKey !== timesKeyOf(event)) return over(refuse('Changed'))
    const reach = reachOf(event, given.scope, given.occurrence)
    const replied = withReply(event, { email: person.email }, given.reply, reach, given.comment ?? '', now)
    if (!replied) return over(refuse('Changed'))
    const after: CalendarEvent = { ...replied, version: event.version + 1, updatedAt: now }
    // Whoever answers has seen it as it is: they need not be told of it any more.
    const hears = { mailed: [], leftBehind: [], caughtUp: [person.email] }
    const steps: EventStep[] = [{ before: event, after, kind: 'changed', hears }]
    const saved = await saveEvents(tools, members, steps, 'customer', {
      deadline,
    })
    if (!isRefusal(saved))
      return over({
        ...asked,
        event: after,
        person: everybodyAsked(after).find(({ email }) => email === person.email)!,
      })
    return saved.refusal === 'Changed' ? 'again' : over(saved)
  })
}
