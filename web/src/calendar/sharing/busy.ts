import { clockWords } from '../../ui/event/event-look.ts'
import type { CalendarModel } from '../calendar-model.svelte.ts'
import type { Wall } from '../grid/placed.ts'

/**
 * When the reader has something between two walls, in words: `10:00 – 11:00 and 14:00 – 15:00`; nothing where that time
 * is free.
 */
export function busyOn({ events, me, reader }: CalendarModel, from: Wall, to: Wall): string | undefined {
  const { locale, isHour12, say } = reader
  const clock = (at: Wall) => clockWords(at, { locale, isHour12, say, timeZone: 'UTC' })
  const busy = events.filter(
    (event) =>
      event.from < to &&
      event.to > from &&
      event.entry.showAs !== 'free' &&
      !event.entry.marks.includes('draft') &&
      event.entry.reply !== 'declined' &&
      event.entry.ownerIds.includes(me.id),
  )
  const times = busy.map((event) => (event.isAllDay ? say('allDay') : `${clock(event.from)} – ${clock(event.to)}`))
  return times.length === 0 ? undefined : new Intl.ListFormat(locale).format([...new Set(times)])
}
