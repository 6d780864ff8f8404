import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import type { Assembly } from './assembly.ts'
import type { HttpAnswer } from './http-api.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

interface Deployment {
  folder: string
  exclude: string[]
  include: string[]
  metadata: Record<string, string>
}

const wildcard = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  )

/** A bucket as its deployments in the template fill it. */
export class DeployedBucket {
  private readonly deployments: Deployment[]

  constructor(assembly: Assembly, bucketId: string) {
    this.deployments = assembly
      .resources('Custom::CDKBucketDeployment')
      .filter(({ properties }) => properties['DestinationBucketName'] === bucketId)
      .map(({ properties }) => ({
        folder: assembly.assetFolder(String((properties['SourceObjectKeys'] as string[])[0])),
        exclude: (properties['Exclude'] ?? []) as string[],
        include: (properties['Include'] ?? []) as string[],
        metadata: (properties['SystemMetadata'] ?? {}) as Record<string, string>,
      }))
  }

  get(path: string, ifNoneMatch: string | undefined): HttpAnswer {
    const key = normalize(decodeURIComponent(path)).replace(/^\/+/, '')
    const deployment = this.deployments.find(
      ({ exclude, include }) =>
        !exclude.some((one) => wildcard(one).test(key)) || include.some((one) => wildcard(one).test(key)),
    )
    let body: Buffer | undefined
    try {
      body = deployment && !key.startsWith('..') ? readFileSync(join(deployment.folder, key)) : undefined
    } catch {
      body = undefined
    }
    // A private bucket without the right to list answers 403 for what is not there.
    if (!deployment || !body)
      return {
        status: 403,
        headers: [['content-type', 'application/xml']],
        body: Buffer.from('<Error><Code>AccessDenied</Code></Error>'),
      }
    const etag = `"${createHash('md5').update(body).digest('hex')}"`
    const headers: [string, string][] = [
      ...Object.entries({
        'content-type': TYPES[extname(key)] ?? 'application/octet-stream',
        etag,
        ...deployment.metadata,
      }),
    ]
    return ifNoneMatch === etag ? { status: 304, headers, body: Buffer.alloc(0) } : { status: 200, headers, body }
  }
}
