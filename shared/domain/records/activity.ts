import type { Instant, LocalDate } from '../time/time.ts'

/** Something that somebody is to do about a record, by a day. */
export interface Activity {
  id: string
  company: string
  version: number
  recordId: string
  /** Of the company's record settings. */
  type: string
  summary: string
  /** The day, in the calendar of its assignee, by which it is due. */
  dueDate: LocalDate
  assigneeId: string
  note?: string
  createdBy: string
  createdAt: Instant
  /** When it was done, and by whom; absent: it is still to be done. */
  done?: { at: Instant; by: string; feedback?: string }
}

/** What is planned; what is left out is as its type says. */
export interface ActivityDraft {
  type: string
  summary: string
  dueDate: LocalDate
  assigneeId?: string | undefined
  note?: string | undefined
}

/** The meeting that was placed for an activity, as it stands now. */
export interface ActivityMeeting {
  activityId: string
  eventId: string
  /** Of whole days, those of UTC. */
  startsAt: Instant
  endsAt: Instant
  /** Of whole days, the first of them. */
  startDate?: LocalDate
}

/** So many activities of a record are open at once. */
export const MOST_OPEN_OF_RECORD = 50

/** How an activity stands on a day: too late, due today, or still planned. */
export function urgencyOf(dueDate: LocalDate, today: LocalDate): 'late' | 'today' | 'planned' {
  if (dueDate < today) return 'late'
  return dueDate === today ? 'today' : 'planned'
}

/** An activity with a change made; an empty note takes it away. */
export function changedActivity(activity: Activity, change: Partial<ActivityDraft>): Activity {
  const { note: was, ...rest } = activity
  const { type, summary, dueDate, assigneeId, note = was } = change
  return {
    ...rest,
    version: activity.version + 1,
    ...(type !== undefined && { type }),
    ...(summary !== undefined && { summary }),
    ...(dueDate !== undefined && { dueDate }),
    ...(assigneeId !== undefined && { assigneeId }),
    ...(note !== undefined && note !== '' && { note }),
  }
}

/** What is planned, as an activity of its record: of whoever plans it, where nobody is named. */
export const plannedActivity = (
  { id: recordId, company }: { id: string; company: string },
  { type, summary, dueDate, assigneeId, note }: ActivityDraft,
  { id, by, at }: { id: string; by: string; at: Instant },
): Activity => ({
  id,
  company,
  version: 1,
  recordId,
  type,
  summary,
  dueDate,
  assigneeId: assigneeId ?? by,
  ...(note !== undefined && note !== '' && { note }),
  createdBy: by,
  createdAt: at,
})
