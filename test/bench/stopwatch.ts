/** How long a call is repeated before it is timed: the compiler has then seen all of it. */
const WARM_UP_MILLIS = 400
const FEWEST_WARM_UPS = 10

/** Median time of warm calls, in microseconds; only zone tables survive between them. */
export function microsPerCall(call: () => unknown, calls = 60): number {
  const begun = performance.now()
  for (let i = 0; i < FEWEST_WARM_UPS || performance.now() - begun < WARM_UP_MILLIS; i++) call()
  const times = Array.from({ length: calls }, () => microsOf(call))
  return times.sort((a, b) => a - b)[calls >> 1]!
}

/** Time of one call, in microseconds: for what is too slow to be called often. */
export function microsOf(call: () => unknown): number {
  const begun = performance.now()
  call()
  return (performance.now() - begun) * 1000
}

/** One unit: the median time of a fixed piece of integer and typed-array work, to compare machines and days. */
export function unitMicros(): number {
  const size = 20_000
  const work = () => {
    let seed = 42
    const values = new Float64Array(size)
    for (let i = 0; i < size; i++) {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0
      values[i] = (seed >>> 8) * 60_000
    }
    values.sort()
    let gaps = 0
    for (let i = 1; i < size; i++) if (values[i]! - values[i - 1]! > 1_800_000) gaps += (values[i]! / 60_000) % 7
    return gaps
  }
  return microsPerCall(work)
}

/** A time in microseconds, and in units that were measured right beside it: what slows the machine slows both. */
export interface Measure {
  micros: number
  units: number
}

export function measure(call: () => unknown): Measure {
  const unit = unitMicros()
  const micros = microsPerCall(call)
  return { micros, units: micros / unit }
}
