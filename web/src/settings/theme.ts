import type { Me } from '../../../shared/api/me.ts'

/** Gives the page the theme that somebody chose; `system` is that of the device. */
export function applyTheme(theme: Me['theme']): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
  // The window of the installed app has the colour of the bar.
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const scheme = meta.dataset['scheme']!
    meta.media = theme === 'system' ? `(prefers-color-scheme: ${scheme})` : theme === scheme ? 'all' : 'not all'
  }
}
