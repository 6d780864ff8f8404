/** Quoted words that begin with a capital and go on: names of events and types are one word, or begin small. */
const QUOTED = /(["'`])(\p{Lu}\p{L}+[^"'`{}<>\n]* \p{L}[^"'`{}<>\n]*)\1/gu
const BETWEEN_TAGS = />\s*([^<>{}]*\p{L}{2,}[^<>{}]*?)\s*</gu
/** Attributes that are read aloud or shown, where they are no expression. */
const READ = /\s(?:title|label|alt|placeholder|text|hint|aria-label|aria-description)="([^"{}]*\p{L}{2,}[^"{}]*)"/gu

/** Markup without what stands in braces: that is TypeScript. */
function withoutBraces(markup: string): string {
  let depth = 0
  let rest = ''
  for (const letter of markup) {
    if (letter === '{') depth++
    if (depth === 0) rest += letter
    if (letter === '}') depth = Math.max(0, depth - 1)
  }
  return rest
}

/**
 * What reads like a sentence for people in a source, TypeScript or Svelte: quoted, or text between tags; comments and
 * styles are none.
 */
export function sentencesIn(source: string): string[] {
  const bare = source.replaceAll(
    /\/\*[\s\S]*?\*\/|^\s*\/\/.*$|<!--[\s\S]*?-->|<style>[\s\S]*?<\/style>| generics="[^"]*"/gm,
    '',
  )
  const quoted = [...bare.matchAll(QUOTED)].map(([, , words]) => words!)
  // What is not TypeScript begins with a tag.
  if (!bare.trimStart().startsWith('<')) return quoted
  const markup = withoutBraces(bare.replaceAll(/<script[^>]*>[\s\S]*?<\/script>/g, ''))
  const read = [...markup.matchAll(READ), ...markup.matchAll(BETWEEN_TAGS)].map(([, words]) => words!)
  return [...quoted, ...read.filter((words) => !quoted.includes(words) && !/^https?:/.test(words))]
}
