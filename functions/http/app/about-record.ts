import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { maySeeRecord } from '../../../shared/domain/records/business-record.ts'
import type { AppWorld } from './app-door.ts'
import { isHiddenFrom, type Reading } from './event-reading.ts'

/** A record by name, for whoever may follow it up; nothing where it is not there, or not theirs to see. */
export async function namedRecord({ store }: Pick<AppWorld, 'store'>, reader: Member, recordId: string | undefined) {
  const record = recordId === undefined ? undefined : await store.record(reader.company, recordId)
  if (!record || !maySeeRecord(record, reader)) return undefined
  const { id, kind, title } = record
  return { id, kind, title }
}

/** The record that an event is about and what it was placed for, where its reader may follow that up. */
export async function aboutRecord(door: Pick<AppWorld, 'store'>, event: CalendarEvent, reading: Reading) {
  const { company, recordId, activityId } = event
  if (recordId === undefined || isHiddenFrom(event, reading, 'open')) return {}
  const [record, activity] = await Promise.all([
    namedRecord(door, reading.reader, recordId),
    activityId === undefined ? undefined : door.store.activity(company, activityId),
  ])
  if (!record) return {}
  return {
    recordId: record.id,
    record,
    ...(activity && { activity: { id: activity.id, summary: activity.summary, isDone: activity.done !== undefined } }),
  }
}
