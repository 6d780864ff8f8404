import { duration, type Figure, inUnits, times } from './figures.ts'
import { knownInput, knownScenarios, knownStarts } from './fixtures.ts'
import { naiveStarts } from './naive-slots.ts'
import { likeB, likeC, oddInputs, type SlotRecipe, slotInput } from './slot-inputs.ts'
import { type SlotInput, startsOf } from './slot-question.ts'
import { type Measure, measure, microsOf } from './stopwatch.ts'

interface Measured {
  figure: Figure
  measured: Measure
  isSame: boolean
}

/**
 * Ours beside the brute force by `Intl`, which must give the same starts; the brute force is called once: it is slow.
 */
function besideBruteForce(what: string, input: SlotInput, expected?: number[]): Measured {
  const measured = measure(() => startsOf(input))
  let naive: number[] = []
  const naiveMicros = microsOf(() => {
    naive = naiveStarts(input)
  })
  const ours = startsOf(input).join()
  const isSame = ours === naive.join() && (expected === undefined || ours === expected.join())
  const figure = {
    what: `${what}: ${isSame ? `${naive.length} equal starts` : 'THE ANSWERS DIFFER'}`,
    ours: inUnits(measured),
    peer: `${duration(naiveMicros)} brute force by Intl`,
    ratio: times(naiveMicros / measured.micros),
    ...(!isSame && { goal: 'equal answers', isReached: false }),
  }
  return { figure, measured, isSame }
}

function withGoal({ figure, measured, isSame }: Measured, mostUnits: number): Figure {
  return isSame ? { ...figure, goal: `<= ${mostUnits} units`, isReached: measured.units <= mostUnits } : figure
}

/**
 * How much more than linear still counts as linear: larger inputs leave the processor's caches. Sorting by comparison
 * would take 1.9.
 */
const SLACK = 1.5

/** More of one thing takes as many times longer. */
function* growth(what: string, recipes: [factor: number, recipe: Partial<SlotRecipe>][]): Generator<Figure> {
  let base: number | undefined
  for (const [factor, recipe] of recipes) {
    const { figure, measured, isSame } = besideBruteForce(`${what} x ${factor}`, slotInput(recipe))
    base ??= measured.units
    const grown = measured.units / base
    if (factor === 1 || !isSame) yield figure
    else
      yield {
        ...figure,
        goal: `linear: <= ${factor * SLACK}x of x 1 (${times(grown)})`,
        isReached: grown <= factor * SLACK,
      }
  }
}

const KNOWN_GOALS: Record<string, number> = { A: 0.03, D: 0.03 }

export function* slotFigures(): Generator<Figure> {
  for (const name of knownScenarios) {
    const measured = besideBruteForce(`slots ${name}`, knownInput(name), knownStarts(name))
    const goal = KNOWN_GOALS[name]
    yield goal === undefined ? measured.figure : withGoal(measured, goal)
  }
  yield withGoal(besideBruteForce('slots like B', slotInput(likeB)), 0.12)
  yield withGoal(besideBruteForce('slots like C', slotInput(likeC)), 0.45)
  for (const [name, recipe] of Object.entries(oddInputs))
    yield besideBruteForce(`slots, ${name}`, slotInput(recipe)).figure
  const sparse = { seed: 10, busyEveryDays: 2 }
  yield* growth('slots, 200 busy times', [
    [1, sparse],
    [10, { ...sparse, busyPerHost: 2000 }],
    [100, { ...sparse, busyPerHost: 20_000 }],
  ])
  // From two hosts on: one alone needs no union.
  const fortnight = { seed: 11, days: 14 }
  yield* growth('slots, 2 hosts of 200 busy times', [
    [1, { ...fortnight, hosts: 2 }],
    [10, { ...fortnight, hosts: 20 }],
    [100, { ...fortnight, hosts: 200 }],
  ])
}
