import { getContext, setContext } from 'svelte'

/** Where in the app somebody is. Each place has an address; Back and a reload show the same. */
export class Address {
  path: string = $state(location.pathname)
  query: URLSearchParams = $state.raw(new URLSearchParams(location.search))
  /** How often somebody went elsewhere, forward or back; to say better where one is does not count. */
  steps: number = $state(0)

  /** Follows the browser's own steps back and forward. @returns how to stop */
  follow(): () => void {
    const read = () => this.step()
    addEventListener('popstate', read)
    return () => removeEventListener('popstate', read)
  }

  /** Goes to another place, as a step that Back takes back. */
  go(to: string): void {
    if (to === `${location.pathname}${location.search}`) return
    history.pushState({ isInside: true }, '', to)
    this.step()
  }

  /** Says better where one is: no step of its own. */
  correct(to: string): void {
    history.replaceState(history.state, '', to)
    this.read()
  }

  /**
   * Leaves what was opened here: the step that opened it is taken back; who came by its address goes on to `otherwise`.
   */
  back(otherwise: string): void {
    if ((history.state as { isInside?: boolean } | null)?.isInside) history.back()
    else this.correct(otherwise)
  }

  private step(): void {
    this.steps++
    this.read()
  }

  private read(): void {
    this.path = location.pathname
    this.query = new URLSearchParams(location.search)
  }
}

const KEY = Symbol('address')

export const setAddress = (address: Address): Address => setContext(KEY, address)
export const getAddress = (): Address => getContext<Address>(KEY)
