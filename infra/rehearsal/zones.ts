import { formatInTimeZone, fromZonedTime } from 'date-fns-tz'
import { DAY_MS } from '../../shared/domain/time/units.ts'

/*
 * Zones as the providers reckon them: by date-fns-tz, not by our own time engine, so that a misunderstanding of ours
 * does not hide in both (decision 16). It may be believed where the process stands at UTC.
 */

/** Whether it is a zone of the IANA; those of Windows are none. */
export const isZone = (zone: string): boolean => !Number.isNaN(fromZonedTime('2026-01-01T00:00:00', zone).getTime())

/** `2026-10-05T10:00:00`: what clocks of a zone show. @param pattern in the letters of date-fns */
export const wallAt = (instant: number, zone: string, pattern = "yyyy-MM-dd'T'HH:mm:ss"): string =>
  formatInTimeZone(instant, zone, pattern)

/** How far the clocks of a zone are ahead of UTC then, in milliseconds. */
const offsetAt = (instant: number, zone: string): number => Date.parse(`${wallAt(instant, zone)}Z`) - instant

/**
 * The instant that a wall clock means. date-fns-tz is no witness on the nights when clocks change: there RFC 5545
 * (3.3.5) is followed, of a time that exists twice the first, and one that does not exist by the offset before the gap.
 * @param wall without an offset
 */
export function instantOfWall(wall: string, zone: string): number {
  const shown = Date.parse(`${wall}Z`)
  const [before, after] = [shown - DAY_MS, shown + DAY_MS].map((near) => offsetAt(near, zone)) as [number, number]
  if (before === after) return fromZonedTime(wall, zone).getTime()
  const meant = [shown - before, shown - after].find((instant) => Date.parse(`${wallAt(instant, zone)}Z`) === shown)
  return meant ?? shown - before
}
