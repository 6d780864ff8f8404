import type { CalendarLinks, CalendarLinkWrite } from '../../../functions/ports/calendar-links.ts'
import type { CalendarLink } from '../../../shared/domain/sync/connection.ts'
import type { Action, Shelves, WritesOf } from './shelves.ts'

const shelfOf = (company: string, connectionId: string) => `${company} links ${connectionId}`

/** A link is found from both sides. */
function linkActions(link: CalendarLink): Action[] {
  const shelf = shelfOf(link.company, link.connectionId)
  return [
    { shelf, name: `subject ${link.subjectId}`, holds: true, next: { value: link } },
    { shelf, name: `remote ${link.remoteId}`, holds: true, next: { value: link.subjectId } },
  ]
}

export const calendarLinks = (shelves: Shelves): CalendarLinks => ({
  async linkBySubject(company, connectionId, subjectId) {
    return shelves.get<CalendarLink>(shelfOf(company, connectionId), `subject ${subjectId}`)
  },
  async linkByRemote(company, connectionId, remoteId) {
    const shelf = shelfOf(company, connectionId)
    return shelves.get<CalendarLink>(shelf, `subject ${shelves.get(shelf, `remote ${remoteId}`)}`)
  },
  async links(company, connectionId) {
    return shelves.range<CalendarLink>(shelfOf(company, connectionId), 'subject ', 'subject ~')
  },
  async putLink(link) {
    for (const action of linkActions(link)) shelves.apply(action)
  },
  async removeLink({ company, connectionId, subjectId, remoteId }) {
    shelves.remove(shelfOf(company, connectionId), `remote ${remoteId}`)
    shelves.remove(shelfOf(company, connectionId), `subject ${subjectId}`)
  },
})

export const calendarLinkWrites: WritesOf<CalendarLinkWrite> = {
  link: {
    actions({ link }) {
      return linkActions(link)
    },
  },
}
