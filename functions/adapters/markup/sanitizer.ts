import sanitizeHtml from 'sanitize-html'
import type { Markup } from '../../ports/markup.ts'

const options: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'br', 'b', 'strong', 'i', 'em', 'ul', 'ol', 'li', 'a'],
  allowedAttributes: { a: ['href', 'rel', 'target'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesAppliedToAttributes: ['href'],
  allowProtocolRelative: false,
  // What the fields of browsers write for a line.
  transformTags: {
    div: 'p',
    a: (_name, { href = '' }) => ({
      tagName: 'a',
      attribs: { ...(isAddress(href) && { href }), rel: 'noopener noreferrer nofollow', target: '_blank' },
    }),
  },
  // Deeper lists nobody writes; what is deeper stays as text.
  nestingLimit: 20,
}

/** A whole address: what is only the end of one would lead into our own pages. */
const isAddress = (href: string) => /^(?:https?:\/\/|mailto:)/i.test(href.trim())

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/**
 * Html that was made safe, as plain text: a line for a paragraph, a hyphen for an entry, the address behind its words.
 */
function plainOf(html: string): string {
  const text = html
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/g, (_all, href: string, words: string) => {
      const said = words.replaceAll(/<[^>]*>/g, '')
      return said === href || `mailto:${said}` === href || said === '' ? said || href : `${said} (${href})`
    })
    // Editors put a paragraph into an entry: it is one line all the same.
    .replaceAll(/<li><p>/g, '<li>')
    .replaceAll(/<\/p><\/li>/g, '</li>')
    .replaceAll(/<li>/g, '\n- ')
    .replaceAll(/<br \/>|<\/p>|<\/ul>|<\/ol>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(amp|lt|gt|quot);/g, (_all, name: string) => ENTITIES[name]!)
  return text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

/** Markup made safe by `sanitize-html`. */
export const sanitizer: Markup = {
  made(given) {
    const html = sanitizeHtml(given, options).trim()
    return { html, plain: plainOf(html) }
  },
}
