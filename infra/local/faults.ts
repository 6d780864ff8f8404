/** Bad weather and crash points, set by tests through /local; always calm outside of test mode. */
export interface Weather {
  dynamodb: { conflictRate: number; throttleRate: number; lostAnswerRate: number }
  stream: { shuffle: boolean; repeatRate: number }
  /** The mail server: away, or what it answers to a command (`RCPT TO`), where that names somebody. */
  mail?: { answer: 'down' | string; at: string; about?: string } | undefined
  /** Handlers that do not run: their event sources wait. */
  down: Set<string>
}

/**
 * Kill the host at the nth call that matches, before it is made or after it was made and before its answer is given.
 */
export interface CrashPoint {
  function?: string
  action: string
  when: 'before' | 'after'
  nth: number
}

export class Faults {
  readonly weather: Weather = {
    dynamodb: { conflictRate: 0, throttleRate: 0, lostAnswerRate: 0 },
    stream: { shuffle: false, repeatRate: 0 },
    down: new Set(),
  }
  private crash: CrashPoint | undefined

  arm(point: CrashPoint): void {
    this.crash = { ...point }
  }

  /** Called around every call of a function to an AWS door or a provider. */
  pass(handler: string, actions: string[], when: 'before' | 'after'): void {
    const { crash } = this
    if (!crash || crash.when !== when || !actions.includes(crash.action)) return
    if (crash.function !== undefined && crash.function !== handler) return
    crash.nth--
    if (crash.nth <= 0) process.kill(process.pid, 'SIGKILL')
  }

  happens(rate: number): boolean {
    return rate > 0 && Math.random() < rate
  }
}
