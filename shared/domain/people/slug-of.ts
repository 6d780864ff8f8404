import { foldedText } from './contact.ts'

/** A name as a part of an address: what is left of it in small letters and digits, without accents. */
export function slugOf(name: string): string {
  return foldedText(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '')
}
