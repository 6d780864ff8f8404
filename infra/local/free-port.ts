import { randomInt } from 'node:crypto'
import net from 'node:net'

/**
 * Below the ports that systems give to connections that go out (from 32,768 on): none of those takes one that was just
 * found free.
 */
const PORTS = { first: 10_240, last: 32_000 }
const MOST_TRIES = 50

/** A port that nobody holds. @param wanted the one of the last time, taken where it is still free */
export async function freePort(wanted = 0): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const port = tries === 0 && wanted !== 0 ? wanted : randomInt(PORTS.first, PORTS.last)
    if (await isFree(port)) return port
  }
  throw new Error(`no free port among ${PORTS.first} to ${PORTS.last}`)
}

/**
 * Starts what listens on a port that nobody holds; where another was faster between look and start, on the next.
 * @param wanted the one of the last time, taken where it is still free
 */
export async function onFreePort<T>(
  wanted: number,
  start: (port: number) => Promise<T>,
  triesLeft = MOST_TRIES,
): Promise<T> {
  try {
    return await start(await freePort(wanted))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || triesLeft === 0) throw error
    return onFreePort(0, start, triesLeft - 1)
  }
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = net.createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
