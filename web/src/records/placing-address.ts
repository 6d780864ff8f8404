import { writeAddress } from '../calendar/calendar-address.ts'

/** Where an activity is placed in the calendar: its week, with the calendar of whoever does it. */
export function placingAddress({
  id,
  dueDate,
  assignee,
}: {
  id: string
  dueDate: string
  assignee: { id: string }
}): string {
  return `${writeAddress({ view: 'week', date: dueDate, people: [assignee.id] })}&for=${encodeURIComponent(id)}`
}
