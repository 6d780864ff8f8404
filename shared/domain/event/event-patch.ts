import { BadInput } from '../answers/bad-input.ts'
import type { Attendee } from '../people/attendee.ts'
import type { EventTimes } from '../recurrence/event-times.ts'
import { crowdingOf } from '../recurrence/series-bounds.ts'
import type { CalendarEvent } from './calendar-event.ts'
import type { SeriesPatch } from './series-edit.ts'

/**
 * What was stored beyond the bounds may stay; what is changed must keep them.
 * @throws BadInput at the field that breaks them
 */
export function checkCrowding(event: CalendarEvent, { rrule, moreRules, rdates, exdates, times }: SeriesPatch): void {
  const given = {
    rrule,
    moreRules,
    rdates,
    exdates,
    endsAt: times?.kind === 'timed',
    endDate: times?.kind === 'allDay',
  }
  const path = Object.entries(given).find(([, value]) => value)?.[0]
  const crowding = path && crowdingOf(event)
  if (crowding) throw new BadInput({ path, ...crowding })
}

export function inZoneOf(event: CalendarEvent, times: EventTimes): EventTimes {
  return times.kind === 'timed' && event.times.kind === 'timed' ? { ...times, timeZone: event.times.timeZone } : times
}

/** Who was invited before keeps the answers given: whoever changes an event answers for nobody but `by`. */
export function keepingReplies(attendees: Attendee[], before: Attendee[], by: string): Attendee[] {
  return attendees.map((one) => {
    const known = before.find(({ email }) => email === one.email)
    if (!known) return one
    const { reply, answers, comment } = known
    return {
      ...one,
      ...((one.reply === 'needsAction' || one.email !== by) && { reply }),
      ...(answers && { answers }),
      ...(comment !== undefined && { comment }),
    }
  })
}
