const KEPT = 'hold'

/** The one time that is kept for a visitor, in whatever tab they chose it. */
export interface KeptTime {
  company: string
  type: string
  startsAt: string
  durationMinutes: number | undefined
  people: number
  /** Who or what was wanted, by id. */
  who: string | undefined
  /** Who or what was free then, by id, where one chooses after the time: what is kept is free to nobody. */
  free?: string[]
  /** Whether it was offered to who waited: it is theirs until then, whatever else they look at. */
  isOffered?: boolean
  /** What a booking of it names. */
  token: string
  /** Epoch milliseconds of the visitor's clock. */
  until: number
}

/** What is kept now, of whatever appointment. */
export function keptTime(): KeptTime | undefined {
  try {
    const kept: KeptTime | null = JSON.parse(localStorage.getItem(KEPT) ?? 'null')
    return kept && kept.until > Date.now() ? kept : undefined
  } catch {
    return undefined
  }
}

export function keepTime(kept: KeptTime): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(kept))
  } catch {
    // A browser that keeps nothing: a reload looks for the time anew.
  }
}

/** @param token of what is no longer kept; another tab may keep another time by now */
export function forgetKept(token: string): void {
  try {
    if (keptTime()?.token === token) localStorage.removeItem(KEPT)
  } catch {
    // Nothing was kept.
  }
}
