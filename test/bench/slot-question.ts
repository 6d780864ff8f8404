import { readFileSync } from 'node:fs'
import type { SlotQuestion } from '../../shared/domain/slot.ts'

interface SlotInput {
  nowMs: number
  range: { startMs: number; endMs: number }
  bookerTimeZone: string
  durationMin: number
  intervalMin: number
  minNoticeMin: number
  bufferBeforeMin: number
  bufferAfterMin: number
  hosts: {
    id: string
    timeZone: string
    workingHours: { days: (0 | 1 | 2 | 3 | 4 | 5 | 6)[]; start: string; end: string }[]
    busy: [number, number][]
  }[]
}

export const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T

/** A bench input as the question that page and booking ask. */
export function slotQuestion(input: SlotInput): SlotQuestion {
  const { range } = input
  return {
    rules: {
      durationMinutes: input.durationMin,
      stepMinutes: input.intervalMin,
      bufferBeforeMinutes: input.bufferBeforeMin,
      bufferAfterMinutes: input.bufferAfterMin,
      noticeMinutes: input.minNoticeMin,
    },
    now: input.nowMs,
    from: range.startMs,
    to: range.endMs,
    clip: { from: range.startMs, to: range.endMs },
    visitorTimeZone: input.bookerTimeZone,
    hosts: input.hosts.map(({ id, timeZone, workingHours, busy }) => ({
      id,
      availability: {
        schedule: {
          id,
          timeZone,
          weekly: workingHours.flatMap(({ days, start, end }) =>
            days.map((weekday) => ({ weekday, from: start, to: end })),
          ),
          overrides: [],
        },
        daysOff: [],
        holidays: [],
        isLimitedToHours: true,
        ranges: [],
      },
      busy: busy.map(([from, to]) => ({ from, to, kind: 'event' as const })),
    })),
    resources: [],
    hostsNeeded: 'any',
  }
}

export type { SlotInput }

export interface RecurrenceCase {
  id: string
  dtstart: string
  timeZone: string
  rrule: string
  from: string
  to: string
  occurrences: string[]
}

/** `20150105T090000` as a local date-time. */
export function localOf(dtstart: string): string {
  return dtstart.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6')
}
