import { tick } from 'svelte'

/** The focus goes to a mark once the grid has drawn it: after what closes meanwhile has given it back. */
export async function focusMark(id: string): Promise<void> {
  await tick()
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`.board-marks [data-event="${id}"]`)?.focus())
}

/** The first mark on show is in sight, whatever hour the grid begins with. */
export const showFirst = (region: HTMLElement): void => {
  requestAnimationFrame(() => region.querySelector('li')?.scrollIntoView({ block: 'nearest' }))
}
