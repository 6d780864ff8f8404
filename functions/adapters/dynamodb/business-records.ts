import { z } from 'zod'
import type { ActivityMeeting } from '../../../shared/domain/records/activity.ts'
import {
  type BusinessRecord,
  isRecordFoundBy,
  RECORD_KEPT_REMOVED_MS,
  wordsOfRecord,
} from '../../../shared/domain/records/business-record.ts'
import type { RecordEntry } from '../../../shared/domain/records/record-entry.ts'
import type { RecordLink } from '../../../shared/domain/records/record-link.ts'
import {
  firstRecordSettings,
  RECORD_ICONS,
  type RecordSettings,
} from '../../../shared/domain/records/record-settings.ts'
import type { BusinessRecords, BusinessRecordWrite } from '../../ports/business-records.ts'
import { type Action, conditionOf, foundAtVersion, put, versionIs, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

const recordKey = (company: string, id: string): Key => ({ pk: `${company}#records`, sk: id })
const wordKey = (company: string, word: string, id: string): Key => ({
  pk: `${company}#recordWords`,
  sk: `${word}#${id}`,
})
const timelineOf = (company: string, recordId: string) => `${company}#record#${recordId}`
const entryKey = ({ company, recordId, id }: Pick<RecordEntry, 'company' | 'recordId' | 'id'>): Key => ({
  pk: timelineOf(company, recordId),
  sk: `entry#${id}`,
})
const LINK = 'link#'
const linkKey = ({ company, recordId, subject, subjectId }: RecordLink): Key => ({
  pk: timelineOf(company, recordId),
  sk: `${LINK}${subject}#${subjectId}`,
})
const meetingKey = (company: string, activityId: string): Key => ({
  pk: `${company}#activityMeeting#${activityId}`,
  sk: 'meeting',
})
const settingsKey = (company: string): Key => ({ pk: `${company}#recordSettings`, sk: 'settings' })

/** The most rows of words that one look reads. */
const MOST_WORD_ROWS = 200

const readRecord = readerOf<BusinessRecord>()(
  'record',
  z.object({
    id: z.string(),
    company: z.string(),
    version: z.number(),
    kind: z.string(),
    title: z.string(),
    stage: z.string(),
    contactId: z.string().optional(),
    ownerId: z.string().optional(),
    value: z.number().optional(),
    bookingId: z.string().optional(),
    followers: z.array(z.string()).optional(),
    notes: z.array(z.object({ at: z.number(), text: z.string() })),
    createdAt: z.number(),
    removedAt: z.number().optional(),
  }),
)

const readEntry = readerOf<RecordEntry>()(
  'recordEntry',
  z.object({
    company: z.string(),
    recordId: z.string(),
    id: z.string(),
    at: z.number(),
    by: z.string().optional(),
    content: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('note'), text: z.string() }),
      z.object({
        kind: z.literal('changed'),
        field: z.enum(['stage', 'owner']),
        from: z.string().optional(),
        to: z.string().optional(),
      }),
      z.object({ kind: z.literal('made') }),
      z.object({
        kind: z.literal('mail'),
        mailId: z.string(),
        to: z.string(),
        subject: z.string(),
        text: z.string(),
      }),
      z.object({
        kind: z.literal('activityDone'),
        activityId: z.string(),
        type: z.string(),
        summary: z.string(),
        feedback: z.string().optional(),
      }),
    ]),
  }),
)

const meeting = {
  activityId: z.string(),
  eventId: z.string(),
  startsAt: z.number(),
  endsAt: z.number(),
  startDate: z.string().optional(),
}

const readLink = readerOf<RecordLink>()(
  'recordLink',
  z.object({
    company: z.string(),
    recordId: z.string(),
    subject: z.enum(['event', 'booking']),
    subjectId: z.string(),
    meeting: z.object(meeting).optional(),
  }),
)

const readMeeting = readerOf<ActivityMeeting>()('activityMeeting', z.object(meeting))

