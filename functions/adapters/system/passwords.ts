import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Passwords } from '../../ports/secrets.ts'

const derive = promisify(argon2)

/** OWASP's second recommendation for argon2id: 19 MiB, two passes, one lane; about 30 ms on a small Lambda. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

const digest = (password: string, nonce: Buffer): Promise<Buffer> =>
  derive('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce, ...COST })

/** A hash of nothing anybody knows: compared with when there is no account, so that the time tells nothing. */
const nobody = `argon2id$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(32).toString('base64url')}`

export const argon2Passwords: Passwords = {
  async hash(password) {
    const nonce = randomBytes(16)
    const tag = await digest(password, nonce)
    return `argon2id$${nonce.toString('base64url')}$${tag.toString('base64url')}`
  },
  async matches(password, hash) {
    const [, nonce = '', tag = ''] = (hash ?? nobody).split('$')
    const found = await digest(password, Buffer.from(nonce, 'base64url'))
    const wanted = Buffer.from(tag, 'base64url')
    return wanted.length === found.length && timingSafeEqual(found, wanted) && hash !== undefined
  },
}
