import type { Typed } from './slot-picker.svelte.ts'

/** What a visitor types is kept for as long as their window is open, a page at a time. */
const nameOf = (path: string) => `typed ${path}`

/** A browser that keeps nothing, or nothing in frames, forgets it with the page. */
function attempted<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}

export const typedBefore = (path: string): Partial<Typed> =>
  attempted(() => JSON.parse(sessionStorage.getItem(nameOf(path)) ?? '{}') as Partial<Typed>) ?? {}

export function keepTyped(path: string, typed: Typed): void {
  const text = JSON.stringify(typed)
  attempted(() => sessionStorage.setItem(nameOf(path), text))
}

export function forgetTyped(path: string): void {
  attempted(() => sessionStorage.removeItem(nameOf(path)))
}
