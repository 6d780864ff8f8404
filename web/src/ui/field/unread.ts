import { tick } from 'svelte'

/**
 * Whether something in a form cannot be read as what its field is for: a time, a date. It is no part of what would be
 * sent and known to that field alone, so whoever sends asks here first; the first one gets the focus.
 */
export async function hasUnread(form: ParentNode): Promise<boolean> {
  await tick()
  const first = form.querySelector<HTMLElement>('[aria-invalid="true"]')
  first?.focus()
  return first !== null
}
