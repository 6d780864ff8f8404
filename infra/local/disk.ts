import { appendFileSync } from 'node:fs'
import { MINUTE_MS } from '../../shared/domain/time/units.ts'
import { Failure } from './failure.ts'

/** What the system, SQLite, and the servers that stand on them say when a disk takes no more. */
const WORDS = /ENOSPC|EDQUOT|EFBIG|SIGXFSZ|no space left|quota exceeded|file too large|disk (is )?full|disk I\/O error/i

/** Whether something that went wrong, as an error or in somebody's words, went wrong because the disk is full. */
export function isDiskFull(trouble: unknown): boolean {
  if (trouble instanceof Error) {
    const { code = '', errstr = '' } = trouble as Error & { code?: string; errstr?: string }
    return WORDS.test(`${code} ${errstr} ${trouble.message}`)
  }
  return WORDS.test(String(trouble))
}

const SAY_AGAIN_AFTER_MS = MINUTE_MS
/** So long a server that cannot be reached may take to be known as ended, which ends the host. */
const ENDING_MS = 1000

/**
 * The disk under the data folder. While it is full the host serves what needs no writing, answers 503 to the rest and
 * says so once in a while, not with every write that fails.
 */
export class Disk {
  private readonly folder: string
  private heardAt = Number.NEGATIVE_INFINITY
  private saidAt = Number.NEGATIVE_INFINITY
  private isServing = false

  constructor(folder: string) {
    this.folder = folder
  }

  /** @returns whether the trouble was a full disk: then it has been dealt with */
  hear(trouble: unknown): boolean {
    if (!isDiskFull(trouble)) return false
    this.heardAt = performance.now()
    if (!this.isServing || this.heardAt - this.saidAt < SAY_AGAIN_AFTER_MS) return true
    this.saidAt = this.heardAt
    console.error(`${this.full()}; until there is room, what must be written is refused.`)
    return true
  }

  /** From now on people see what is said; until then a start that fails says it all at once. */
  serve(): void {
    this.isServing = true
  }

  private full(): string {
    return `The disk under the data folder ${this.folder} is full`
  }

  /** Why the host cannot be. */
  failure(): Failure {
    return new Failure(`${this.full()}: make room and start again, nothing that was acknowledged is lost.`)
  }

  /** Adds to a log. What the disk does not take of it is lost, and nothing else with it. */
  append(file: string, text: string): void {
    try {
      appendFileSync(file, text)
    } catch (error) {
      this.complain(file, error as Error)
    }
  }

  /**
   * Says what went wrong where, in one line. Why the host ends is said alone, not after all those that lost its
   * servers.
   */
  complain(where: string, error: Error): void {
    if (this.hear(error)) return
    const say = () => console.error(`${where}: ${error.message}`)
    if (error.message === 'fetch failed') setTimeout(say, ENDING_MS).unref()
    else say()
  }

  /** Whether a write failed since a moment of `performance.now()`. */
  wasFullSince(moment: number): boolean {
    return this.heardAt >= moment
  }
}
