import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { addDays, daysBetween, localDateOf, parseInstant } from '../../../shared/domain/time/time.ts'
import { grammar } from '../../../shared/words/rules/en.ts'
import { repetitionWords } from '../../../shared/words/rules/rule-words.ts'
import { type EventView, timesOf } from '../calendar/event-actions.svelte.ts'
import type { Times } from '../calendar/grid/placed.ts'

/** Whose clock is meant where nothing else is said. */
interface Whose {
  /** IANA. */
  zone: string
}

/** Times of the form or the API as the domain takes them; without a zone they are the member's. */
export function eventTimes({ zone }: Whose, times: Times): EventTimes {
  if ('startDate' in times) return { kind: 'allDay', ...times }
  return {
    kind: 'timed',
    startsAt: parseInstant(times.startsAt),
    endsAt: parseInstant(times.endsAt),
    timeZone: times.timeZone ?? zone,
  }
}

/** The times of which a series' rule speaks: of an occurrence its original start, wherever it was moved. */
export function ruleTimes(whose: Whose, event: EventView): EventTimes {
  const times = eventTimes(whose, timesOf(event))
  if (event.occurrence === undefined) return times
  if (times.kind === 'allDay') {
    const days = daysBetween(times.startDate, times.endDate)
    return eventTimes(whose, { startDate: event.occurrence, endDate: addDays(event.occurrence, days) })
  }
  const startsAt = parseInstant(event.occurrence)
  return { ...times, startsAt, endsAt: startsAt + times.endsAt - times.startsAt }
}

/** How something repeats, as a sentence in the reader's language; empty when it does not. */
export function sentenceOf(
  { zone, locale }: Whose & { locale: string },
  times: EventTimes,
  rules: Pick<EventView, 'rrule' | 'moreRules' | 'rdates' | 'exdates'>,
): string {
  const today = localDateOf(Date.now(), zone)
  const words = repetitionWords(grammar, { times, ...rules }, { today, timeZone: zone, locale })
  return words === '' ? '' : `${words[0]!.toLocaleUpperCase(locale)}${words.slice(1)}.`
}
