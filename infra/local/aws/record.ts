import { appendFileSync } from 'node:fs'

/** Which function did what to which thing, each combination once: held against the roles in the template. */
export class CallRecord {
  private readonly seen = new Set<string>()
  private readonly file: string | undefined

  constructor(file: string | undefined) {
    this.file = file
  }

  add(handler: string, action: string, resource: string): void {
    if (this.file === undefined) return
    const line = JSON.stringify({ handler, action, resource })
    if (this.seen.has(line)) return
    this.seen.add(line)
    appendFileSync(this.file, `${line}\n`)
  }

  list(): { handler: string; action: string; resource: string }[] {
    return [...this.seen].map((line) => JSON.parse(line))
  }
}
