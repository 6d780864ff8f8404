/** The kinds of pictures that every browser draws and none runs. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const
export type PictureType = (typeof pictureTypes)[number]

/** A picture as it is kept: a square of 256 pixels fits ten times over (docs/decisions/0022). */
export const LARGEST_PICTURE_BYTES = 64 * 1024

export interface Picture {
  type: PictureType
  bytes: Uint8Array
}

const lettersAt = (bytes: Uint8Array, from: number, letters: string) =>
  letters.split('').every((letter, i) => bytes[from + i] === letter.charCodeAt(0))

/** What bytes are a picture of, by how they begin: what somebody calls them does not matter. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | undefined {
  if (lettersAt(bytes, 0, '\u0089PNG\r\n\u001a\n')) return 'image/png'
  if (lettersAt(bytes, 0, '\u00ff\u00d8\u00ff')) return 'image/jpeg'
  if (lettersAt(bytes, 0, 'RIFF') && lettersAt(bytes, 8, 'WEBP')) return 'image/webp'
  return undefined
}
