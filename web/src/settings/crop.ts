/** How large something is, in its own pixels. */
export interface Size {
  width: number
  height: number
}

/** The square of a picture that is kept, by its upper left corner, in the picture's own pixels. */
export interface Crop {
  left: number
  top: number
  side: number
}

/** So many times closer than the largest square one can go. */
export const MOST_ZOOM = 5

const largestSide = ({ width, height }: Size) => Math.min(width, height)

const within = (value: number, most: number) => Math.min(Math.max(value, 0), most)

/** The same square, moved back to where the picture is. */
function inside({ left, top, side }: Crop, { width, height }: Size): Crop {
  return { left: within(left, width - side), top: within(top, height - side), side }
}

/** The largest square of the middle. */
export function middleOf(size: Size): Crop {
  const side = largestSide(size)
  return { left: (size.width - side) / 2, top: (size.height - side) / 2, side }
}

export const zoomOf = (crop: Crop, size: Size): number => largestSide(size) / crop.side

/** Closer or farther around the middle of the square. @param zoom 1 for the largest square */
export function zoomedTo(crop: Crop, size: Size, zoom: number): Crop {
  const side = largestSide(size) / Math.min(Math.max(zoom, 1), MOST_ZOOM)
  const half = (crop.side - side) / 2
  return inside({ left: crop.left + half, top: crop.top + half, side }, size)
}

export function movedBy(crop: Crop, size: Size, { right = 0, down = 0 }: { right?: number; down?: number }): Crop {
  return inside({ ...crop, left: crop.left + right, top: crop.top + down }, size)
}
