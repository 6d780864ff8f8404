import { startsBetween } from '../../shared/domain/offers/slot.ts'
import type { Candidate, SlotQuestion } from '../../shared/domain/offers/slot-question.ts'

/**
 * A slot input as the files of the bench hold it: all instants in epoch milliseconds, `busy` unsorted and overlapping.
 */
export interface SlotInput {
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
    hosts: input.hosts.map(candidateOf),
    resources: [],
    hostsNeeded: 'any',
  }
}

const candidateOf = ({ id, timeZone, workingHours, busy }: SlotInput['hosts'][number]): Candidate => ({
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
})

/** The same with further groups beside the first: so many of each are needed. */
export function questionOfGroups(
  input: SlotInput,
  [first, ...further]: { needed: number; hosts: SlotInput['hosts'] }[],
): SlotQuestion {
  return {
    ...slotQuestion({ ...input, hosts: first!.hosts }),
    ...(first!.needed > 1 && { needed: first!.needed }),
    ...(further.length > 0 && {
      groups: further.map(({ needed, hosts }, g) => ({
        of: g % 2 === 0 ? ('resources' as const) : ('members' as const),
        needed,
        candidates: hosts.map(candidateOf),
      })),
    }),
  }
}

/** The offered starts of a bench input, sorted: the one way from the parsed JSON to the answer. */
export function startsOf(input: SlotInput): number[] {
  return startsBetween(slotQuestion(input))
}
