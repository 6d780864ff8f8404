/** Says what hangs while it hangs: a test that has run for long is named, once in a while. */
const LONG_MS = 3 * 60_000

export default class HangingTests {
  constructor() {
    this.begun = new Map()
  }

  onTestCaseStart(test, start) {
    this.begun.set(`${test.path} ${start.fullName}`, performance.now())
    this.clock ??= setInterval(() => this.look(), 60_000).unref()
  }

  onTestCaseResult(test, result) {
    this.begun.delete(`${test.path} ${result.fullName}`)
  }

  look() {
    for (const [name, at] of this.begun) {
      const minutes = Math.round((performance.now() - at) / 60_000)
      if (performance.now() - at > LONG_MS) console.error(`still running after ${minutes} min: ${name}`)
    }
  }

  onRunComplete() {
    clearInterval(this.clock)
  }
}
