import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { addDays, daysBetween, localDateOf, parseInstant } from '../../../shared/domain/time/time.ts'
import { grammar } from '../../../shared/words/rules/en.ts'
import { repetitionWords } from '../../../shared/words/rules/rule-words.ts'
import { type CalendarStore, type EventView, type Times, timesOf } from '../calendar/calendar-store.svelte.ts'
import { locale } from '../ui/locale.ts'

/** Times of the form or the API as the domain takes them; without a zone they are the member's. */
export function eventTimes(calendar: CalendarStore, times: Times): EventTimes {
  if ('startDate' in times) return { kind: 'allDay', ...times }
  return {
    kind: 'timed',
    startsAt: parseInstant(times.startsAt),
    endsAt: parseInstant(times.endsAt),
    timeZone: times.timeZone ?? calendar.zone,
  }
}

/** The times of which a series' rule speaks: of an occurrence its original start, wherever it was moved. */
export function ruleTimes(calendar: CalendarStore, event: EventView): EventTimes {
  const times = eventTimes(calendar, timesOf(event))
  if (event.occurrence === undefined) return times
  if (times.kind === 'allDay') {
    const days = daysBetween(times.startDate, times.endDate)
    return eventTimes(calendar, { startDate: event.occurrence, endDate: addDays(event.occurrence, days) })
  }
  const startsAt = parseInstant(event.occurrence)
  return { ...times, startsAt, endsAt: startsAt + times.endsAt - times.startsAt }
}

/** How something repeats, as a sentence; empty when it does not. */
export function sentenceOf(
  calendar: CalendarStore,
  times: EventTimes,
  rules: Pick<EventView, 'rrule' | 'moreRules' | 'rdates' | 'exdates'>,
): string {
  const english = locale.startsWith('en') ? locale : 'en-GB'
  const today = localDateOf(Date.now(), calendar.zone)
  const words = repetitionWords(grammar, { times, ...rules }, { today, timeZone: calendar.zone, locale: english })
  return words === '' ? '' : `${words[0]!.toUpperCase()}${words.slice(1)}.`
}