const icon = z.enum(RECORD_ICONS)
const readSettings = readerOf<RecordSettings>()(
  'recordSettings',
  z.object({
    company: z.string(),
    version: z.number(),
    kinds: z.array(
      z.object({
        id: z.string(),
        name: z.string().optional(),
        icon,
        stages: z.array(z.object({ id: z.string(), name: z.string().optional(), isClosed: z.boolean().optional() })),
        isHidden: z.boolean().optional(),
      }),
    ),
    activityTypes: z.array(
      z.object({
        id: z.string(),
        name: z.string().optional(),
        icon,
        isPlaced: z.boolean().optional(),
        dueInDays: z.number(),
        next: z.string().optional(),
        isHidden: z.boolean().optional(),
      }),
    ),
  }),
)

export function businessRecords(table: Table): BusinessRecords {
  async function recordsById(company: string, ids: string[]) {
    const rows = await table.getAll(ids.map((id) => recordKey(company, id)))
    return rows.map(readRecord)
  }
  return {
    async record(company, id) {
      const row = await table.get(recordKey(company, id))
      return row && readRecord(row)
    },
    recordsById,
    async records(company, most, before = '~') {
      const rows = await table.lastOf(recordKey(company, '').pk, before, most)
      return rows.map(readRecord)
    },
    async recordsFound(company, words, most) {
      // The longest word is the rarest, as a rule.
      const [prefix = ''] = words.toSorted((one, other) => other.length - one.length)
      const { rows } = await table.page({ ...wordKey(company, '', ''), sk: prefix }, MOST_WORD_ROWS)
      const found = await recordsById(
        company,
        rows.map((row) => String(row['sk']).split('#').at(-1)!),
      )
      return found
        .filter((one) => isRecordFoundBy(one, words))
        .sort((one, other) => (one.id < other.id ? 1 : -1))
        .slice(0, most)
    },
    async recordEntries(company, recordId, most, before = '~') {
      const rows = await table.lastOf(timelineOf(company, recordId), `entry#${before}`, most)
      return rows.map(readEntry)
    },
    async recordLinks(company, recordId, most) {
      const { rows } = await table.page({ pk: timelineOf(company, recordId), sk: LINK }, most)
      return rows.map(readLink)
    },
    async meetingsOf(company, activityIds) {
      const rows = await table.getAll(activityIds.map((id) => meetingKey(company, id)))
      return rows.map(readMeeting)
    },
    async recordSettings(company) {
      const row = await table.get(settingsKey(company))
      return row ? readSettings(row) : firstRecordSettings(company)
    },
    putRecordSettings(settings, expectedVersion) {
      const row = { ...settingsKey(settings.company), row: 'recordSettings', ...settings }
      return table.put(row, conditionOf(expectedVersion))
    },
  }
}

const remove = (table: string, key: Key): Action => ({ Delete: { TableName: table, Key: key } })

export const businessRecordWrites: WritesOf<BusinessRecordWrite> = {
  record: {
    actions({ record, before }, table) {
      const { company, id, removedAt } = record
      const ends = removedAt === undefined ? {} : { expiresAt: ttl(removedAt + RECORD_KEPT_REMOVED_MS) }
      const [is, was] = [wordsOfRecord(record), before ? wordsOfRecord(before) : []]
      return [
        put(table, { ...recordKey(company, id), row: 'record', ...record, ...ends }, versionIs(before?.version ?? 0)),
        ...is
          .filter((word) => !was.includes(word))
          .map((word) => put(table, { ...wordKey(company, word, id), row: 'recordWord' })),
        ...was.filter((word) => !is.includes(word)).map((word) => remove(table, wordKey(company, word, id))),
      ]
    },
    async found({ record }, table) {
      return foundAtVersion(await businessRecords(table).record(record.company, record.id), record)
    },
  },
  recordEntry: {
    actions({ entry }, table) {
      return [put(table, { ...entryKey(entry), row: 'recordEntry', ...entry })]
    },
    async found({ entry }, table) {
      return (await table.get(entryKey(entry))) ? 'there' : 'notThere'
    },
  },
  recordLink: {
    actions({ link }, table) {
      const { company, meeting: placed } = link
      return [
        put(table, { ...linkKey(link), row: 'recordLink', ...link }),
        ...(placed
          ? [put(table, { ...meetingKey(company, placed.activityId), row: 'activityMeeting', ...placed })]
          : []),
      ]
    },
  },
  noRecordLink: {
    actions({ link }, table) {
      return [
        remove(table, linkKey(link)),
        ...(link.meeting ? [remove(table, meetingKey(link.company, link.meeting.activityId))] : []),
      ]
    },
  },
}
