import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { ReceivedMails } from '../../ports/received-mails.ts'
import { parsedMail } from '../mail/parsed-mail.ts'

/** No answer of a mail client comes near it; Amazon takes mails of twice the size. */
const MOST_BYTES = 20 * 1024 * 1024

const isGone = (error: unknown) => error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound')

/** The mails that Amazon SES has put into a bucket, as they came. */
export function s3ReceivedMails(bucket: string): ReceivedMails {
  const client = new S3Client({})
  return {
    async read(name) {
      try {
        const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name }))
        if (!Body) return { unread: 'gone' }
        if (ContentLength > MOST_BYTES) {
          // Not a byte of it is waited for.
          if ('destroy' in Body) Body.destroy()
          return { unread: 'tooLarge' }
        }
        return (await parsedMail(Buffer.from(await Body.transformToByteArray()))) ?? { unread: 'broken' }
      } catch (error) {
        if (isGone(error)) return { unread: 'gone' }
        throw error
      }
    },
  }
}
