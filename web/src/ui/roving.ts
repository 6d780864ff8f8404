import type { Attachment } from 'svelte/attachments'

/**
 * Makes one Tab stop of all that carries `data-rove` in an element: arrows walk it, Home and End go to its ends. The
 * stop is what had the focus last, at first what is `aria-current`, else the first.
 * @param columns how many stand in a row; with 1 Up and Down do what Left and Right do in a line
 */
export function roving({
  columns = 0,
  isTurned = false,
}: {
  columns?: number
  isTurned?: boolean
} = {}): Attachment<HTMLElement> {
  return (region) => {
    const all = () => [...region.querySelectorAll<HTMLElement>('[data-rove]')]
    const makeStop = (stop: HTMLElement | undefined) => {
      for (const one of all()) one.tabIndex = one === stop ? 0 : -1
    }
    const settle = () => {
      const those = all()
      if (!those.some((one) => one.tabIndex === 0) || those.filter((one) => one.tabIndex === 0).length > 1)
        makeStop(those.find((one) => one.ariaCurrent !== null && one.ariaCurrent !== 'false') ?? those[0])
    }
    const keys = (press: KeyboardEvent) => {
      const those = all()
      const place = those.indexOf(press.target as HTMLElement)
      if (place < 0 || press.altKey || press.ctrlKey || press.metaKey || press.shiftKey) return
      const forward = isTurned ? -1 : 1
      const step = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: columns, ArrowUp: -columns }[press.key]
      const to =
        press.key === 'Home' ? those[0] : press.key === 'End' ? those.at(-1) : step ? those[place + step] : undefined
      if (!to) return
      press.preventDefault()
      press.stopPropagation()
      makeStop(to)
      to.focus()
    }
    const focused = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.dataset['rove'] !== undefined) makeStop(target)
    }
    settle()
    const observer = new MutationObserver(settle)
    observer.observe(region, { childList: true, subtree: true })
    region.addEventListener('keydown', keys)
    region.addEventListener('focusin', focused)
    return () => {
      observer.disconnect()
      region.removeEventListener('keydown', keys)
      region.removeEventListener('focusin', focused)
    }
  }
}
