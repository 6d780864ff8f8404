/** The names of the blanks of a sentence, `{name}`, known to the compiler. */
export type BlanksIn<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | BlanksIn<Rest> : never

/** A sentence with its blanks filled in. */
export function fillBlanks(sentence: string, wordOf: (name: string) => string): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => wordOf(name))
}
