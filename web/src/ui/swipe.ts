import type { Attachment } from 'svelte/attachments'

const LEAST_PX = 56
const LONGEST_MS = 700

/**
 * A finger that goes across an element quickly, more sideways than up or down: one step further or back. What is held
 * to be dragged, and what scrolls sideways itself, is no swipe. @param onswipe 1: to what comes next in the direction
 * of reading
 */
export function swipe({
  isTurned = false,
  onswipe,
}: {
  isTurned?: boolean
  onswipe: (by: 1 | -1) => void
}): Attachment<HTMLElement> {
  return (region) => {
    let begun: { x: number; y: number; at: number } | undefined
    const start = (touch: TouchEvent) => {
      const [finger] = touch.touches
      const isAlone = touch.touches.length === 1 && finger !== undefined
      begun = isAlone ? { x: finger.clientX, y: finger.clientY, at: touch.timeStamp } : undefined
    }
    const move = (touch: TouchEvent) => {
      if (touch.defaultPrevented || touch.touches.length !== 1) begun = undefined
    }
    const end = (touch: TouchEvent) => {
      const [finger] = touch.changedTouches
      if (!begun || !finger || touch.timeStamp - begun.at > LONGEST_MS) return
      const [x, y] = [finger.clientX - begun.x, finger.clientY - begun.y]
      begun = undefined
      if (Math.abs(x) < LEAST_PX || Math.abs(x) < 2 * Math.abs(y)) return
      onswipe(x < 0 === isTurned ? -1 : 1)
    }
    const cancel = () => {
      begun = undefined
    }
    region.addEventListener('touchstart', start, { passive: true })
    region.addEventListener('touchmove', move, { passive: true })
    region.addEventListener('touchend', end)
    region.addEventListener('touchcancel', cancel)
    return () => {
      region.removeEventListener('touchstart', start)
      region.removeEventListener('touchmove', move)
      region.removeEventListener('touchend', end)
      region.removeEventListener('touchcancel', cancel)
    }
  }
}
