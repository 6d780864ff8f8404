/** What a booking page in a frame says to the site around it. */
export interface FrameMessage {
  from: 'almanac'
  /** How high it is, in CSS pixels. */
  height?: number
  /** What it shows, as the window of a page would be called. */
  title?: string
  /** Another step has begun, and begins at the top. */
  isStep?: true
}

export function isFrameMessage(data: unknown): data is FrameMessage {
  if (typeof data !== 'object' || data === null) return false
  const { from, height, title } = data as Partial<Record<keyof FrameMessage, unknown>>
  return (
    from === 'almanac' &&
    (height === undefined || Number.isFinite(height)) &&
    (title === undefined || typeof title === 'string')
  )
}
