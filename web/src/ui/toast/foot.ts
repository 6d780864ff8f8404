import type { Attachment } from 'svelte/attachments'
import { getToasts } from './toasts.svelte.ts'

/**
 * Marks the foot of a form or a dialog, where its buttons are: no toast lies over it. To be called while the component
 * is made.
 */
export function footBesideToasts(): Attachment<HTMLElement> {
  const toasts = getToasts()
  return (element) => toasts?.keepOff(element)
}
