import type { FrameMessage } from '../embed/frame-message.ts'

/** Said to that site alone: whoever else is around this page does not hear it. */
function tell(site: string, message: Omit<FrameMessage, 'from'>): void {
  parent.postMessage({ from: 'almanac', ...message } satisfies FrameMessage, site)
}

/** Tells the site around this page how high it is, now and whenever that changes. */
export function fitInto(site: string, page: Element): void {
  new ResizeObserver(() => tell(site, { height: page.getBoundingClientRect().height, title: document.title })).observe(
    page,
  )
}

/** A step begins at its top, wherever the last one was left. @param site around this page, if any */
export function toTop(site: string | undefined): void {
  if (site === undefined) scrollTo(0, 0)
  else tell(site, { isStep: true })
}
