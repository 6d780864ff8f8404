import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { MINUTE_MS } from '../../shared/domain/time/units.ts'
import { type Assembly, REGION, type Resource } from './assembly.ts'
import type { Disk } from './disk.ts'

const IDLE_MS = 5 * MINUTE_MS
const MEGABYTE = 1024 * 1024

/** How an invocation ended badly: the handler threw, ran out of time, or its answer was too large for Lambda. */
export class FunctionError extends Error {
  override name = 'FunctionError'
}

/**
 * How many calls a worker takes at once. Lambda would have started a process for each; here they share one machine, and
 * more beside each other would only make each other late. Who waits is not yet begun, and no time-out counts.
 */
const AT_ONCE = 10

interface Call {
  resolve(result: unknown): void
  reject(error: Error): void
  timer: NodeJS.Timeout
}

/** Where this run says what code it ran, if it does (`npm run coverage`). */
const COVERAGE = process.env['NODE_V8_COVERAGE']

/** Lets a worker write what it ran: one that is ended from outside does not. */
function covered(worker: Worker): Promise<void> {
  worker.postMessage({ id: 0, ends: true })
  return new Promise((done) => {
    worker.on('message', ({ id }: { id: number }) => id === 0 && done())
    worker.once('exit', () => done())
  })
}

/**
 * A function of the template: a worker with only its own environment, started on the first call, ended when idle.
 * Lambda gives each concurrent call a process of its own; here they share one, which a handler without shared state
 * cannot tell.
 */
class LocalFunction {
  private worker: Worker | undefined
  private readonly calls = new Map<number, Call>()
  private readonly line: (() => void)[] = []
  private lastUsed = 0
  private nextId = 1
  private readonly resource: Resource
  private readonly folder: string
  private readonly environment: Record<string, string>
  private readonly log: (line: string) => void

  constructor(resource: Resource, folder: string, environment: Record<string, string>, log: (line: string) => void) {
    this.resource = resource
    this.folder = folder
    this.environment = environment
    this.log = log
  }

  get handler(): string {
    return String(this.resource.properties['Handler'])
  }

  get running(): number {
    return this.calls.size + this.line.length
  }

  /** @param onBegun told when a worker takes the call */
  async invoke(event: unknown, onBegun?: () => void): Promise<unknown> {
    if (this.calls.size >= AT_ONCE) await new Promise<void>((resolve) => this.line.push(resolve))
    onBegun?.()
    return this.begin(event).finally(() => this.line.shift()?.())
  }

