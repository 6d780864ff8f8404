import type { CalendarLink } from '../../shared/domain/sync/connection.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type CalendarLinkWrite = { write: 'link'; link: CalendarLink }

export const calendarLinkWrite = (link: CalendarLink): Write => sealed<CalendarLinkWrite>({ write: 'link', link })

/** Which thing of ours is which one of the provider’s. */
export interface CalendarLinks {
  linkBySubject(company: string, connectionId: string, subjectId: string): Promise<CalendarLink | undefined>
  linkByRemote(company: string, connectionId: string, remoteId: string): Promise<CalendarLink | undefined>
  links(company: string, connectionId: string): Promise<CalendarLink[]>
  putLink(link: CalendarLink): Promise<void>
  removeLink(link: CalendarLink): Promise<void>
}
