import type { BusinessRecords, BusinessRecordWrite } from '../../../functions/ports/business-records.ts'
import type { ActivityMeeting } from '../../../shared/domain/records/activity.ts'
import { type BusinessRecord, isRecordFoundBy } from '../../../shared/domain/records/business-record.ts'
import type { RecordEntry } from '../../../shared/domain/records/record-entry.ts'
import type { RecordLink } from '../../../shared/domain/records/record-link.ts'
import { firstRecordSettings, type RecordSettings } from '../../../shared/domain/records/record-settings.ts'
import type { Shelves, WritesOf } from './shelves.ts'

const shelfOf = (company: string) => `${company} records`
const entriesOf = (company: string, recordId: string) => `${company} record entries ${recordId}`
const linksOf = (company: string, recordId: string) => `${company} record links ${recordId}`
const meetingsIn = (company: string) => `${company} activity meetings`
const settingsIn = (company: string) => `${company} record settings`

const latestFirst = (a: { id: string }, b: { id: string }) => (a.id < b.id ? 1 : -1)

export const businessRecords = (shelves: Shelves): BusinessRecords => ({
  async record(company, id) {
    return shelves.get<BusinessRecord>(shelfOf(company), id)
  },
  async recordsById(company, ids) {
    return [...new Set(ids)].flatMap((id) => shelves.get<BusinessRecord>(shelfOf(company), id) ?? [])
  },
  async records(company, most, before = '~') {
    return shelves
      .range<BusinessRecord>(shelfOf(company))
      .filter(({ id }) => id < before)
      .toSorted(latestFirst)
      .slice(0, most)
  },
  async recordsFound(company, words, most) {
    return shelves
      .range<BusinessRecord>(shelfOf(company))
      .filter((record) => isRecordFoundBy(record, words))
      .toSorted(latestFirst)
      .slice(0, most)
  },
  async recordEntries(company, recordId, most, before = '~') {
    return shelves
      .range<RecordEntry>(entriesOf(company, recordId))
      .filter(({ id }) => id < before)
      .toSorted(latestFirst)
      .slice(0, most)
  },
  async recordLinks(company, recordId, most) {
    return shelves.range<RecordLink>(linksOf(company, recordId)).slice(0, most)
  },
  async meetingsOf(company, activityIds) {
    return [...new Set(activityIds)].flatMap((id) => shelves.get<ActivityMeeting>(meetingsIn(company), id) ?? [])
  },
  async recordSettings(company) {
    return shelves.get<RecordSettings>(settingsIn(company), 'settings') ?? firstRecordSettings(company)
  },
  async putRecordSettings(settings, expectedVersion) {
    const shelf = settingsIn(settings.company)
    return shelves.does(shelves.versioned(shelf, 'settings', expectedVersion, { value: settings }))
  },
})

export const businessRecordWrites: WritesOf<BusinessRecordWrite> = {
  record: {
    actions({ record, before }, shelves) {
      return [shelves.versioned(shelfOf(record.company), record.id, before?.version ?? 0, { value: record })]
    },
    found: ({ record }, shelves) => shelves.foundAtVersion(shelfOf(record.company), record.id, record),
  },
  recordEntry: {
    actions({ entry }) {
      const { company, recordId, id } = entry
      return [{ shelf: entriesOf(company, recordId), name: id, holds: true, next: { value: entry } }]
    },
    found: ({ entry: { company, recordId, id } }, shelves) =>
      shelves.get(entriesOf(company, recordId), id) ? 'there' : 'notThere',
  },
  recordLink: {
    actions({ link }) {
      const { company, recordId, subject, subjectId, meeting } = link
      const shelf = linksOf(company, recordId)
      return [
        { shelf, name: `${subject}#${subjectId}`, holds: true, next: { value: link } },
        ...(meeting
          ? [{ shelf: meetingsIn(company), name: meeting.activityId, holds: true, next: { value: meeting } }]
          : []),
      ]
    },
  },
  noRecordLink: {
    actions({ link }) {
      const { company, recordId, subject, subjectId, meeting } = link
      const shelf = linksOf(company, recordId)
      return [
        { shelf, name: `${subject}#${subjectId}`, holds: true, next: undefined },
        ...(meeting ? [{ shelf: meetingsIn(company), name: meeting.activityId, holds: true, next: undefined }] : []),
      ]
    },
  },
}
