/** Between what floats and the edge of the window, and between it and what it belongs to. */
const GAPS_PX = 16

/** Where something stands in the window. */
interface Stretch {
  left: number
  right: number
}

/**
 * The part of something wide that has room for what floats beside it: the whole, where there is room on either side,
 * else from where reading begins as much as leaves room at the other end.
 */
export function partWithRoom(
  { left, right }: Stretch,
  room: { window: number; floating: number; direction: 'ltr' | 'rtl' },
): Stretch {
  const needed = room.floating + GAPS_PX
  if (left >= needed || room.window - right >= needed) return { left, right }
  return room.direction === 'rtl'
    ? { left: Math.min(right, needed), right }
    : { left, right: Math.max(left, room.window - needed) }
}
