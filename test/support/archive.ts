import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

/** What a tar consists of: headers and contents, each filled up to whole blocks. */
const BLOCK_BYTES = 512

const blocksOf = (bytes: number) => Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES

/** The header of one file (POSIX ustar), with no owner and no date: the same files make the same archive. */
function headerOf(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long a name for a tar`)
  const header = Buffer.alloc(BLOCK_BYTES)
  const octal = (value: number, at: number, digits: number) => header.write(value.toString(8).padStart(digits, '0'), at)
  header.write(name, 0)
  octal(0o644, 100, 7)
  octal(0, 108, 7)
  octal(0, 116, 7)
  octal(size, 124, 11)
  octal(0, 136, 11)
  header.write('        0', 148)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

/** Files as one tar in gzip. */
export function pack(files: Map<string, Buffer>): Buffer {
  const parts = [...files].flatMap(([name, content]) => [
    headerOf(name, content.length),
    content,
    Buffer.alloc(blocksOf(content.length) - content.length),
  ])
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK_BYTES)]), { level: 9 })
}

/** Writes the files of a tar in gzip into a folder. */
export function unpack(archive: Buffer, folder: string): void {
  const tar = gunzipSync(archive)
  const text = (from: number, length: number) => tar.toString('utf8', from, from + length).replace(/\0[\s\S]*$/, '')
  for (let at = 0; tar[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8)
    const path = join(folder, text(at, 100))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, tar.subarray(at + BLOCK_BYTES, at + BLOCK_BYTES + size))
    at += BLOCK_BYTES + blocksOf(size)
  }
}
