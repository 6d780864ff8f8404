/** Mixes whole numbers into one of 32 bits: the same for the same, with no pattern otherwise. */
export function mixed(...parts: number[]): number {
  let hash = 0x9e3779b9
  for (const part of parts) {
    hash = Math.imul(hash ^ (part | 0), 0x85ebca6b)
    hash ^= hash >>> 13
    hash = Math.imul(hash, 0xc2b2ae35)
    hash ^= hash >>> 16
  }
  return hash >>> 0
}

/** Chance that can be had again: a sequence that follows from its seed. */
export class Chance {
  private readonly seed: number
  private drawn = 0

  constructor(...seed: number[]) {
    this.seed = mixed(...seed)
  }

  /** In [0, 1). */
  fraction(): number {
    return mixed(this.seed, this.drawn++) / 2 ** 32
  }

  below(count: number): number {
    return Math.floor(this.fraction() * count)
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }

  is(probability: number): boolean {
    return this.fraction() < probability
  }
}
