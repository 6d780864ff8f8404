import type { Address } from './address.svelte.ts'

let isLeaving = false

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
