import type { Json } from '../assembly.ts'

/**
 * One content filter of a pattern's list (EventBridge user guide, content filtering; Lambda filters share the syntax).
 */
function matchesOne(wanted: Json, value: Json | undefined): boolean {
  if (wanted === null || typeof wanted !== 'object' || Array.isArray(wanted)) return value === wanted
  const [[kind, argument] = []] = Object.entries(wanted)
  switch (kind) {
    case 'exists':
      return (value !== undefined) === argument
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(argument))
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(argument))
    case 'equals-ignore-case':
      return typeof value === 'string' && value.toLowerCase() === String(argument).toLowerCase()
    case 'anything-but': {
      const forbidden = Array.isArray(argument) ? argument : [argument ?? null]
      return value !== undefined && !forbidden.includes(value)
    }
    case 'numeric': {
      const parts = argument as (string | number)[]
      const compare: Record<string, (a: number, b: number) => boolean> = {
        '=': (a, b) => a === b,
        '<': (a, b) => a < b,
        '<=': (a, b) => a <= b,
        '>': (a, b) => a > b,
        '>=': (a, b) => a >= b,
      }
      for (let i = 0; i + 1 < parts.length; i += 2)
        if (typeof value !== 'number' || !compare[String(parts[i])]?.(value, Number(parts[i + 1]))) return false
      return true
    }
    default:
      return false
  }
}

/** Whether an event fits a pattern: every named field must; an array in the event fits when one of its members does. */
export function matchesPattern(pattern: Json, event: Json | undefined): boolean {
  if (Array.isArray(pattern)) {
    const values = Array.isArray(event) ? event : [event]
    return pattern.some((wanted) => values.some((value) => matchesOne(wanted, value as Json | undefined)))
  }
  if (pattern === null || typeof pattern !== 'object') return false
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === '$or') return (wanted as Json[]).some((one) => matchesPattern(one, event))
    const value = event !== null && typeof event === 'object' && !Array.isArray(event) ? event?.[key] : undefined
    return matchesPattern(wanted, value)
  })
}
