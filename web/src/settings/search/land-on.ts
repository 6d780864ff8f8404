/** How long a field is marked, and how long one waits for a page that is still read. */
const MARKED_MS = 2400
const PATIENCE_MS = 15_000

/** What is set there: a field itself, or the part that a heading names. */
const partOf = (element: Element): Element => document.querySelector(`[aria-labelledby~="${element.id}"]`) ?? element

/**
 * What takes the focus there: the field; of a part with a heading that, for its first button may well remove something.
 */
function targetIn(part: Element): HTMLElement | undefined {
  const fields = ':is(input:not([type=file]), select, textarea, button):not(:disabled)'
  if (part.matches('section, form')) return undefined
  return part.matches(fields) ? (part as HTMLElement) : (part.querySelector<HTMLElement>(fields) ?? undefined)
}

function land(element: HTMLElement): () => void {
  const part = partOf(element)
  const target = targetIn(part) ?? element
  if (!target.matches('input, select, textarea, button')) target.tabIndex = -1
  const frame = part.closest('.labelled, .settings-check') ?? part
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
  frame.scrollIntoView({
    block: frame.clientHeight > innerHeight / 2 ? 'start' : 'center',
    behavior: isCalm ? 'auto' : 'smooth',
  })
  target.focus({ preventScroll: true })
  frame.classList.add('settings-found')
  const timer = setTimeout(() => frame.classList.remove('settings-found'), MARKED_MS)
  return () => {
    clearTimeout(timer)
    frame.classList.remove('settings-found')
  }
}

/**
 * Goes to a field of the settings, once it is there and seen: scrolls to it, gives it the focus, marks it for a moment.
 * @returns how to let it be
 */
export function landOn(id: string): () => void {
  let leave = () => {}
  const tryIt = () => {
    const element = document.getElementById(id)
    if (!element?.checkVisibility()) return false
    leave = land(element)
    return true
  }
  if (tryIt()) return () => leave()
  const observer = new MutationObserver(() => {
    if (tryIt()) stop()
  })
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['hidden'] })
  const timer = setTimeout(() => stop(), PATIENCE_MS)
  const stop = () => {
    observer.disconnect()
    clearTimeout(timer)
  }
  return () => {
    stop()
    leave()
  }
}
