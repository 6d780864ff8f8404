/**
 * A provider answered something that cannot be read. It is tried again like any fault that may pass; the message names
 * what was wrong, and where.
 */
export class BrokenAnswer extends Error {
  override name = 'BrokenAnswer'
}
