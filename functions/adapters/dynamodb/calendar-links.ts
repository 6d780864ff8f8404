import type { CalendarLink } from '../../../shared/domain/sync/connection.ts'
import type { CalendarLinks, CalendarLinkWrite } from '../../ports/calendar-links.ts'
import { put, type WritesOf } from './actions.ts'
import { keys } from './keys.ts'
import { bare, type Row, type Table } from './table.ts'

/** A link is found from both sides: the row by our subject, and a pointer by the provider's id. */
function linkRows(link: CalendarLink): Row[] {
  return [
    { ...keys.linkBySubject(link.company, link.connectionId, link.subjectId), row: 'link', ...link },
    { ...keys.linkByRemote(link.company, link.connectionId, link.remoteId), row: 'remote', subjectId: link.subjectId },
  ]
}

export function calendarLinks(table: Table): CalendarLinks {
  const bySubject = async (company: string, connectionId: string, subjectId: string) => {
    const row = await table.get(keys.linkBySubject(company, connectionId, subjectId))
    return row && bare<CalendarLink>(row)
  }
  return {
    linkBySubject: bySubject,
    async linkByRemote(company, connectionId, remoteId) {
      const pointer = await table.get(keys.linkByRemote(company, connectionId, remoteId))
      return pointer && bySubject(company, connectionId, String(pointer['subjectId']))
    },
    async links(company, connectionId) {
      const rows = await table.query('pk = :pk AND begins_with(sk, :subject)', {
        ':pk': keys.links(company, connectionId),
        ':subject': 'subject#',
      })
      return rows.map((row) => bare<CalendarLink>(row))
    },
    async putLink(link) {
      for (const row of linkRows(link)) await table.put(row)
    },
    async removeLink(link) {
      await table.remove(keys.linkByRemote(link.company, link.connectionId, link.remoteId))
      await table.remove(keys.linkBySubject(link.company, link.connectionId, link.subjectId))
    },
  }
}

export const calendarLinkWrites: WritesOf<CalendarLinkWrite> = {
  link(write, table) {
    return linkRows(write.link).map((row) => put(table, row))
  },
}
