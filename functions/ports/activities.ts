import type { Activity } from '../../shared/domain/records/activity.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type ActivityWrite =
  | { write: 'activity'; activity: Activity; before?: Activity | undefined }
  | { write: 'noActivity'; activity: Activity }

/** A new activity, or the change of one as it stood `before`. */
export const activityWrite = (activity: Activity, before?: Activity): Write =>
  sealed<ActivityWrite>({ write: 'activity', activity, before })

export const activityRemoval = (activity: Activity): Write => sealed<ActivityWrite>({ write: 'noActivity', activity })

/** What members are to do about records. */
export interface Activities {
  activity(company: string, id: string): Promise<Activity | undefined>
  /** Those of a record that are still to be done, by the day that was said, so many at most. */
  openActivitiesOf(company: string, recordId: string, most: number): Promise<Activity[]>
  /** Those that a member is still to do, by the day that was said, so many at most. */
  openActivitiesFor(company: string, memberId: string, most: number): Promise<Activity[]>
}
