/**
 * What was written of a part of the settings and not saved, by whose it is and what: it is there when one comes back.
 */
export const halfWritten = new Map<string, unknown>()
