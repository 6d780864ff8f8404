import type { HttpAnswer } from './http-api.ts'

/** Where the demo company meets: `{room}` is for the name of each room. */
export const rehearsalRooms = (app: string): string => `${app}/local/room/{room}`

const pageOf = (name: string): HttpAnswer => ({
  status: 200,
  headers: [
    ['content-type', 'text/html; charset=utf-8'],
    ['content-security-policy', "default-src 'none'; style-src 'unsafe-inline'"],
  ],
  body: Buffer.from(`<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<title>Rehearsal room</title><style>body{font:16px/1.5 system-ui;max-width:36em;margin:4em auto;padding:0 1em;color-scheme:light dark}</style>
<h1>Rehearsal room</h1><p>Here your meeting would begin: <code>${name}</code>.</p>
<p>The meeting server of your company takes its place once an admin has set it in Settings, Company, Meetings.</p></html>`),
})

/**
 * A room of the rehearsal: there is nobody to be seen, but Join leads somewhere.
 * @returns nothing for what is no room's address
 */
export function rehearsalRoom(method: string, path: string): HttpAnswer | undefined {
  const name = method === 'GET' ? /^\/local\/room\/([\w-]{1,80})$/.exec(path)?.[1] : undefined
  return name === undefined ? undefined : pageOf(name)
}
