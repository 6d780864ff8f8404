import type { SlotInput } from './slot-question.ts'

type WorkingHours = SlotInput['hosts'][number]['workingHours']

/** What a generated input is made from; the same recipe gives the same input. */
export interface SlotRecipe {
  seed: number
  hosts: number
  busyPerHost: number
  days: number
  /** First day of the range, midnight UTC. */
  firstDay: string
  durationMin: number
  intervalMin: number
  bufferBeforeMin: number
  bufferAfterMin: number
  bookerTimeZone: string
  /** Zones of the hosts, by turns. */
  zones: string[]
  workingHours: WorkingHours
  /** Busy times stand on every nth day only, so that something stays free however many there are. */
  busyEveryDays: number
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const WEEKDAYS: WorkingHours = [{ days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' }]

const plain: SlotRecipe = {
  seed: 1,
  hosts: 1,
  busyPerHost: 200,
  days: 30,
  firstDay: '2026-11-24',
  durationMin: 30,
  intervalMin: 15,
  bufferBeforeMin: 0,
  bufferAfterMin: 0,
  bookerTimeZone: 'America/New_York',
  zones: ['Europe/Berlin'],
  workingHours: WEEKDAYS,
  busyEveryDays: 1,
}

/** Whole numbers below `most`, the same ones for the same seed (a linear congruential generator, its high bits). */
export function seededNumbers(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return Math.floor(((state >>> 8) / 2 ** 24) * most)
  }
}

export function slotInput(recipe: Partial<SlotRecipe>): SlotInput {
  const { seed, hosts, busyPerHost, days, firstDay, zones, workingHours, busyEveryDays, ...rules } = {
    ...plain,
    ...recipe,
  }
  const number = seededNumbers(seed)
  const startMs = Date.parse(`${firstDay}T00:00:00Z`)
  const busyTime = (): [number, number] => {
    const day = number(Math.ceil(days / busyEveryDays)) * busyEveryDays
    const from = startMs + day * DAY_MS + number(24 * 12) * 5 * MINUTE_MS
    return [from, from + (1 + number(4)) * 15 * MINUTE_MS]
  }
  return {
    ...rules,
    nowMs: startMs + 7 * 60 * MINUTE_MS,
    minNoticeMin: 120,
    range: { startMs, endMs: startMs + days * DAY_MS },
    hosts: Array.from({ length: hosts }, (_, i) => ({
      id: `h${i}`,
      timeZone: zones[i % zones.length]!,
      workingHours,
      busy: Array.from({ length: busyPerHost }, busyTime),
    })),
  }
}

const MANY_ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney', 'America/St_Johns']

/** One host, 1000 busy times, 90 days, buffers. */
export const likeB: Partial<SlotRecipe> = {
  seed: 2,
  busyPerHost: 1000,
  days: 90,
  bufferBeforeMin: 10,
  bufferAfterMin: 5,
}

/** 20 hosts, 200 busy times each, 30 days. */
export const likeC: Partial<SlotRecipe> = { seed: 3, hosts: 20, zones: MANY_ZONES }

/**
 * Where readings of the rule part: lopsided buffers, steps that are no round minutes, odd zones, nights of clock
 * changes.
 */
export const oddInputs: Record<string, Partial<SlotRecipe>> = {
  'lopsided buffers': { seed: 4, bufferBeforeMin: 0, bufferAfterMin: 35, busyPerHost: 60 },
  'step 45, visitor at +05:45': {
    seed: 5,
    intervalMin: 45,
    bufferBeforeMin: 20,
    busyPerHost: 80,
    bookerTimeZone: 'Asia/Kathmandu',
  },
  'step 7, 50 minutes': { seed: 6, intervalMin: 7, durationMin: 50, busyPerHost: 60 },
  'step 90, half-hour clock change': {
    seed: 7,
    intervalMin: 90,
    busyPerHost: 60,
    firstDay: '2027-03-20',
    zones: ['Australia/Lord_Howe'],
    bookerTimeZone: 'Pacific/Chatham',
  },
  'nights of both clock changes': {
    seed: 8,
    days: 240,
    firstDay: '2027-03-10',
    busyPerHost: 500,
    zones: ['America/New_York'],
    bookerTimeZone: 'Europe/London',
    workingHours: [{ days: [0, 1, 6], start: '00:30', end: '06:00' }],
  },
  'two windows that overlap, to 24:00': {
    seed: 9,
    zones: ['Asia/Tehran', 'Pacific/Apia'],
    hosts: 2,
    busyPerHost: 100,
    workingHours: [
      { days: [2, 4], start: '13:00', end: '19:30' },
      { days: [2, 4], start: '18:00', end: '24:00' },
    ],
  },
}
