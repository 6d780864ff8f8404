import { type Answer, ask, problemOf } from '../ui/api.ts'
import type { Kept } from './kept-rows.ts'
import { removeSeal, sealOfSession } from './seal.ts'

const rows = () => import('./kept-rows.ts')
const WAIT_MS = 500
/** Only an address that is safe to read from has one, and all else that is needed here. */
const hasWorkers = 'serviceWorker' in navigator

/**
 * Keeps what somebody saw last, for when the server cannot be reached: in this browser, sealed by what their session
 * holds (docs/decisions/0026). Without a worker that opens the pages then, nothing is kept.
 */
class Keeper {
  private secret: string | undefined
  private waiting = new Map<string, () => Kept<unknown>>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private done: Promise<unknown> = Promise.resolve()

  /** Somebody is there, by a session that the server has just confirmed or that has kept who they are. */
  begin(): void {
    this.secret = sealOfSession()
  }

  /** @param read gives the value when there is leisure to write it down */
  keep(name: string, read: () => unknown, at = Date.now()): void {
    // Another session than the one that this page began with is not its to keep for.
    if (this.secret === undefined || this.secret !== sealOfSession() || !hasWorkers) return
    this.waiting.set(name, () => ({ at, value: read() }))
    this.timer ??= setTimeout(() => void this.write(), WAIT_MS)
  }

  private async write(): Promise<void> {
    await navigator.serviceWorker.ready
    this.timer = undefined
    const { secret, waiting } = this
    this.waiting = new Map()
    if (secret === undefined || waiting.size === 0) return
    const values = new Map([...waiting].map(([name, read]) => [name, read()]))
    // Where the browser keeps nothing (a private window, a full disk) there is nothing to open later; all else works.
    this.done = rows().then(({ keepRows }) => keepRows(values, secret).catch(() => {}))
    await this.done
  }

  async recall<T>(name: string): Promise<Kept<T> | undefined> {
    const secret = sealOfSession()
    if (secret === undefined) {
      // The session ended while nobody was here: what is left nobody can open.
      void this.wipe()
      return undefined
    }
    const { readRow } = await rows()
    return (await readRow(name, secret).catch(() => undefined)) as Kept<T> | undefined
  }

  /** All that is kept under names that begin like this, the newest first. */
  async recallAll<T>(beginning: string): Promise<Kept<T>[]> {
    const secret = sealOfSession()
    if (secret === undefined) return []
    const { readRows } = await rows()
    return (await readRows(beginning, secret).catch(() => [])) as Kept<T>[]
  }

  /** The session is over: what was kept goes, and what would open it. */
  async wipe(): Promise<void> {
    this.secret = undefined
    this.waiting.clear()
    removeSeal()
    if (!hasWorkers) return
    await this.done
    const { wipeRows } = await rows()
    await wipeRows().catch(() => {})
  }
}

export const keeper = new Keeper()

/** What is read, and kept for when nobody answers: then that is the answer. @throws ProblemError */
export async function askOrRecall<N extends Parameters<typeof ask>[0]>(
  operation: N,
  ...given: Parameters<typeof ask<N>> extends [N, ...infer Rest] ? Rest : never
): Promise<Answer<N>> {
  const name = `${operation} ${JSON.stringify(given[0] ?? {})}`
  try {
    const answer = await (ask as (operation: N, ...given: unknown[]) => Promise<Answer<N>>)(operation, ...given)
    keeper.keep(name, () => answer)
    return answer
  } catch (error) {
    const kept = problemOf(error).status === 0 ? await keeper.recall<Answer<N>>(name) : undefined
    if (!kept) throw error
    return kept.value
  }
}
