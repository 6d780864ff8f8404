/** Lengths in milliseconds. A day is 24 hours here; a day on the wall clock is asked of its zone. */
export const SECOND_MS = 1000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
export const DAY_MINUTES = 1440
/** Lengths in seconds. */
export const HOUR_SECONDS = 3600
export const DAY_SECONDS = 86_400

/** Meetings begin on the quarters of an hour: times are offered, listed, drawn and moved by keys in steps of it. */
export const QUARTER_MINUTES = 15
export const QUARTER_MS = QUARTER_MINUTES * MINUTE_MS

/** No zone's day is further from that of UTC. */
export const ZONES_MS = 24 * HOUR_MS

/** The first instant that can be said, and the first that cannot any more. */
export const EARLIEST = Date.UTC(1970, 0, 1)
export const LATEST = Date.UTC(2200, 0, 1)
