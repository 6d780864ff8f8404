import type { Measure } from './stopwatch.ts'

/** One line of the table: what was measured, ours beside a peer's in the same run, and what it should be. */
export interface Figure {
  what: string
  ours: string
  peer?: string
  /** How many times faster ours is than the peer; where the goal says so, how many times longer it takes. */
  ratio?: string
  goal?: string
  isReached?: boolean
}

const COLUMNS: [keyof Figure | 'reached', number][] = [
  ['what', 60],
  ['ours', 44],
  ['peer', 50],
  ['ratio', 9],
  ['goal', 40],
  ['reached', 7],
]

/** Durations in the unit that people would say: 310 us, 4.2 ms, 1.7 s. */
export function duration(micros: number): string {
  if (micros < 10) return `${micros.toFixed(1)} us`
  if (micros < 1000) return `${micros.toFixed(0)} us`
  return micros < 1_000_000 ? `${(micros / 1000).toFixed(1)} ms` : `${(micros / 1_000_000).toFixed(1)} s`
}

/** 14,000x, 2.6x; below one as a fraction: 1/12. */
export function times(ratio: number): string {
  if (ratio < 0.95) return `1/${(1 / ratio).toFixed(1)}`
  return `${ratio >= 100 ? Math.round(ratio).toLocaleString('en-US') : ratio.toFixed(1)}x`
}

/** A measure in both of its units (see `unitMicros`). */
export function inUnits({ micros, units }: Measure): string {
  return `${duration(micros)} = ${units.toFixed(3)} units`
}

const row = (cells: string[]) =>
  cells
    .map((cell, i) => cell.padEnd(COLUMNS[i]![1]))
    .join(' | ')
    .trimEnd()

/** Prints the table line by line as the figures come. @returns how many goals there were and how many were reached */
export class FigureTable {
  private goals = 0
  private reached = 0

  begin(title: string): void {
    console.log(`\n${title}`)
    console.log(row(COLUMNS.map(([name]) => name)))
    console.log(COLUMNS.map(([, width]) => '-'.repeat(width)).join('-|-'))
  }

  print(figure: Figure): void {
    const { what, ours, peer = '', ratio = '', goal = '', isReached } = figure
    if (isReached !== undefined) this.goals++
    if (isReached) this.reached++
    console.log(row([what, ours, peer, ratio, goal, isReached === undefined ? '' : isReached ? 'yes' : 'NO']))
  }

  end(): void {
    console.log(`\n${this.reached} of ${this.goals} goals reached`)
  }
}
