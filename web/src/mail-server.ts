import { render } from 'svelte/server'
import type { DrawnLetter } from '../../shared/domain/effects/letter.ts'
import Letter from './mail/Letter.svelte'
import { HEAD } from './mail/letter-styles.ts'

const inText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A mail as a document of its own. */
export function htmlOf(letter: DrawnLetter): string {
  // What Svelte leaves between elements for a browser that takes over is of no use to a reader of mails.
  const body = render(Letter, { props: { letter } }).body.replaceAll(/<!--.*?-->/gs, '')
  const { language, direction, headline } = letter
  const head = [
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${inText(headline)}</title><style>${HEAD}</style>`,
  ].join('')
  return `<!doctype html>
<html lang="${language}" dir="${direction}"><head>${head}</head>
<body style="margin:0;padding:0;background-color:#f7f5f2"><main>${body}</main></body></html>`
}
