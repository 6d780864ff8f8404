import type { Address } from './address.svelte.ts'

let isLeaving = false
let typedAhead = ''

/** Opens the search; what is typed until its field is there is no letter of the place before, and is kept for it. */
export function openSearch(address: Address): void {
  takeTypedAhead()
  addEventListener('keydown', keepForField, true)
  address.go('/search')
}

function keepForField(press: KeyboardEvent): void {
  // Whoever went elsewhere meanwhile types there.
  if (location.pathname !== '/search') return void takeTypedAhead()
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return
  if (press.key === 'Backspace') typedAhead = typedAhead.slice(0, -1)
  else if (press.key.length === 1) typedAhead += press.key
  else return
  press.preventDefault()
  press.stopPropagation()
}

/** The field is there: what was typed before is its beginning. */
export function takeTypedAhead(): string {
  removeEventListener('keydown', keepForField, true)
  const typed = typedAhead
  typedAhead = ''
  return typed
}

/** Goes back to where the search was opened; the link to it has the focus there. */
export function leaveSearch(address: Address): void {
  isLeaving = true
  address.back('/calendar')
}

/** An attachment of the link to the search: whoever comes back from there has the focus on it. */
export function focusedOnReturn(link: HTMLElement): void {
  if (!isLeaving) return
  isLeaving = false
  link.focus()
}
