import type { Reader } from '../reader.svelte.ts'

/** A moment as its reader's clock shows it, with the day where it is another than today. @param at epoch milliseconds */
export function momentWords(at: number, reader: Reader, now = Date.now()): string {
  const { locale, timeZone } = reader
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    ...(day.format(at) !== day.format(now) && { weekday: 'short', day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: reader.isHour12 ? 'h12' : 'h23',
  }).format(at)
}
