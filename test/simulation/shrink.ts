import { type Outcome, type Playing, play } from './history.ts'
import type { Plan } from './plan.ts'

/**
 * A shorter history that breaks the same promise: actions are left out, and bad weather taken away, as long as it still
 * does. What is left keeps its numbers, and with them its turns as far as they can be kept.
 */
export async function shrunk(failed: Outcome, playing: Playing = {}): Promise<Outcome> {
  let best = failed
  const tries = async (plan: Plan): Promise<boolean> => {
    const outcome = await play(plan, playing)
    const isSame = outcome.violation?.invariant === failed.violation?.invariant
    if (isSame) best = outcome
    return isSame
  }
  for (let before = Number.POSITIVE_INFINITY; sizeOf(best.plan) < before; ) {
    before = sizeOf(best.plan)
    await withoutActions(() => best.plan, tries)
    for (const number of best.plan.stormy)
      await tries({ ...best.plan, stormy: best.plan.stormy.filter((one) => one !== number) })
    for (let atOnce = 1; atOnce < best.plan.atOnce; atOnce++) if (await tries({ ...best.plan, atOnce })) break
  }
  return best
}

const sizeOf = ({ acting, stormy, atOnce }: Plan) => acting.length * 100 + stormy.length * 10 + atOnce

/** Leaves out halves, quarters, and so on down to single actions. */
async function withoutActions(plan: () => Plan, tries: (plan: Plan) => Promise<boolean>): Promise<void> {
  for (let size = Math.ceil(plan().acting.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < plan().acting.length; ) {
      const { acting, stormy } = plan()
      const left = acting.filter((_, i) => i < from || i >= from + size)
      const isShorter = await tries({ ...plan(), acting: left, stormy: stormy.filter((one) => left.includes(one)) })
      if (!isShorter) from += size
    }
}
