import type { AwsAnswer, AwsCall } from '../../infra/local/aws/door.ts'
import { openTableDoor } from '../support/table-server.ts'

export interface MeteredCall {
  operation: string
  input: Record<string, unknown>
  readUnits: number
  writeUnits: number
  answerBytes: number
}

/**
 * A door in front of a table server that counts what passes: calls, capacity units, and which calls waited for which.
 */
export interface MeteredDoor {
  address: string
  /** The calls made while something ran. */
  callsOf(run: () => Promise<unknown>): Promise<MeteredCall[]>
  /** The same in waves: calls of one wave were all made without an answer to any of them. */
  wavesOf(run: () => Promise<unknown>): Promise<MeteredCall[][]>
  close(): void
}

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'])
/** A wave is complete when no further call came for so long. */
const QUIET_MS = 60

interface Consumed {
  CapacityUnits?: number
}

function unitsOf(answer: AwsAnswer): number {
  const { ConsumedCapacity } = JSON.parse(String(answer.body)) as { ConsumedCapacity?: Consumed | Consumed[] }
  return [ConsumedCapacity ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0)
}

/** The same request, asking also what it costs. */
function askingForUnits(call: AwsCall): AwsCall {
  const body = Buffer.from(JSON.stringify({ ...call.json, ReturnConsumedCapacity: 'TOTAL' }))
  return { ...call, body, headers: { ...call.headers, 'content-length': String(body.length) } }
}

export async function openMeteredDoor(target: string): Promise<MeteredDoor> {
  let waves: MeteredCall[][] | undefined
  let holds = false
  let held: (() => void)[] = []
  let quiet: NodeJS.Timeout | undefined

  /** Holds a call back until its wave is complete, then lets the whole wave pass. */
  const untilWaveIsComplete = () =>
    new Promise<void>((resolve) => {
      held.push(resolve)
      clearTimeout(quiet)
      quiet = setTimeout(() => {
        const wave = held
        held = []
        waves?.push([])
        for (const pass of wave) pass()
      }, QUIET_MS)
    })

  const door = await openTableDoor(target, async (call, forward) => {
    if (!waves) return forward(call)
    if (holds) await untilWaveIsComplete()
    const wave = waves.at(-1)!
    const metered: MeteredCall = {
      operation: call.operation,
      input: call.json,
      readUnits: 0,
      writeUnits: 0,
      answerBytes: 0,
    }
    wave.push(metered)
    const answer = await forward(askingForUnits(call))
    metered[READS.has(call.operation) ? 'readUnits' : 'writeUnits'] = unitsOf(answer)
    metered.answerBytes = answer.body.length
    return answer
  })

  async function metered(run: () => Promise<unknown>, byWaves: boolean): Promise<MeteredCall[][]> {
    waves = byWaves ? [] : [[]]
    holds = byWaves
    try {
      await run()
      return waves
    } finally {
      waves = undefined
      holds = false
    }
  }

  return {
    address: door.address,
    callsOf: async (run) => (await metered(run, false)).flat(),
    wavesOf: (run) => metered(run, true),
    close: () => door.close(),
  }
}
