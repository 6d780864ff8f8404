import { z } from 'zod'
import {
  type EndedWait,
  KEPT_AFTER_MS,
  type Waitlist,
  type WaitlistEntry,
} from '../../../shared/domain/booking/waitlist.ts'
import { SWEEP_LIMIT } from '../../ports/repositories.ts'
import type { Waitlists, WaitlistWrite } from '../../ports/waitlists.ts'
import { conditionOf, foundAtVersion, put, versionIs, type WritesOf } from './actions.ts'
import { type Key, shardOf } from './keys.ts'
import type { Row } from './row.ts'
import { readable, readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

const entryKey = (company: string, type: string, id: string): Key => ({
  pk: `${company}#waitlist`,
  sk: `${type}#${id}`,
})
const endedKey = (company: string, type: string, id: string): Key => ({
  pk: `${company}#waitsEnded`,
  sk: `${type}#${id}`,
})
const listKey = (company: string, type: string): Key => ({ pk: `${company}#waitlists`, sk: type })

const customer = z.object({
  name: z.string(),
  email: z.string(),
  timeZone: z.string(),
  locale: z.string().optional(),
})
const instead = z.object({ bookingId: z.string(), startsAt: z.number() }).optional()

const readEntry = readerOf<WaitlistEntry>()(
  'waitlistEntry',
  z.object({
    id: z.string(),
    company: z.string(),
    type: z.string(),
    version: z.number(),
    state: z.enum(['waiting', 'asked', 'taken', 'passed']),
    order: z.number(),
    from: z.string(),
    to: z.string(),
    openUntil: z.number(),
    customer,
    seats: z.number(),
    durationMinutes: z.number().optional(),
    hostId: z.string().optional(),
    resourceId: z.string().optional(),
    offered: z.object({ holdId: z.string(), startsAt: z.number(), until: z.number() }).optional(),
    instead,
    createdAt: z.number(),
  }),
)

const readWaitlist = readerOf<Waitlist>()(
  'waitlist',
  z.object({
    company: z.string(),
    type: z.string(),
    version: z.number(),
    lookAt: z.number().optional(),
    ending: z.object({ title: z.string(), at: z.number(), by: z.string() }).optional(),
  }),
)

const readEnded = readerOf<EndedWait>()(
  'waitEnded',
  z.object({
    id: z.string(),
    company: z.string(),
    type: z.string(),
    version: z.number(),
    from: z.string(),
    to: z.string(),
    openUntil: z.number(),
    customer,
    instead,
    title: z.string(),
    lost: z.object({ startsAt: z.number(), endsAt: z.number() }).optional(),
    endedAt: z.number(),
  }),
)

function rowOf(waitlist: Waitlist): Row {
  const { company, type, lookAt } = waitlist
  return {
    ...listKey(company, type),
    row: 'waitlist',
    ...waitlist,
    ...(lookAt !== undefined && { pendingShard: `waitlist#${shardOf(`${company}#${type}`)}`, pendingAt: lookAt }),
  }
}

export function waitlists(table: Table): Waitlists {
  return {
    async waitlist(company, type) {
      const row = await table.get(listKey(company, type))
      return row && readWaitlist(row)
    },
    async waitlistEntry(company, type, id) {
      const row = await table.get(entryKey(company, type, id))
      return row && readEntry(row)
    },
    async waitlistEntries(company, type, most) {
      const { pk } = entryKey(company, '', '')
      const [from, to] = type === undefined ? [' ', '~'] : [`${type}#`, `${type}#~`]
      return (await table.firstBetween(pk, from, to, most)).map(readEntry)
    },
    async endedWait(company, type, id) {
      const row = await table.get(endedKey(company, type, id))
      return row && readEnded(row)
    },
    putWaitlist(waitlist, expectedVersion) {
      return table.put(rowOf(waitlist), conditionOf(expectedVersion))
    },
    async dueWaitlists(before) {
      return readable(await table.pending('waitlist', before, SWEEP_LIMIT), readWaitlist)
    },
  }
}

export const waitlistWrites: WritesOf<WaitlistWrite> = {
  waitlistEntry: {
    actions({ entry, expectedVersion }, table) {
      const { company, type, id, openUntil } = entry
      const row = { ...entryKey(company, type, id), row: 'waitlistEntry', ...entry }
      return [put(table, { ...row, expiresAt: ttl(openUntil + KEPT_AFTER_MS) }, versionIs(expectedVersion))]
    },
    async found({ entry }, table) {
      return foundAtVersion(await waitlists(table).waitlistEntry(entry.company, entry.type, entry.id), entry)
    },
  },
  waitlistLeft: {
    actions({ entry: { company, type, id, version } }, table) {
      return [{ Delete: { ...versionIs(version), TableName: table, Key: entryKey(company, type, id) } }]
    },
  },
  waitEnded: {
    actions({ ended }, table) {
      const { company, type, id, openUntil } = ended
      const row = { ...endedKey(company, type, id), row: 'waitEnded', ...ended }
      return [put(table, { ...row, expiresAt: ttl(openUntil + KEPT_AFTER_MS) })]
    },
    async found({ ended }, table) {
      return foundAtVersion(await waitlists(table).endedWait(ended.company, ended.type, ended.id), ended)
    },
  },
  waitlist: {
    actions: ({ waitlist, expectedVersion }, table) => [put(table, rowOf(waitlist), versionIs(expectedVersion))],
    async found({ waitlist }, table) {
      return foundAtVersion(await waitlists(table).waitlist(waitlist.company, waitlist.type), waitlist)
    },
  },
}
