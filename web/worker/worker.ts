/**
 * Opens the pages of those who are signed in when there is no network. It keeps the files of a build, nothing of
 * anybody: what the API answers never passes through it, and booking pages are no business of its
 * (docs/decisions/0026).
 */
declare const self: ServiceWorkerGlobalScope

/** Written in by the build: what this build consists of. */
declare const BUILD: string
declare const FILES: readonly string[]

const PREFIX = 'almanac-'
const OURS = `${PREFIX}${BUILD}`
const PAGE = '/index.html'
/** A network that has not answered by then is none; milliseconds. */
const PATIENCE_MS = 3000

const PLACES = /^\/(?:$|(?:calendar|appointments|contacts|records|search|settings)(?:\/|$))/
const isFile = (path: string) => path.startsWith('/assets/') || FILES.includes(path)

self.addEventListener('install', (install) => {
  install.waitUntil(
    (async () => {
      const cache = await caches.open(OURS)
      // The page by its name may lie in the browser's own cache from the build before.
      await cache.addAll(FILES.map((file) => new Request(file, { cache: file === PAGE ? 'reload' : 'default' })))
      await self.skipWaiting()
    })(),
  )
})

self.addEventListener('activate', (activate) => {
  activate.waitUntil(
    (async () => {
      const builds = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== OURS)
      // A page that is open still asks for parts of the build before; their names tell them apart.
      await Promise.all(builds.slice(0, -1).map((name) => caches.delete(name)))
      await self.registration.navigationPreload?.enable()
      await self.clients.claim()
    })(),
  )
})

self.addEventListener('fetch', (fetched) => {
  const { request } = fetched
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    if (PLACES.test(pathname)) fetched.respondWith(page(fetched))
  } else if (isFile(pathname)) fetched.respondWith(file(request))
})

/**
 * The page of now where the network has it in time, else that of this build: each asks only for parts of its own build.
 */
async function page(fetched: FetchEvent): Promise<Response> {
  const kept = () => caches.open(OURS).then((cache) => cache.match(PAGE))
  try {
    const answer = await inTime(fromNetwork(fetched))
    return answer.ok ? answer : ((await kept()) ?? answer)
  } catch {
    return (await kept()) ?? Response.error()
  }
}

const fromNetwork = async (fetched: FetchEvent): Promise<Response> =>
  ((await fetched.preloadResponse) as Response | undefined) ?? fetch(fetched.request)

const inTime = (answer: Promise<Response>): Promise<Response> =>
  Promise.race([
    answer,
    new Promise<never>((_, late) => setTimeout(() => late(new Error('the network is too slow')), PATIENCE_MS)),
  ])

/** What never changes under its name; of whichever build it is. */
async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true })
  return kept ?? fetch(request)
}

export {}
