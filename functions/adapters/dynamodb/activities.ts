import { z } from 'zod'
import type { Activity } from '../../../shared/domain/records/activity.ts'
import type { Activities, ActivityWrite } from '../../ports/activities.ts'
import { type Action, foundAtVersion, put, versionIs, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const activityKey = (company: string, id: string): Key => ({ pk: `${company}#activity#${id}`, sk: 'activity' })
const DAY = 'day#'
const ofRecord = (company: string, recordId: string) => `${company}#openActivities#${recordId}`
const ofMember = (company: string, memberId: string) => `${company}#toDo#${memberId}`

/**
 * Where an activity is found that is still to be done: at its record and at its assignee, by its day. Each row carries
 * the whole, so that a list is one query.
 */
function openKeys({ company, id, recordId, assigneeId, dueDate, done }: Activity): Key[] {
  if (done) return []
  return [ofRecord(company, recordId), ofMember(company, assigneeId)].map((pk) => ({
    pk,
    sk: `${DAY}${dueDate}#${id}`,
  }))
}

const readActivity = readerOf<Activity>()(
  'activity',
  z.object({
    id: z.string(),
    company: z.string(),
    version: z.number(),
    recordId: z.string(),
    type: z.string(),
    summary: z.string(),
    dueDate: z.string(),
    assigneeId: z.string(),
    note: z.string().optional(),
    createdBy: z.string(),
    createdAt: z.number(),
    done: z.object({ at: z.number(), by: z.string(), feedback: z.string().optional() }).optional(),
  }),
)

export function activities(table: Table): Activities {
  const openIn = async (pk: string, most: number) => {
    const { rows } = await table.page({ pk, sk: DAY }, most)
    return rows.map(readActivity)
  }
  return {
    async activity(company, id) {
      const row = await table.get(activityKey(company, id))
      return row && readActivity(row)
    },
    openActivitiesOf: (company, recordId, most) => openIn(ofRecord(company, recordId), most),
    openActivitiesFor: (company, memberId, most) => openIn(ofMember(company, memberId), most),
  }
}

const remove = (table: string, key: Key): Action => ({ Delete: { TableName: table, Key: key } })
const spelled = ({ pk, sk }: Key) => `${pk}\n${sk}`

export const activityWrites: WritesOf<ActivityWrite> = {
  activity: {
    actions({ activity, before }, table) {
      const { company, id } = activity
      const open = openKeys(activity)
      const kept = new Set(open.map(spelled))
      const left = before ? openKeys(before).filter((key) => !kept.has(spelled(key))) : []
      return [
        put(table, { ...activityKey(company, id), row: 'activity', ...activity }, versionIs(before?.version ?? 0)),
        ...open.map((key) => put(table, { ...key, row: 'openActivity', ...activity })),
        ...left.map((key) => remove(table, key)),
      ]
    },
    async found({ activity }, table) {
      return foundAtVersion(await activities(table).activity(activity.company, activity.id), activity)
    },
  },
  noActivity: {
    actions({ activity }, table) {
      const { company, id, version } = activity
      return [
        { Delete: { TableName: table, Key: activityKey(company, id), ...versionIs(version) } },
        ...openKeys(activity).map((key) => remove(table, key)),
      ]
    },
  },
}
