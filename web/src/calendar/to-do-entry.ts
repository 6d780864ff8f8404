import { BUSY_TIME } from '../../../shared/domain/calendar/busy-time.ts'

/** What is to be done by a day stands in the grid as no event does: it is neither moved nor opened there. */
const TO_DO = `${BUSY_TIME}to-do/`

export const toDoId = (activityId: string, recordId: string): string => `${TO_DO}${activityId}/${recordId}`

/** The record of something to be done; nothing for anything else. */
export const recordOfToDo = ({ id }: { id: string }): string | undefined =>
  id.startsWith(TO_DO) ? id.split('/')[2] : undefined
