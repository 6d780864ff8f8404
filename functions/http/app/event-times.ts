import type { EventChange } from '../../../shared/api/event-input.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'

/** When something is, as the wire writes it. */
export function timesView(times: EventTimes) {
  return times.kind === 'timed'
    ? { startsAt: formatInstant(times.startsAt), endsAt: formatInstant(times.endsAt), timeZone: times.timeZone }
    : { startDate: times.startDate, endDate: times.endDate }
}

/** The times of a body that has been checked: instants in whole seconds, or dates. */
export function timesOf(body: EventChange, zone: string): EventTimes | undefined {
  if (body.startsAt !== undefined && body.endsAt !== undefined) {
    const seconds = (text: string) => Math.floor(Date.parse(text) / 1000) * 1000
    return {
      kind: 'timed',
      startsAt: seconds(body.startsAt),
      endsAt: seconds(body.endsAt),
      timeZone: body.timeZone ?? zone,
    }
  }
  if (body.startDate !== undefined && body.endDate !== undefined)
    return { kind: 'allDay', startDate: body.startDate, endDate: body.endDate }
  return undefined
}
