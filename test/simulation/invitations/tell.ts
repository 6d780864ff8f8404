import { type Outcome, play, type Sabotage } from './history.ts'

/** A shorter history that breaks the same promise: actions are left out as long as it still does. */
export async function shrunk(failed: Outcome, sabotage: Sabotage = {}): Promise<Outcome> {
  let best = failed
  for (let before = Number.POSITIVE_INFINITY; best.plan.acting.length < before; ) {
    before = best.plan.acting.length
    for (let size = Math.ceil(before / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
      for (let from = 0; from < best.plan.acting.length; ) {
        const acting = best.plan.acting.filter((_, i) => i < from || i >= from + size)
        const shorter = await play({ ...best.plan, acting }, sabotage)
        if (shorter.violation?.invariant === failed.violation?.invariant) best = shorter
        else from += size
      }
  }
  return best
}

/** A history of invitations that broke a promise: which, how it came to it, and how to see it again. */
export function tellFailure({ plan, violation, told }: Outcome): string {
  return [
    `invitations, seed ${plan.seed}, break "${violation?.invariant}": ${violation?.detail}`,
    ' step  clock     what',
    ...told,
    `again: npm run simulate -- --seeds 1 --seed ${plan.seed}`,
  ].join('\n')
}
