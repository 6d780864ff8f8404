import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build, createServer, preview } from 'vite'
import { kitConfig } from './page-builds.ts'

/**
 * `npm run kit`: shows all parts of the pages in all their states, on loopback, and again whenever a file changes. With
 * `--built` it shows what a browser would get from a build, once; the tests look at that, in a folder of their own
 * (`--built folder`).
 */
const [, isBuilt, folder] = /^(--built)(?: (.+))?$/.exec(process.argv.slice(2).join(' ')) ?? []
const outDir = folder ?? join(import.meta.dirname, '..', 'dist', 'kit')
const server = { host: '127.0.0.1', port: Number(process.env['PORT'] ?? 4410) }
const config = { ...kitConfig(outDir), logLevel: 'warn' as const }

async function listen() {
  if (isBuilt) {
    await build({ ...config, build: { ...config.build, emptyOutDir: true } })
    const { httpServer } = await preview({ ...config, preview: server })
    return httpServer
  }
  const running = await createServer({ ...config, server, cacheDir: join(outDir, 'cache') })
  await running.listen()
  return running.httpServer!
}

const http = await listen()
console.log(`http://127.0.0.1:${(http.address() as AddressInfo).port}/kit.html`)
