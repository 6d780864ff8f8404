import { duration, type Figure, inUnits, times } from './figures.ts'
import { knownInput, knownScenarios, knownStarts } from './fixtures.ts'
import { naiveStarts } from './naive-slots.ts'
import { likeB, likeC, oddInputs, type SlotRecipe, slotInput } from './slot-inputs.ts'
import { type SlotInput, startsOf } from './slot-question.ts'
import { microsOf, microsPerCall } from './stopwatch.ts'

interface Measured extends Figure {
  micros: number
}

/** Ours beside the brute force by `Intl`, which must give the same starts; the brute force is called once: it is slow. */
function measured(what: string, input: SlotInput, unit: number, expected?: number[]): Measured {
  const micros = microsPerCall(() => startsOf(input))
  let naive: number[] = []
  const naiveMicros = microsOf(() => {
    naive = naiveStarts(input)
  })
  const ours = startsOf(input).join()
  const isSame = ours === naive.join() && (expected === undefined || ours === expected.join())
  return {
    what: `${what}: ${isSame ? `${naive.length} equal starts` : 'THE ANSWERS DIFFER'}`,
    ours: inUnits(micros, unit),
    peer: `${duration(naiveMicros)} brute force by Intl`,
    ratio: times(naiveMicros / micros),
    ...(!isSame && { goal: 'equal answers', isReached: false }),
    micros,
  }
}

function withGoal(figure: Measured, unit: number, units: number): Figure {
  const { micros, ...line } = figure
  return line.isReached === false ? line : { ...line, goal: `<= ${units} units`, isReached: micros / unit <= units }
}

/** More of one thing takes as many times longer, give or take a fifth for noise. */
function* growth(what: string, unit: number, recipes: [factor: number, recipe: Partial<SlotRecipe>][]) {
  let base = 0
  for (const [factor, recipe] of recipes) {
    const { micros, ...line } = measured(`${what} x ${factor}`, slotInput(recipe), unit)
    base ||= micros
    if (factor === 1 || line.isReached === false) yield line
    else
      yield {
        ...line,
        goal: `linear: <= ${factor * 1.2}x of x 1 (${times(micros / base)})`,
        isReached: micros / base <= factor * 1.2,
      }
  }
}

const KNOWN_GOALS: Record<string, number> = { A: 0.03, D: 0.03 }

export function* slotFigures(unit: number): Generator<Figure> {
  for (const name of knownScenarios) {
    const figure = measured(`slots ${name}`, knownInput(name), unit, knownStarts(name))
    yield KNOWN_GOALS[name] === undefined ? figure : withGoal(figure, unit, KNOWN_GOALS[name])
  }
  yield withGoal(measured('slots like B', slotInput(likeB), unit), unit, 0.12)
  yield withGoal(measured('slots like C', slotInput(likeC), unit), unit, 0.45)
  for (const [name, recipe] of Object.entries(oddInputs)) yield measured(`slots, ${name}`, slotInput(recipe), unit)
  const sparse = { seed: 10, busyEveryDays: 2 }
  yield* growth('slots, 200 busy times', unit, [
    [1, sparse],
    [10, { ...sparse, busyPerHost: 2000 }],
    [100, { ...sparse, busyPerHost: 20_000 }],
  ])
  yield* growth('slots, 1 host of 200 busy times', unit, [
    [1, { seed: 11 }],
    [10, { ...likeC, hosts: 10 }],
    [100, { ...likeC, hosts: 100 }],
  ])
}
