const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** A description as markup: as it was written, or its plain text with a paragraph for each line. */
export function htmlOf({ description, descriptionHtml }: { description: string; descriptionHtml: string }): string {
  if (descriptionHtml !== '' || description === '') return descriptionHtml
  const escaped = description.replaceAll(/[&<>]/g, (letter) => ESCAPED[letter]!)
  return escaped
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('')
}
