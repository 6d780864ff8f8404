import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { ACCOUNT, REGION } from '../assembly.ts'
import { awsError, jsonAnswer, openAwsDoor } from './door.ts'
import type { DoorContext } from './door-context.ts'

const aad = (context: unknown) =>
  Buffer.from(JSON.stringify(Object.entries((context ?? {}) as Record<string, string>).sort()))

/** KMS with one key from a file: data keys wrapped by AES-256-GCM, the encryption context bound as on AWS. */
export function openKmsDoor(key: Buffer, context: DoorContext) {
  const wrap = (plain: Buffer, encryptionContext: unknown) => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad(encryptionContext))
    const body = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
  }
  return openAwsDoor(async ({ caller, operation, json }) => {
    const handler = context.handlerOf(caller)
    const keyArn = String(json['KeyId'] ?? '')
    context.record.add(handler, `kms:${operation}`, keyArn || `arn:aws:kms:${REGION}:${ACCOUNT}:key/*`)
    if (operation === 'GenerateDataKey') {
      const plain = randomBytes(32)
      return jsonAnswer({
        KeyId: keyArn,
        Plaintext: plain.toString('base64'),
        CiphertextBlob: wrap(plain, json['EncryptionContext']),
      })
    }
    if (operation === 'Decrypt') {
      const blob = Buffer.from(String(json['CiphertextBlob']), 'base64')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(0, 12))
          .setAAD(aad(json['EncryptionContext']))
          .setAuthTag(blob.subarray(12, 28))
        const plain = Buffer.concat([decipher.update(blob.subarray(28)), decipher.final()])
        return jsonAnswer({ KeyId: keyArn, Plaintext: plain.toString('base64') })
      } catch {
        return awsError('InvalidCiphertextException', 'the ciphertext or its context is not right')
      }
    }
    return awsError('UnsupportedOperationException', `${operation} is not understood here`)
  })
}
