import { randomBytes } from 'node:crypto'
import type { Randomness } from '../../ports/randomness.ts'

const LETTERS = '0123456789abcdefghijklmnopqrstuv'

export const systemRandomness: Randomness = {
  id: () => Array.from(randomBytes(16), (byte) => LETTERS[byte & 31]).join(''),
  secret: () => randomBytes(32).toString('base64url'),
  fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
}
