import { getContext, setContext } from 'svelte'
import { HOUR_MS } from '../../../shared/domain/time/units.ts'

const idle = () =>
  new Promise<void>((resolve) => {
    const rest = () =>
      'requestIdleCallback' in window ? requestIdleCallback(() => resolve()) : setTimeout(resolve, 200)
    if (document.readyState === 'complete') rest()
    else addEventListener('load', rest, { once: true })
  })

/**
 * The worker that opens the pages without a network (`web/worker`). It is begun when the page has nothing else to do.
 */
export class WorkerOfPage {
  /** A newer build than this page's is there: the next page that is opened is of it. */
  isNewer = $state(false)
  private isBegun = false

  async begin(): Promise<void> {
    if (this.isBegun || !navigator.serviceWorker) return
    this.isBegun = true
    await idle()
    const had = navigator.serviceWorker.controller !== null
    // It may be refused, as in a private window: then there is none.
    const found = await navigator.serviceWorker.register('/worker.js').catch(() => undefined)
    if (!found) return
    if (had) found.addEventListener('updatefound', () => this.follow(found.installing))
    let askedAt = Date.now()
    document.addEventListener('visibilitychange', () => {
      if (document.hidden || Date.now() - askedAt < HOUR_MS) return
      askedAt = Date.now()
      found.update().catch(() => {})
    })
  }

  private follow(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'activated') this.isNewer = true
    })
  }
}

const KEY = Symbol('worker')

export const setWorkerOfPage = (worker: WorkerOfPage): WorkerOfPage => setContext(KEY, worker)
export const getWorkerOfPage = (): WorkerOfPage => getContext<WorkerOfPage>(KEY)
