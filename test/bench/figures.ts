/** One line of the table: what was measured, ours beside a peer's in the same run, and what it should be. */
export interface Figure {
  what: string
  ours: string
  peer?: string
  /** How many times the peer's figure ours is, in our favour where it is large. */
  ratio?: string
  goal?: string
  isReached?: boolean
}

const COLUMNS: [keyof Figure | 'reached', number][] = [
  ['what', 60],
  ['ours', 34],
  ['peer', 40],
  ['ratio', 9],
  ['goal', 34],
  ['reached', 7],
]

/** Durations in the unit that people would say: 310 us, 4.2 ms, 1.7 s. */
export function duration(micros: number): string {
  if (micros < 10) return `${micros.toFixed(1)} us`
  if (micros < 1000) return `${micros.toFixed(0)} us`
  return micros < 1_000_000 ? `${(micros / 1000).toFixed(1)} ms` : `${(micros / 1_000_000).toFixed(1)} s`
}

export function times(ratio: number): string {
  return `${ratio >= 100 ? Math.round(ratio).toLocaleString('en-US') : ratio.toFixed(1)}x`
}

/** A duration in both measures: time, and units of the fixed piece of work (see `unitMicros`). */
export function inUnits(micros: number, unit: number): string {
  return `${duration(micros)} = ${(micros / unit).toFixed(3)} units`
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
