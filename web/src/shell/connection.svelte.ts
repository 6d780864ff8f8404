import { getContext, setContext } from 'svelte'
import { ask, type Problem, problemOf, watchAsking } from '../ui/api.ts'

const AGAIN_MS = 5000
const SOON_MS = 1000

/**
 * Whether the server can be reached, by what requests have met: browsers only know of cables. While it cannot, it is
 * asked again and again, as long as the page is seen.
 */
export class Connection {
  isOffline: boolean = $state(false)
  /** How often it came back: what was read before is read again. */
  returns: number = $state(0)
  /** The server says that the session of this page is over. */
  isSignedOut: boolean = $state(false)
  /** From when the oldest is that the place shows; epoch milliseconds. */
  asOf: number | undefined = $state()

  /** What is to be done once it is back, by name. */
  private readonly waiting = new Map<string, () => Promise<unknown>>()

  /** Has something done once the server can be reached again; of one name what was said last. */
  whenBack(name: string, act: () => Promise<unknown>): void {
    this.waiting.set(name, act)
  }

  /** It is done, or not wanted any more. */
  forget(name: string): void {
    this.waiting.delete(name)
  }

  /** Begins to listen. @returns how to stop */
  follow(): () => void {
    watchAsking({
      answered: (problem) => this.answered(problem),
      mayChange: async () => !this.isOffline || (await this.look()),
    })
    const look = () => void this.look()
    addEventListener('online', look)
    addEventListener('offline', look)
    const timer = setInterval(() => this.isOffline && !document.hidden && look(), AGAIN_MS)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
      clearInterval(timer)
    }
  }

  /** Asks. @returns whether anybody answered */
  look = async (): Promise<boolean> => {
    const problem = await ask('getMe').then(() => undefined, problemOf)
    if (problem?.status === 0) return false
    // Only this brings it back: were it any answer, one broken address among good ones would be asked without end.
    if (this.isOffline) {
      this.isOffline = false
      this.returns++
      if (problem === undefined) void this.doWaiting()
      else this.waiting.clear()
    }
    return true
  }

  /** One after the other: who asks for it again names it again. */
  private async doWaiting(): Promise<void> {
    const acts = [...this.waiting.values()]
    this.waiting.clear()
    for (const act of acts) await act()
  }

  private answered(problem: Problem | undefined): void {
    if (problem?.refusal === 'NotSignedIn') this.isSignedOut = true
    if (problem?.status !== 0 || this.isOffline) return
    this.isOffline = true
    // A single request may have been lost.
    setTimeout(() => void this.look(), SOON_MS)
  }
}

const KEY = Symbol('connection')

export const setConnection = (connection: Connection): Connection => setContext(KEY, connection)
export const getConnection = (): Connection => getContext<Connection>(KEY)
