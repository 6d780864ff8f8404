/**
 * Where the focus goes when a dialog opens: a question's least harmful answer, a form's first empty field, a text's
 * heading.
 */
export type FirstFocus = 'question' | 'form' | 'text'

const FIELDS = 'input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea, [role=combobox]'

function wanted(inside: HTMLElement, kind: FirstFocus): HTMLElement | null | undefined {
  const first = inside.querySelector<HTMLElement>('[data-first]')
  if (first) return first
  const heading = inside.querySelector<HTMLElement>('h1, h2, h3')
  if (kind === 'text') return heading
  if (kind === 'question') return inside.querySelector<HTMLElement>('button:not(.danger)')
  const fields = [...inside.querySelectorAll<HTMLInputElement>(FIELDS)].filter((field) => !field.disabled)
  return fields.find((field) => field.value === '') ?? fields[0] ?? heading
}

/** Puts the focus where somebody who opened this begins. */
export function focusFirst(inside: HTMLElement, kind: FirstFocus): void {
  const element = wanted(inside, kind) ?? inside
  if (element.matches('h1, h2, h3, dialog')) element.tabIndex = -1
  element.focus()
}
