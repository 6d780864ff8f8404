import { parseArgs } from 'node:util'
import { play } from './history.ts'
import { planOf } from './plan.ts'
import { shrunk } from './shrink.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    all: { type: 'boolean', default: false },
  },
})
const first = Number(values.seed)
let steps = 0
let commits = 0
const refused: Record<string, number> = {}
const kinds: Record<string, number[]> = {}
const began = performance.now()
for (let seed = first; seed < first + Number(values.seeds); seed++) {
  const outcome = await play(planOf(seed))
  steps += outcome.steps
  commits += outcome.commits
  for (const [name, count] of Object.entries(outcome.refused)) refused[name] = (refused[name] ?? 0) + count
  if (outcome.violation) {
    if (values.all) {
      const kind = `${outcome.violation.invariant} ${outcome.violation.detail.slice(0, 130)}`.replace(/[0-9]+/g, 'N')
      kinds[kind] = [...(kinds[kind] ?? []), seed]
      continue
    }
    const short = await shrunk(outcome)
    console.log(short.told.join('\n'))
    console.log(`seed ${seed}:`, short.violation)
    break
  }
}
console.log(kinds, { steps, commits, refused, seconds: (performance.now() - began) / 1000 })
