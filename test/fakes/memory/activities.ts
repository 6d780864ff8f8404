import type { Activities, ActivityWrite } from '../../../functions/ports/activities.ts'
import type { Activity } from '../../../shared/domain/records/activity.ts'
import type { Shelves, WritesOf } from './shelves.ts'

const shelfOf = (company: string) => `${company} activities`

export const activities = (shelves: Shelves): Activities => {
  const open = (company: string, most: number, isOne: (activity: Activity) => boolean) =>
    shelves
      .range<Activity>(shelfOf(company))
      .filter((one) => !one.done && isOne(one))
      .toSorted((a, b) => (`${a.dueDate}#${a.id}` < `${b.dueDate}#${b.id}` ? -1 : 1))
      .slice(0, most)
  return {
    async activity(company, id) {
      return shelves.get<Activity>(shelfOf(company), id)
    },
    async openActivitiesOf(company, recordId, most) {
      return open(company, most, (one) => one.recordId === recordId)
    },
    async openActivitiesFor(company, memberId, most) {
      return open(company, most, ({ assigneeId }) => assigneeId === memberId)
    },
  }
}

export const activityWrites: WritesOf<ActivityWrite> = {
  activity: {
    actions({ activity, before }, shelves) {
      const shelf = shelfOf(activity.company)
      return [shelves.versioned(shelf, activity.id, before?.version ?? 0, { value: activity })]
    },
    found: ({ activity }, shelves) => shelves.foundAtVersion(shelfOf(activity.company), activity.id, activity),
  },
  noActivity: {
    actions({ activity: { company, id, version } }, shelves) {
      return [shelves.versioned(shelfOf(company), id, version, undefined)]
    },
  },
}
