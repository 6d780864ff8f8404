import type { Phrases } from '../phrase.ts'

/** What is said on the screen before something begins. */
export const phrases = {
  ahead: 'In {time}: {title}, {when}',
  now: 'Now: {title}, {when}',
  noTitle: '(no title)',
} as const satisfies Phrases

export type RemindingPhrases = typeof phrases
