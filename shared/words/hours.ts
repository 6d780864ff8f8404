/** How hours are written in a locale: `09:30` where a day has 24 of them, `9:30 AM` where it has twice twelve. */
export function hourDigits(locale: string): '2-digit' | 'numeric' {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hourCycle === 'h23'
    ? '2-digit'
    : 'numeric'
}
