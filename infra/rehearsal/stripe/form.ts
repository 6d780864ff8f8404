/**
 * Parameters as Stripe reads them from a form or a query: `a[b][0][c]=d` is `{a: {b: {0: {c: 'd'}}}}`, `a[]=b` appends.
 */
export interface Fields {
  [name: string]: string | Fields
}

const MOST_DEEP = 10

function put(into: Fields, path: string[], value: string): boolean {
  const [name, ...rest] = path as [string, ...string[]]
  const key = name === '' ? String(Object.keys(into).length) : name
  if (rest.length === 0) {
    if (typeof into[key] === 'object') return false
    into[key] = value
    return true
  }
  into[key] ??= Object.create(null) as Fields
  const inner = into[key]
  return typeof inner === 'object' && put(inner, rest, value)
}

/** @returns nothing for what is no form: brackets that do not close, a name that is a value and holds others */
export function readForm(text: string): Fields | undefined {
  const fields = Object.create(null) as Fields
  for (const [name, value] of new URLSearchParams(text)) {
    const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name)
    if (!match) return undefined
    const path = [match[1]!, ...Array.from(match[2]!.matchAll(/\[([^[\]]*)\]/g), ([, inner]) => inner!)]
    if (path.length > MOST_DEEP || !put(fields, path, value)) return undefined
  }
  return fields
}
