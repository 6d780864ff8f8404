import type { Assembly } from '../assembly.ts'
import { REGION } from '../assembly.ts'

/** One request carries no more than this to the emulator. */
const PART_BYTES = 8 * 1024 * 1024

/** The host's own way to the buckets, past the recording door. A signature's form is wanted but not checked. */
export class BucketClient {
  private readonly target: string

  constructor(target: string) {
    this.target = target
  }

  private async call(method: string, path: string, body?: Buffer | string): Promise<Response> {
    const response = await fetch(`${this.target}${path}`, {
      method,
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=host/20260101/${REGION}/s3/aws4_request, SignedHeaders=host, Signature=0`,
        'content-type': 'application/octet-stream',
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${(await response.text()).slice(0, 500)}`)
    return response
  }

  /** Brings the buckets of the template about; those that are there already stay as they are. */
  async ensure(assembly: Assembly): Promise<void> {
    for (const { ref } of assembly.resources('AWS::S3::Bucket')) await this.call('PUT', `/${ref}`)
  }

  async put(bucket: string, key: string, content: Buffer): Promise<void> {
    const path = `/${bucket}/${key}`
    if (content.length <= PART_BYTES) {
      await this.call('PUT', path, content)
      return
    }
    const begun = await (await this.call('POST', `${path}?uploads`)).text()
    const uploadId = /<UploadId>([^<]+)</.exec(begun)?.[1] ?? ''
    const parts: string[] = []
    for (let i = 0; i * PART_BYTES < content.length; i++) {
      const part = content.subarray(i * PART_BYTES, (i + 1) * PART_BYTES)
      const { headers } = await this.call('PUT', `${path}?partNumber=${i + 1}&uploadId=${uploadId}`, part)
      parts.push(`<Part><PartNumber>${i + 1}</PartNumber><ETag>${headers.get('etag')}</ETag></Part>`)
    }
    const all = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
    await this.call('POST', `${path}?uploadId=${uploadId}`, all)
  }
}
