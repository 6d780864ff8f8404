import type { CalendarLink } from '../../shared/domain/sync/connection.ts'

/** What a commit may do here. */
export type CalendarLinkWrite = { write: 'link'; link: CalendarLink }

/** Which thing of ours is which one of the provider’s. */
export interface CalendarLinks {
  linkBySubject(company: string, connectionId: string, subjectId: string): Promise<CalendarLink | undefined>
  linkByRemote(company: string, connectionId: string, remoteId: string): Promise<CalendarLink | undefined>
  links(company: string, connectionId: string): Promise<CalendarLink[]>
  putLink(link: CalendarLink): Promise<void>
  removeLink(link: CalendarLink): Promise<void>
}
