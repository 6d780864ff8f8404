import { LARGEST_PICTURE_BYTES } from '../../../shared/domain/people/picture.ts'
import type { Crop } from './crop.ts'

const SIDE = 256
const QUALITIES = [0.9, 0.75, 0.5]

const blobOf = (canvas: HTMLCanvasElement, type: string, quality: number) =>
  new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality))

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** Draws a square of a picture over the whole of a canvas. */
export function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, { left, top, side }: Crop): void {
  const context = canvas.getContext('2d')!
  context.imageSmoothingQuality = 'high'
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height)
}

/**
 * A square of a picture, 256 pixels wide, as WebP (or JPEG where a browser cannot write that) in base64.
 * @throws for one that stays too large
 */
export async function squareOf(picture: ImageBitmap, crop: Crop): Promise<string> {
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  draw(canvas, picture, crop)
  for (const type of ['image/webp', 'image/jpeg'])
    for (const quality of QUALITIES) {
      const blob = await blobOf(canvas, type, quality)
      if (blob?.type === type && blob.size <= LARGEST_PICTURE_BYTES) return base64Of(blob)
    }
  throw new Error('the picture cannot be made small')
}
