/// <reference types="svelte" />
/// <reference types="vite/client" />

declare module 'almanac:words/*' {
  /** Every subject in one language. */
  const subjects: Record<string, unknown>
  export = subjects
}
