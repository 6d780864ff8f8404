import type { PageVisit } from '../../../shared/api/drawn-page.ts'
import { sayIn } from '../../../shared/words/phrase.ts'
import { phrases, type ReplyPhrases } from '../../../shared/words/reply/en.ts'
import { type Answer, type Ask, type Problem, problemOf } from '../ui/api.ts'
import { Clock } from './clock.svelte.ts'
import { Visit } from './visit.ts'

/** The page of an invitation with all that it shows first; the server opens it to draw it, the browser to go on. */
export interface OpenInvitation {
  token: string
  clock: Clock
  locale: string
  found?: Answer<'readInvitationToEvent'>
  problem?: Problem
}

/** Reads all that it shows first. @param ask what answers its questions */
export async function openInvitation(from: PageVisit, ask: Ask): Promise<OpenInvitation> {
  const visit = new Visit(from)
  const token = visit.path.split('/')[2] || '-'
  const read = await ask('readInvitationToEvent', { params: { token } }).then(
    (found) => ({ found }),
    (error: unknown) => ({ problem: problemOf(error) }),
  )
  // Where nobody has an idea of the visitor's zone, that of the event will do: it is named beside the time.
  if ('found' in read) visit.timeZone ??= read.found.timeZone
  const { locale } = visit
  return { token, locale, clock: new Clock(visit, sayIn<ReplyPhrases>(phrases, locale)), ...read }
}

/** The title of the window. @param usual where nothing is known of what it shows */
export const invitationTitle = ({ found }: OpenInvitation, usual: string): string =>
  found ? `${found.title} – ${found.company.name}` : usual

/** As which status the page is answered. */
export function invitationStatus({ problem }: OpenInvitation): number {
  if (!problem) return 200
  if (problem.status === 400 || problem.status === 404 || problem.status === 410) return 404
  return problem.status === 0 ? 503 : problem.status
}
