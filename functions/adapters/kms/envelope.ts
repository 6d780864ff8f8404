import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import type { Secrets } from '../../ports/secrets.ts'

const IV_BYTES = 12

/** Key order must not matter: the same context gives the same additional data. */
const additional = (context: Record<string, string>) => Buffer.from(JSON.stringify(Object.entries(context).sort()))

/**
 * Envelope encryption: a fresh data key from KMS per secret, AES-256-GCM with the context as additional data,
 * the wrapped key kept beside the text. KMS binds the same context to the key, so a copied row opens nowhere else.
 */
export function kmsSecrets(keyId: string): Secrets {
  const kms = new KMSClient({})
  return {
    async seal(plain, context) {
      const key = await kms.send(
        new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: context }),
      )
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key.Plaintext!, iv).setAAD(additional(context))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return [Buffer.from(key.CiphertextBlob!), iv, cipher.getAuthTag(), body]
        .map((part) => part.toString('base64url'))
        .join('.')
    },
    async open(sealed, context) {
      const [wrapped, iv, tag, body] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'))
      if (!wrapped || !iv || !tag || !body) throw new Error('a sealed secret has four parts')
      const key = await kms.send(
        new DecryptCommand({ KeyId: keyId, CiphertextBlob: wrapped, EncryptionContext: context }),
      )
      const decipher = createDecipheriv('aes-256-gcm', key.Plaintext!, iv).setAAD(additional(context)).setAuthTag(tag)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
  }
}
