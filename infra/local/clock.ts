import { readFileSync } from 'node:fs'
import { writeWhole } from './data-folder.ts'

/**
 * The host's clock: the system's, or under test one that can be set ahead; functions read the same offset from its
 * file.
 */
export class HostClock {
  readonly file: string
  private offsetMillis = 0
  private readonly listeners: (() => void)[] = []

  constructor(file: string) {
    this.file = file
    try {
      this.offsetMillis = Number(readFileSync(file, 'utf8')) || 0
    } catch {
      writeWhole(file, '0')
    }
  }

  now(): number {
    return Date.now() + this.offsetMillis
  }

  advanceTo(now: number): void {
    this.offsetMillis = now - Date.now()
    writeWhole(this.file, String(Math.round(this.offsetMillis)))
    for (const listener of this.listeners) listener()
  }

  onSet(listener: () => void): void {
    this.listeners.push(listener)
  }
}
