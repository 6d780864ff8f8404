import { DAY_MINUTES } from '../../../../shared/domain/time/units.ts'

const MOST_MINUTES = 400 * DAY_MINUTES

/** `90` as `1:30`; of days and longer the hours go on. */
export function durationText(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

const UNITS: [RegExp, number][] = [
  [/^(m|min|mins|minute[ns]?|minuto[s]?|دقيقة|دقائق|د)$/, 1],
  [/^(h|hr|hrs|hour[s]?|std|stunde[n]?|heure[s]?|hora[s]?|ساعة|ساعات|س)$/, 60],
  [/^(d|day[s]?|tag[e]?|jour[s]?|día[s]?|dia[s]?|يوم|أيام)$/, DAY_MINUTES],
]

/**
 * A length as people write it: `1:30`, `1.5 h`, `1,5`, `90 min`, `2h 15m`, `1 day`; a bare number means hours up to 12,
 * then minutes.
 * @returns whole minutes; nothing where it cannot be read, is nothing, or longer than an event may be
 */
export function typedDuration(text: string): number | undefined {
  const written = text.trim().toLowerCase().replaceAll(',', '.')
  const clock = /^(\d{1,4}):([0-5]\d)$/.exec(written)
  const minutes = clock ? Number(clock[1]) * 60 + Number(clock[2]) : withUnits(written)
  return minutes !== undefined && minutes > 0 && minutes <= MOST_MINUTES ? minutes : undefined
}

function withUnits(written: string): number | undefined {
  const parts = [...written.matchAll(/(\d+(?:\.\d+)?)\s*([^\d\s.]*)\.?\s*/gu)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== written) return undefined
  let sum = 0
  for (const [, number, word] of parts) {
    const unit =
      word === ''
        ? parts.length > 1
          ? 1
          : Number(number) <= 12
            ? 60
            : 1
        : UNITS.find(([names]) => names.test(word!))?.[1]
    if (unit === undefined) return undefined
    sum += Number(number) * unit
  }
  return Math.round(sum)
}
