import type { Outcome } from './history.ts'

/** A history that broke a promise, for whoever has to mend it: which, how it came to it, and how to see it again. */
export function tellFailure({ plan, violation, told }: Outcome): string {
  return [
    `seed ${plan.seed} breaks "${violation?.invariant}": ${violation?.detail}`,
    ' step  clock     who',
    ...told,
    `again: npm run simulate -- --seeds 1 --seed ${plan.seed}`,
  ].join('\n')
}
