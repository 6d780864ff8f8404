import * as api from '../../../shared/api/records.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { isCardOf } from '../../../shared/domain/people/contact.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Activity, ActivityMeeting } from '../../../shared/domain/records/activity.ts'
import { type BusinessRecord, isClosedRecord } from '../../../shared/domain/records/business-record.ts'
import type { RecordEntry } from '../../../shared/domain/records/record-entry.ts'
import { kindOf, type RecordSettings } from '../../../shared/domain/records/record-settings.ts'
import { formatInstant, localDateOf } from '../../../shared/domain/time/time.ts'
import {
  changeActivity,
  markActivityDone,
  removeActivity,
  scheduleActivity,
} from '../../usecases/records/change-activities.ts'
import { changeRecordSettings } from '../../usecases/records/change-record-settings.ts'
import {
  addNote,
  changeRecord,
  createRecord,
  recordFor,
  removeRecord,
  restoreRecord,
} from '../../usecases/records/change-records.ts'
import { listRecords } from '../../usecases/records/list-records.ts'
import { activitiesOfRecord, listActivities, subjectsOfRecord } from '../../usecases/records/read-record.ts'
import { writeMail } from '../../usecases/records/write-mail.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'
import { bookingEntry, wholeEntry } from './event-entry.ts'
import { readingFor } from './event-reading.ts'
import { person } from './event-view.ts'

const MOST_ENTRIES = 30

/** Who and what is named by records, read once for a page of them. */
interface Naming {
  members: Member[]
  settings: RecordSettings
}

async function namingFor({ store }: AppWorld, { company }: Member): Promise<Naming> {
  const [members, settings] = await Promise.all([store.members(company), store.recordSettings(company)])
  return { members, settings }
}

/** Records as they are shown, each with its contact by name. */
async function recordViews({ store }: AppWorld, company: string, records: BusinessRecord[], naming: Naming) {
  const contacts = await store.contactsById(
    company,
    records.flatMap(({ contactId }) => contactId ?? []),
  )
  return records.map((record) => {
    const { id, version, kind, title, stage, value, contactId, ownerId, bookingId, createdAt } = record
    const contact = contacts.find((one) => isCardOf(one, contactId))
    return {
      ...{ id, version, kind, title, stage },
      ...(isClosedRecord(record, kindOf(naming.settings, kind)) && { isClosed: true }),
      ...(value !== undefined && { value }),
      ...(contact && { contact: { id: contact.id, name: contact.name, email: contact.email } }),
      ...(ownerId !== undefined && { owner: person(naming.members, ownerId) }),
      ...(bookingId !== undefined && { bookingId }),
      createdAt: formatInstant(createdAt),
    }
  })
}

async function recordView(door: AppWorld, record: BusinessRecord, naming: Naming) {
  const [view] = await recordViews(door, record.company, [record], naming)
  return view!
}

/** What is due on the day of its meeting is due then, in the calendar of whoever does it. */
function dueDateOf({ dueDate, assigneeId }: Activity, meeting: ActivityMeeting | undefined, members: Member[]) {
  if (!meeting) return dueDate
  const zone = members.find(({ id }) => id === assigneeId)?.timeZone
  return meeting.startDate ?? localDateOf(meeting.startsAt, zone ?? 'UTC')
}

function activityView(activity: Activity, meeting: ActivityMeeting | undefined, { members }: Naming) {
  const { id, version, recordId, type, summary, assigneeId, note, done } = activity
  return {
    ...{ id, version, recordId, type, summary },
    dueDate: dueDateOf(activity, meeting, members),
    assignee: person(members, assigneeId),
    ...(note !== undefined && { note }),
    ...(meeting && {
      meeting: {
        eventId: meeting.eventId,
        startsAt: formatInstant(meeting.startsAt),
        endsAt: formatInstant(meeting.endsAt),
      },
    }),
    ...(done && {
      done: {
        at: formatInstant(done.at),
        by: person(members, done.by),
        ...(done.feedback !== undefined && { feedback: done.feedback }),
      },
    }),
  }
}

/** One activity, with its meeting. */
async function activityAlone(door: AppWorld, activity: Activity, naming: Naming) {
  const [meeting] = await door.store.meetingsOf(activity.company, [activity.id])
  return activityView(activity, meeting, naming)
}

const byDueDate = (one: { dueDate: string }, other: { dueDate: string }) => (one.dueDate < other.dueDate ? -1 : 1)

/** What sorts entries by when they begin; the zone of whole days does not matter here. */
const beginOf = ({ startsAt, startDate }: { startsAt?: string; startDate?: string }) => startsAt ?? startDate ?? ''

function entryView({ id, at, by, content }: RecordEntry, { members }: Naming): api.RecordEntryView {
  const common = { id, at: formatInstant(at), ...(by !== undefined && { by: person(members, by) }) }
  switch (content.kind) {
    case 'note':
      return { ...common, kind: 'note', text: content.text }
    case 'mail': {
      const { to, subject, text } = content
      return { ...common, kind: 'mail', to, subject, text }
    }
    case 'made':
      return { ...common, kind: 'made' }
    case 'activityDone': {
      const { type, summary, feedback } = content
      return { ...common, kind: 'activityDone', type, summary, ...(feedback !== undefined && { text: feedback }) }
    }
    case 'changed': {
      const said = (given: string) => (content.field === 'owner' ? person(members, given).name : given)
      return {
        ...common,
        kind: content.field,
        ...(content.from !== undefined && { from: said(content.from) }),
        ...(content.to !== undefined && { to: said(content.to) }),
      }
    }
  }
}

