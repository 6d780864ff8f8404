import { z } from 'zod'
import type { CalendarLink } from '../../../shared/domain/sync/connection.ts'
import type { CalendarLinks, CalendarLinkWrite } from '../../ports/calendar-links.ts'
import { put, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import type { Row } from './row.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const linksOf = (company: string, connection: string) => `${company}#links#${connection}`
const subjectKey = (company: string, connection: string, subject: string): Key => ({
  pk: linksOf(company, connection),
  sk: `subject#${subject}`,
})
const remoteKey = (company: string, connection: string, remote: string): Key => ({
  pk: linksOf(company, connection),
  sk: `remote#${remote}`,
})

const readLink = readerOf<CalendarLink>()(
  'link',
  z.object({
    company: z.string(),
    connectionId: z.string(),
    subjectId: z.string(),
    subjectKind: z.enum(['booking', 'event']),
    remoteId: z.string(),
    icalUid: z.string(),
    etag: z.string(),
    baseHash: z.string(),
    localVersion: z.number(),
    state: z.enum(['pushing', 'linked']),
    owner: z.enum(['almanac', 'provider']),
  }),
)
const readPointer = readerOf<{ subjectId: string }>()('remote', z.object({ subjectId: z.string() }))

/** A link is found from both sides: the row by our subject, and a pointer by the provider's id. */
function linkRows(link: CalendarLink): Row[] {
  return [
    { ...subjectKey(link.company, link.connectionId, link.subjectId), row: 'link', ...link },
    { ...remoteKey(link.company, link.connectionId, link.remoteId), row: 'remote', subjectId: link.subjectId },
  ]
}

export function calendarLinks(table: Table): CalendarLinks {
  const bySubject = async (company: string, connectionId: string, subjectId: string) => {
    const row = await table.get(subjectKey(company, connectionId, subjectId))
    return row && readLink(row)
  }
  return {
    linkBySubject: bySubject,
    async linkByRemote(company, connectionId, remoteId) {
      const pointer = await table.get(remoteKey(company, connectionId, remoteId))
      return pointer && bySubject(company, connectionId, readPointer(pointer).subjectId)
    },
    async links(company, connectionId) {
      const rows = await table.query('pk = :pk AND begins_with(sk, :subject)', {
        ':pk': linksOf(company, connectionId),
        ':subject': 'subject#',
      })
      return rows.map(readLink)
    },
    async putLink(link) {
      for (const row of linkRows(link)) await table.put(row)
    },
    async removeLink(link) {
      await table.remove(remoteKey(link.company, link.connectionId, link.remoteId))
      await table.remove(subjectKey(link.company, link.connectionId, link.subjectId))
    },
  }
}

export const calendarLinkWrites: WritesOf<CalendarLinkWrite> = {
  link: {
    actions(write, table) {
      return linkRows(write.link).map((row) => put(table, row))
    },
  },
}
