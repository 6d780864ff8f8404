const KEPT = 'hold'

/** A time that is kept for the visitor of this tab. */
export interface KeptTime {
  company: string
  type: string
  startsAt: string
  durationMinutes: number | undefined
  people: number
  /** What a booking of it names. */
  token: string
  /** Epoch milliseconds of the visitor's clock. */
  until: number
}

/** What was kept before the page was loaded anew. */
export function keptTime(company: string, type: string): KeptTime | undefined {
  try {
    const kept: KeptTime | null = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null')
    return kept?.company === company && kept.type === type && kept.until > Date.now() ? kept : undefined
  } catch {
    return undefined
  }
}

export function keepTime(kept: KeptTime): void {
  sessionStorage.setItem(KEPT, JSON.stringify(kept))
}

export function forgetKept(): void {
  sessionStorage.removeItem(KEPT)
}
