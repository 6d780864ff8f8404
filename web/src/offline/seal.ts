import { SEAL_COOKIE } from '../../../shared/api/cookies.ts'

/** What the session seals with, as its cookie holds it: there as long as the session is. */
export function sealOfSession(): string | undefined {
  const cookie = document.cookie.split('; ').find((one) => one.startsWith(`${SEAL_COOKIE}=`))
  return cookie?.slice(SEAL_COOKIE.length + 1) || undefined
}

/** Removes it, where the server is not there to do so. */
export function removeSeal(): void {
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than the browsers that we serve
  document.cookie = `${SEAL_COOKIE}=; Max-Age=0; Path=/; SameSite=Lax${secure}`
}

/** Something kept, as it lies on the disk. */
export interface Sealed {
  /** When it was read from the server; epoch milliseconds. */
  at: number
  iv: Uint8Array<ArrayBuffer>
  text: ArrayBuffer
}

const bytes = (text: string) => new TextEncoder().encode(text)

/** Seals what is kept, and its names: AES-GCM and HMAC with keys that follow from what the session holds. */
export class Seal {
  private readonly sealing: CryptoKey
  private readonly naming: CryptoKey

  private constructor(sealing: CryptoKey, naming: CryptoKey) {
    this.sealing = sealing
    this.naming = naming
  }

  static async of(secret: string): Promise<Seal> {
    const root = await crypto.subtle.importKey('raw', bytes(secret), 'HKDF', false, ['deriveKey'])
    const by = (purpose: string): HkdfParams => ({
      name: 'HKDF',
      hash: 'SHA-256',
      salt: new Uint8Array(),
      info: bytes(purpose),
    })
    const [sealing, naming] = await Promise.all([
      crypto.subtle.deriveKey(by('what is kept'), root, { name: 'AES-GCM', length: 256 }, false, [
        'encrypt',
        'decrypt',
      ]),
      crypto.subtle.deriveKey(by('its names'), root, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']),
    ])
    return new Seal(sealing, naming)
  }

  /** What a name is called on the disk: it tells nothing of whom or when. */
  async nameOf(name: string): Promise<string> {
    const signed = await crypto.subtle.sign('HMAC', this.naming, bytes(name))
    return Array.from(new Uint8Array(signed), (byte) => byte.toString(16).padStart(2, '0')).join('')
  }

  async seal(key: string, at: number, value: unknown): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const text = await crypto.subtle.encrypt(placed(key, at, iv), this.sealing, bytes(JSON.stringify(value)))
    return { at, iv, text }
  }

  /** @returns nothing where another session sealed it, or it was altered, renamed or dated anew */
  async unseal(key: string, { at, iv, text }: Sealed): Promise<unknown> {
    try {
      const opened = await crypto.subtle.decrypt(placed(key, at, iv), this.sealing, text)
      return JSON.parse(new TextDecoder().decode(opened)) as unknown
    } catch {
      return undefined
    }
  }
}

const placed = (key: string, at: number, iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: bytes(`${key} ${at}`),
})
