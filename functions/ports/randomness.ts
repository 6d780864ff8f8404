/** Ids, secrets and fair choices: everything that must differ between runs comes from here. */
export interface Randomness {
  /**
   * A new id of 16 characters out of 0-9a-v (80 bits), unique for all practical purposes; fit for iCalendar and Google
   * alike.
   */
  id(): string
  /** A secret of 256 bits, URL-safe. */
  secret(): string
  /** In [0, 1). */
  fraction(): number
}
