const SIDE = 256
/** What the API takes, as bytes. */
const MOST_BYTES = 64 * 1024
const QUALITIES = [0.9, 0.75, 0.5]

const blobOf = (canvas: HTMLCanvasElement, type: string, quality: number) =>
  new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality))

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** The middle square of a picture, 256 pixels wide, as WebP (or JPEG where a browser cannot write that) in base64. @throws for no picture */
export async function squareOf(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file)
  const side = Math.min(picture.width, picture.height)
  const canvas = document.createElement('canvas')
  canvas.width = SIDE
  canvas.height = SIDE
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2]
  canvas.getContext('2d')!.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE)
  picture.close()
  for (const type of ['image/webp', 'image/jpeg'])
    for (const quality of QUALITIES) {
      const blob = await blobOf(canvas, type, quality)
      if (blob?.type === type && blob.size <= MOST_BYTES) return base64Of(blob)
    }
  throw new Error('the picture cannot be made small')
}
