import type { Me } from '../../../shared/api/me.ts'

/** Gives the page the theme that somebody chose; `system` is that of the device. */
export function applyTheme(theme: Me['theme']): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
}
