import type { Disk } from '../disk.ts'

/** Which function did what to which thing, each combination once: held against the roles in the template. */
export class CallRecord {
  private readonly seen = new Set<string>()
  private readonly file: string | undefined
  private readonly disk: Disk

  constructor(file: string | undefined, disk: Disk) {
    this.file = file
    this.disk = disk
  }

  add(handler: string, action: string, resource: string): void {
    if (this.file === undefined) return
    const line = JSON.stringify({ handler, action, resource })
    if (this.seen.has(line)) return
    this.seen.add(line)
    this.disk.append(this.file, `${line}\n`)
  }

  list(): { handler: string; action: string; resource: string }[] {
    return [...this.seen].map((line) => JSON.parse(line))
  }
}
