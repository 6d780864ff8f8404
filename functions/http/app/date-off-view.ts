import type { Refusal } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { dateOff } from '../../../shared/domain/event/date-off.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import type { AppWorld } from './app-door.ts'
import { isHiddenFrom, type Reading } from './event-reading.ts'
import { person } from './event-view.ts'

/** What has become of a date of a series, for a reader who may see it; when and by whom, where that is known. */
export async function dateOffView(
  { store }: Pick<AppWorld, 'store'>,
  event: CalendarEvent,
  occurrence: string | undefined,
  reading: Reading,
): Promise<Pick<Refusal, 'gone'>> {
  const off = occurrence === undefined || isHiddenFrom(event, reading, 'open') ? undefined : dateOff(event, occurrence)
  if (!off) return {}
  const { is, version } = off
  const change = version === undefined ? undefined : await store.change(event.company, event.id, version)
  const [, by] = change?.origin.match(/^member:(.+)$/) ?? []
  return {
    gone: {
      is,
      ...(change && { at: formatInstant(change.at) }),
      ...(by !== undefined && { by: person(reading.members, by).name }),
    },
  }
}
