import type { Component } from 'svelte'
import type { ViewProps } from './view-props.ts'
import type { ViewName } from './views.ts'

const time = () => import('./views/TimeView.svelte')

/** What draws each view; read when somebody goes there. */
export const viewParts: Record<ViewName, () => Promise<{ default: Component<ViewProps> }>> = {
  day: time,
  days: time,
  week: time,
  month: () => import('./views/MonthView.svelte'),
  year: () => import('./views/YearView.svelte'),
  list: () => import('./views/ListView.svelte'),
}
