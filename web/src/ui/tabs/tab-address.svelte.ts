import { createSubscriber } from 'svelte/reactivity'

/** Which tab is open, kept in the address (`?tab=questions`): Back goes to the one before, a reload shows the same. */
export class TabAddress {
  private readonly name: string
  private readonly ids: readonly string[]
  private readonly subscribe: () => void
  private update = () => {}

  /** @param ids the tabs, the first of which has the bare address */
  constructor(ids: readonly string[], name = 'tab') {
    this.ids = ids
    this.name = name
    this.subscribe = createSubscriber((update) => {
      this.update = update
      addEventListener('popstate', update)
      return () => removeEventListener('popstate', update)
    })
  }

  get current(): string {
    this.subscribe()
    const named = new URLSearchParams(location.search).get(this.name)
    return named !== null && this.ids.includes(named) ? named : this.ids[0]!
  }

  /** The address of a tab. */
  of(id: string): string {
    const to = new URL(location.href)
    if (id === this.ids[0]) to.searchParams.delete(this.name)
    else to.searchParams.set(this.name, id)
    return `${to.pathname}${to.search}${to.hash}`
  }

  /** Opens a tab, as a step that Back takes back. */
  go(id: string): void {
    if (id === this.current) return
    history.pushState(history.state, '', this.of(id))
    this.update()
  }
}
