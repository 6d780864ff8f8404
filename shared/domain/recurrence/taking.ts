/** Which meetings of a series take somebody's time, where they are not all alike: the others are only shown. */
export interface Taking {
  /** Of those before the first turn. */
  isFree: boolean
  /** From an original start on it is otherwise, sorted. */
  turns: { from: string; isFree: boolean }[]
  /** Single dates, by their original starts: whether they are free. */
  dates: Record<string, boolean>
}

/** Whether the meeting with this original start takes time. */
export function takesTime({ isFree, turns, dates }: Taking, key: string): boolean {
  const single = dates[key]
  if (single !== undefined) return !single
  return !(turns.findLast(({ from }) => from <= key)?.isFree ?? isFree)
}