  private begin(event: unknown): Promise<unknown> {
    const { worker } = this.started()
    const id = this.nextId++
    const seconds = Number(this.resource.properties['Timeout'] ?? 3)
    this.lastUsed = Date.now()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.calls.delete(id)
        reject(new FunctionError(`${this.handler} timed out after ${seconds} seconds`))
      }, seconds * 1000)
      this.calls.set(id, { resolve, reject, timer })
      worker.postMessage({ id, event, deadline: Date.now() + seconds * 1000 })
    })
  }

  private started(): { worker: Worker } {
    if (this.worker) return { worker: this.worker }
    const { properties, id } = this.resource
    const [path, exportName] = this.handler.split(/\.(?=[^.]*$)/) as [string, string]
    // Where what V8 made of the code is kept between starts: much of a cold start is reading a megabyte of it.
    const compiled = process.env['NODE_COMPILE_CACHE']
    const variables = (properties['Environment'] as { Variables?: Record<string, string> } | undefined)?.Variables ?? {}
    const worker = new Worker(join(import.meta.dirname, 'function-worker.mjs'), {
      workerData: { file: pathToFileURL(join(this.folder, `${path}.mjs`)).href, exportName },
      env: {
        ...variables,
        ...this.environment,
        TZ: 'UTC',
        AWS_REGION: REGION,
        AWS_LAMBDA_FUNCTION_NAME: id,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties['MemorySize'] ?? 128),
        AWS_ACCESS_KEY_ID: id,
        AWS_SECRET_ACCESS_KEY: 'local',
        ...(COVERAGE !== undefined && { NODE_V8_COVERAGE: COVERAGE }),
        ...(compiled !== undefined && { NODE_COMPILE_CACHE: compiled }),
      },
      resourceLimits: { maxOldGenerationSizeMb: Number(properties['MemorySize'] ?? 128) },
      stdout: true,
      stderr: true,
      execArgv: [],
    })
    for (const stream of [worker.stdout, worker.stderr])
      stream.on('data', (chunk: Buffer) => this.log(`${this.handler} ${chunk}`))
    worker.on(
      'message',
      ({ id: call, result, error }: { id: number; result?: unknown; error?: { message: string; stack: string } }) => {
        const waiting = this.calls.get(call)
        if (!waiting) return
        this.calls.delete(call)
        clearTimeout(waiting.timer)
        if (error) {
          this.log(`${this.handler} threw ${error.stack}\n`)
          waiting.reject(new FunctionError(error.message))
        } else waiting.resolve(result)
      },
    )
    worker.on('error', (error) => {
      this.log(`${this.handler} died: ${error.stack}\n`)
      this.fail(new FunctionError(`${this.handler} died: ${error.message}`))
    })
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = undefined
      this.fail(new FunctionError(`${this.handler} ended`))
    })
    worker.unref()
    this.worker = worker
    return { worker }
  }

  private fail(error: Error): void {
    for (const { reject, timer } of this.calls.values()) {
      clearTimeout(timer)
      reject(error)
    }
    this.calls.clear()
  }

  async stopIfIdle(): Promise<void> {
    if (this.worker && this.calls.size === 0 && Date.now() - this.lastUsed > IDLE_MS) await this.stop()
  }

  async stop(): Promise<void> {
    const { worker } = this
    this.worker = undefined
    if (worker && COVERAGE !== undefined) await covered(worker)
    await worker?.terminate()
  }
}

/** All functions of the template whose code is one of our assets with a handler file. */
export class LocalFunctions {
  private readonly byId = new Map<string, LocalFunction>()
  private readonly idle: NodeJS.Timeout

  constructor(assembly: Assembly, environment: Record<string, string>, { file, disk }: { file: string; disk: Disk }) {
    const log = (line: string) => disk.append(file, `${new Date().toISOString()} ${line}`)
    for (const resource of assembly.resources('AWS::Lambda::Function')) {
      if (!String(resource.properties['Runtime']).startsWith('nodejs')) continue
      const code = resource.properties['Code'] as { S3Key?: string }
      if (code.S3Key)
        this.byId.set(resource.id, new LocalFunction(resource, assembly.assetFolder(code.S3Key), environment, log))
    }
    this.idle = setInterval(() => {
      for (const one of this.byId.values()) one.stopIfIdle().catch(() => {})
    }, MINUTE_MS).unref()
  }

  /** The handler of a function, by logical id; how doors and tests name it. */
  handlerOf(id: string): string {
    return this.byId.get(id)?.handler ?? id
  }

  running(): number {
    return [...this.byId.values()].reduce((sum, one) => sum + one.running, 0)
  }

  /** Invokes by logical id. @throws FunctionError */
  async invoke(id: string, event: unknown, onBegun?: () => void): Promise<unknown> {
    const found = this.byId.get(id)
    if (!found) throw new Error(`the template has no function ${id}`)
    const result = await found.invoke(event, onBegun)
    if (JSON.stringify(result ?? null).length > 6 * MEGABYTE) throw new FunctionError('the answer is larger than 6 MB')
    return result
  }

  async stop(): Promise<void> {
    clearInterval(this.idle)
    await Promise.all([...this.byId.values()].map((one) => one.stop()))
  }
}

export const functionIdOfArn = (arn: string) => arn.split(':').at(-1) ?? ''
