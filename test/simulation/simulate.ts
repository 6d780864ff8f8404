import { parseArgs } from 'node:util'
import { play } from './history.ts'
import { play as playInvitations } from './invitations/history.ts'
import { planOf as planOfInvitations } from './invitations/plan.ts'
import { shrunk as shrunkInvitations, tellFailure as tellOfInvitations } from './invitations/tell.ts'
import { planOf } from './plan.ts'
import { shrunk } from './shrink.ts'
import { openTable } from './table.ts'
import { tellFailure } from './tell.ts'

/**
 * `npm run simulate -- --seeds N [--seed FIRST] [--all] [--adapter dynamodb]`: plays the histories of many seeds, and
 * tells the first that breaks a promise, shrunk; those of the ledger, and in memory those of invitations too; with `--all` it goes on and tells only which seeds break which. On the
 * adapter each call is made on the embedded table server too (which `npm run build` must have prepared), through a door
 * of bad weather.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    all: { type: 'boolean', default: false },
    adapter: { type: 'string', default: 'memory' },
  },
})
const table = values.adapter === 'dynamodb' ? await openTable() : undefined
const first = Number(values.seed)
const last = first + Number(values.seeds) - 1
let steps = 0
let commits = 0
const broken = new Map<string, number[]>()
const began = performance.now()

function blame(invariant: string, seed: number): void {
  broken.set(invariant, [...(broken.get(invariant) ?? []), seed])
}

for (let seed = first; seed <= last && (broken.size === 0 || values.all); seed++) {
  const outcome = await play(planOf(seed), table?.playing)
  steps += outcome.steps
  commits += outcome.commits
  if (!outcome.violation) continue
  blame(outcome.violation.invariant, seed)
  if (!values.all) console.log(tellFailure(await shrunk(outcome, table?.playing)))
}

let mails = 0
for (let seed = first; !table && seed <= last && (broken.size === 0 || values.all); seed++) {
  const outcome = await playInvitations(planOfInvitations(seed))
  mails += outcome.mails
  if (!outcome.violation) continue
  blame(outcome.violation.invariant, seed)
  if (!values.all) console.log(tellOfInvitations(await shrunkInvitations(outcome)))
}

await table?.close()
const seconds = ((performance.now() - began) / 1000).toFixed(1)
console.log(`seeds ${first} to ${last}: ${steps} steps, ${commits} commits, ${mails} mails about events, ${seconds} s`)
for (const [invariant, seeds] of broken) console.log(`broken: ${invariant}, by seeds ${seeds.join(', ')}`)
process.exit(broken.size > 0 ? 1 : 0)
