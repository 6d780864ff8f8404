/** A part of a subject. */
export interface Tab {
  id: string
  label: string
  /** How many there are in it. */
  count?: number
  /** How many fields in it need another look. */
  faults?: number
}

/** The first tab with a fault: Save opens it. */
export const firstWithFault = (tabs: readonly Tab[]): string | undefined =>
  tabs.find(({ faults = 0 }) => faults > 0)?.id
