import { type EventTimes, occurrenceKey } from '../../../shared/domain/recurrence/event-times.ts'
import { lastDateOf } from '../../../shared/domain/recurrence/last-date.ts'
import { hasOccurrence } from '../../../shared/domain/recurrence/occurrence.ts'
import { parseRule, ruleOf, ruleText } from '../../../shared/domain/recurrence/recurrence-rule.ts'
import type { ProviderRepetition } from '../../../shared/domain/sync/provider-event.ts'
import {
  dayNumber,
  formatInstant,
  instantOf,
  instantOfWall,
  isLocalDate,
  isTimeZone,
  parseInstant,
} from '../../../shared/domain/time/time.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'

/** A key of ours as RFC 5545 writes its time: `20270301T080000Z`, or `20270301` for a date. */
const compact = (key: string) =>
  isLocalDate(key) ? key.replaceAll('-', '') : `${key.slice(0, 19).replaceAll(/[-:]/g, '')}Z`

function datesLine(name: 'RDATE' | 'EXDATE', keys: string[] | undefined): string[] {
  if (!keys || keys.length === 0) return []
  const kind = isLocalDate(keys[0]!) ? ';VALUE=DATE' : ''
  return [`${name}${kind}:${keys.map(compact).join(',')}`]
}

/** A rule whose end is of the kind that RFC 5545 asks for (3.3.10): an instant for timed series, else a date. */
function withPlainEnd(rrule: string, times: EventTimes): string {
  const { until, ...rule } = ruleOf(rrule)
  if (until === undefined || (until.kind === 'instant') === (times.kind === 'timed')) return rrule
  if (times.kind === 'allDay')
    return ruleText({ ...rule, until: { kind: 'date', day: dayNumber(lastDateOf(until, times)) } })
  const wall = until.kind === 'wall' ? until.wall : until.kind === 'date' ? (until.day + 1) * DAY_MS - 1000 : until.at
  return ruleText({ ...rule, until: { kind: 'instant', at: instantOfWall(wall, times.timeZone) } })
}

/** What repeats as Google's lines (Events resource, `recurrence`: RRULE, RDATE and EXDATE of RFC 5545). */
export function toLines(
  { rrule, moreRules = [], rdates, exdates }: ProviderRepetition,
  times: EventTimes,
): string[] | undefined {
  const rules = rrule === undefined ? [] : [rrule, ...moreRules]
  const lines = [...rules.map((rule) => `RRULE:${withPlainEnd(rule, times)}`), ...datesLine('RDATE', rdates)]
  // Without anything that repeats there is nothing to except from.
  return lines.length > 0 ? [...lines, ...datesLine('EXDATE', exdates)] : undefined
}

/** One value of an RDATE or EXDATE line as a key of ours; of a period, its start. */
function keyOf(value: string, zone: string, times: EventTimes): string | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?/.exec(value.trim())
  if (!found) return undefined
  const [, year, month, date, hour, minute, second, zulu] = found
  const localDate = `${year}-${month}-${date}`
  if (!isLocalDate(localDate)) return undefined
  if (times.kind === 'allDay') return localDate
  if (hour === undefined) return undefined
  const wall = `${localDate}T${hour}:${minute}:${second}`
  const at = zulu ? parseInstant(`${wall}Z`) : instantOf(wall, isTimeZone(zone) ? zone : times.timeZone)
  return Number.isFinite(at) ? formatInstant(at) : undefined
}

/**
 * Google's lines in our words. A rule that no series here can follow (hourly ones) is left out: its first meeting
 * stands. Lines of other kinds (EXRULE, which RFC 5545 withdrew) say nothing here.
 */
export function fromLines(lines: string[], times: EventTimes): ProviderRepetition {
  const rules: string[] = []
  const dates = { RDATE: new Set<string>(), EXDATE: new Set<string>() }
  for (const line of lines) {
    const [, name = '', parameters = '', value = ''] = /^(RRULE|RDATE|EXDATE)((?:;[^:]*)?):(.*)$/i.exec(line) ?? []
    const kind = name.toUpperCase()
    if (kind === 'RRULE' && 'rule' in parseRule(value)) rules.push(value)
    else if (kind === 'RDATE' || kind === 'EXDATE') {
      const zone = /;TZID="?([^;"]+)/i.exec(parameters)?.[1] ?? ''
      for (const one of value.split(',')) {
        const key = keyOf(one, zone, times)
        if (key !== undefined) dates[kind].add(key)
      }
    }
  }
  const [rrule, ...moreRules] = rules
  const series = { times, ...(rrule !== undefined && { rrule }), moreRules, changedOccurrences: {} }
  const start = occurrenceKey(times.kind === 'timed' ? times.startsAt : times.startDate)
  // For Google the start is always a meeting; here it is one only if the rules say so, else it is an extra one.
  if (rrule !== undefined && !hasOccurrence(series, start)) dates.RDATE.add(start)
  return {
    ...(rrule !== undefined && { rrule }),
    ...(moreRules.length > 0 && { moreRules }),
    ...(dates.RDATE.size > 0 && { rdates: [...dates.RDATE].sort() }),
    ...(dates.EXDATE.size > 0 && { exdates: [...dates.EXDATE].sort() }),
  }
}
