/** Quoted words that begin with a capital and go on: names of events and types are one word, or begin small. */
const QUOTED = /(["'`])(\p{Lu}\p{L}+[^"'`{}<>;]* \p{L}[^"'`{}<>;]*)\1/gu
const BETWEEN_TAGS = />\s*([^<>{}]*\p{L}{2,}[^<>{}]*?)\s*</gu

/** What reads like a sentence for people in a source, TypeScript or Svelte: quoted, or text between tags; comments and styles are none. */
export function sentencesIn(source: string): string[] {
  const bare = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|<!--[\s\S]*?-->|<style>[\s\S]*?<\/style>/gm, '')
  const quoted = [...bare.matchAll(QUOTED)].map(([, , words]) => words!)
  // What is not TypeScript begins with a tag.
  if (!bare.trimStart().startsWith('<')) return quoted
  const markup = bare.replaceAll(/<script[^>]*>[\s\S]*?<\/script>/g, '')
  return [...quoted, ...[...markup.matchAll(BETWEEN_TAGS)].map(([, words]) => words!)]
}
