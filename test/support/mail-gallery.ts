import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildWhatChanged } from '../../infra/local/build.ts'
import { type Language, languages } from '../../shared/words/language.ts'
import { builtStationery } from './built-stationery.ts'
import { type SampleMail, sampleMails } from './mail-samples.ts'

// `npm run mails` shows every mail that can go out, light and dark, on a phone and at its full width, on loopback;
// `?language=ar` in another language, `?only=moved` those whose name contains a word. After a change it is started anew.

const PORT = 4411
const frames = [
  { width: 390, scheme: 'light' },
  { width: 390, scheme: 'dark' },
  { width: 600, scheme: 'light' },
  { width: 600, scheme: 'dark' },
]

const inText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Where one of them stands by itself. */
export const addressOf = ({ kind, language }: Pick<SampleMail, 'kind' | 'language'>) =>
  `/mail/${language}/${kind.replaceAll(' ', '-')}`

/** Those of a language, each with its subject, light and dark, and as text. */
function galleryPage(all: readonly SampleMail[], language: Language, only: string): string {
  const shown = all.filter((one) => one.language === language && one.kind.includes(only))
  const sections = shown.map((one) => {
    const inFrames = frames.map(
      ({ width, scheme }) =>
        `<iframe title="${one.kind}, ${scheme}, ${width}" loading="lazy" width="${width}" height="720" ` +
        `src="${addressOf(one)}?scheme=${scheme}"></iframe>`,
    )
    return `<section><h2>${one.kind}</h2><p dir="auto">${inText(one.mail.subject)}</p><div>${inFrames.join('')}</div>
<details><summary>Text</summary><pre dir="auto">${inText(one.mail.text)}</pre></details></section>`
  })
  const links = languages.map((one) => `<a href="/?language=${one}&amp;only=${encodeURIComponent(only)}">${one}</a>`)
  return `<!doctype html><html lang="en" dir="ltr"><meta charset="utf-8"><title>Mails</title>
<style>body{font:14px/20px sans-serif;margin:24px}section>div{display:flex;gap:16px;overflow-x:auto}
iframe{border:1px solid #999;flex:none}pre{white-space:pre-wrap;max-width:72ch}</style>
<h1>Mails: ${language}${only && `, ${inText(only)}`}</h1><nav>${links.join(' ')}</nav>${sections.join('\n')}</html>`
}

/** As it is drawn where somebody prefers that; frames have no preference of their own. */
function inScheme(html: string, scheme: string | null): string {
  const chosen = { light: 'not all', dark: 'all' }[scheme ?? '']
  return chosen ? html.replace('(prefers-color-scheme:dark)', chosen) : html
}

/** Serves them on loopback. */
export async function serveMails(port: number): Promise<{ address: string; mails: SampleMail[]; server: Server }> {
  const mails = await sampleMails(builtStationery)
  const byAddress = new Map(mails.map((one) => [addressOf(one), one]))
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const one = byAddress.get(pathname)
    const language = languages.find((known) => known === searchParams.get('language')) ?? 'en'
    const isFound = one !== undefined || pathname === '/'
    response.writeHead(isFound ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
    const only = searchParams.get('only') ?? ''
    response.end(
      one ? inScheme(one.mail.html, searchParams.get('scheme')) : isFound ? galleryPage(mails, language, only) : '',
    )
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, mails, server }
}

if (process.argv[1] === import.meta.filename) {
  await buildWhatChanged(console.log)
  const { address, mails } = await serveMails(Number(process.env['PORT'] ?? PORT))
  console.log(`${mails.length} mails: ${address}/?language=en`)
}
