/** Puts a text on the clipboard. @returns whether the browser let it */
export function copied(text: string): Promise<boolean> {
  // Without a secure address there is no clipboard at all.
  if (!navigator.clipboard) return Promise.resolve(false)
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
}