const settingsView = ({ version, kinds, activityTypes }: RecordSettings) => ({ version, kinds, activityTypes })

export const recordEndpoints = appEndpoints(api, {
  async listRecords({ member, query, door }) {
    const { next: after, ...asked } = query
    const [{ records, next }, naming] = await Promise.all([
      listRecords(door, member, asked, after),
      namingFor(door, member),
    ])
    const shown = await recordViews(door, member.company, records, naming)
    return { body: { records: shown, ...(next !== undefined && { next }) } }
  },
  async createRecord({ member, body, door }) {
    const record = await createRecord(door, member, body)
    return isRefusal(record) ? record : { body: await recordView(door, record, await namingFor(door, member)) }
  },
  async readRecord({ member, params, door }) {
    const record = await recordFor(door, member, params.id)
    if (isRefusal(record)) return record
    const [naming, reading, { activities, meetings }, { events, bookings }] = await Promise.all([
      namingFor(door, member),
      readingFor(door, member),
      activitiesOfRecord(door, record),
      subjectsOfRecord(door, record),
    ])
    const shown = activities.map((one) =>
      activityView(
        one,
        meetings.find(({ activityId }) => activityId === one.id),
        naming,
      ),
    )
    const entries = [
      ...events.map((event) => wholeEntry(event, reading)),
      ...bookings.map((booking) => bookingEntry(booking, reading, false)),
    ]
    return {
      body: {
        ...(await recordView(door, record, naming)),
        activities: shown.sort(byDueDate),
        meetings: entries.sort((one, other) => (beginOf(one) < beginOf(other) ? -1 : 1)),
      },
    }
  },
  async changeRecord({ member, params, headers, body, door }) {
    const record = await changeRecord(door, member, params.id, body, headers['if-match'])
    return isRefusal(record) ? record : { body: await recordView(door, record, await namingFor(door, member)) }
  },
  async removeRecord({ member, params, door }) {
    return (await removeRecord(door, member, params.id)) ?? {}
  },
  async restoreRecord({ member, params, door }) {
    const record = await restoreRecord(door, member, params.id)
    return isRefusal(record) ? record : { body: await recordView(door, record, await namingFor(door, member)) }
  },
  async listRecordEntries({ member, params, query, door }) {
    const record = await recordFor(door, member, params.id)
    if (isRefusal(record)) return record
    const [entries, naming] = await Promise.all([
      door.store.recordEntries(member.company, record.id, MOST_ENTRIES, query.next),
      namingFor(door, member),
    ])
    const isEnd = entries.length < MOST_ENTRIES
    // What was said as it was made stands first of all.
    const first = isEnd
      ? record.notes.map(({ at, text }, i) => ({ id: `note-${i}`, at: formatInstant(at), kind: 'note' as const, text }))
      : []
    const next = isEnd ? undefined : entries.at(-1)?.id
    return {
      body: {
        entries: [...entries.map((entry) => entryView(entry, naming)), ...first],
        ...(next !== undefined && { next }),
      },
    }
  },
  async addNote({ member, params, body, door }) {
    const entry = await addNote(door, member, params.id, body.text)
    return isRefusal(entry) ? entry : { body: entryView(entry, await namingFor(door, member)) }
  },
  async writeRecordMail({ member, params, body, door }) {
    const entry = await writeMail(door, member, params.id, body)
    return isRefusal(entry) ? entry : { body: entryView(entry, await namingFor(door, member)) }
  },
  async scheduleActivity({ member, params, body, door }) {
    const activity = await scheduleActivity(door, member, params.id, body)
    return isRefusal(activity) ? activity : { body: await activityAlone(door, activity, await namingFor(door, member)) }
  },
  async listActivities({ member, door }) {
    const [{ open, isCut }, naming] = await Promise.all([listActivities(door, member), namingFor(door, member)])
    const shown = open.map(({ activity, record: { id, kind, title }, meeting }) => ({
      ...activityView(activity, meeting, naming),
      record: { id, kind, title },
    }))
    return { body: { activities: shown.sort(byDueDate), ...(isCut && { isCut }) } }
  },
  async readActivity({ member, params, door }) {
    const activity = await door.store.activity(member.company, params.id)
    if (!activity) return refuse('NotFound')
    const record = await recordFor(door, member, activity.recordId)
    if (isRefusal(record)) return record
    const naming = await namingFor(door, member)
    return {
      body: { ...(await activityAlone(door, activity, naming)), record: await recordView(door, record, naming) },
    }
  },
  async changeActivity({ member, params, body, door }) {
    const activity = await changeActivity(door, member, params.id, body)
    return isRefusal(activity) ? activity : { body: await activityAlone(door, activity, await namingFor(door, member)) }
  },
  async markActivityDone({ member, params, body, door }) {
    const done = await markActivityDone(door, member, params.id, body)
    if (isRefusal(done)) return done
    const naming = await namingFor(door, member)
    const activity = await activityAlone(door, done.activity, naming)
    return { body: { ...activity, ...(done.next && { next: activityView(done.next, undefined, naming) }) } }
  },
  async removeActivity({ member, params, door }) {
    return (await removeActivity(door, member, params.id)) ?? {}
  },
  async readRecordSettings({ member, door }) {
    return { body: settingsView(await door.store.recordSettings(member.company)) }
  },
  async changeRecordSettings({ member, headers, body, door }) {
    const settings = await changeRecordSettings(door, member, body, headers['if-match'])
    return isRefusal(settings) ? settings : { body: settingsView(settings) }
  },
})
