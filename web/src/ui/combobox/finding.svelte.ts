/** Finds what fits a text: at once, or from afar. */
export type Find<T> = (text: string) => readonly T[] | Promise<readonly T[]>

/** What was found for the latest text; answers that come late for an earlier one are dropped. */
export class Finding<T> {
  rows: readonly T[] = $state.raw([])
  state: 'rest' | 'loading' | 'fault' = $state('rest')
  private latest = ''
  private asked = 0
  private readonly find: () => Find<T>

  constructor(find: () => Find<T>) {
    this.find = find
  }

  /** Asks; what stood there stays until the answer comes. */
  async look(text: string): Promise<void> {
    this.latest = text
    const asked = ++this.asked
    try {
      const answer = this.find()(text)
      if (answer instanceof Promise) this.state = 'loading'
      const rows = answer instanceof Promise ? await answer : answer
      if (asked !== this.asked) return
      this.rows = rows
      this.state = 'rest'
    } catch {
      if (asked !== this.asked) return
      this.rows = []
      this.state = 'fault'
    }
  }

  again(): Promise<void> {
    return this.look(this.latest)
  }
}
