import type { Say } from '../../../../shared/words/phrase.ts'
import type { UiPhrases } from '../../../../shared/words/ui/en.ts'

interface InWords {
  say: Say<UiPhrases>
}

/** The title of an event as its reader reads it: of what they may only know that it takes time, that, in their language. */
export const titleFor = (
  { title, isBusyOnly }: { title: string; isBusyOnly?: boolean | undefined },
  { say }: InWords,
) => (isBusyOnly ? say('busyOnly') : title)

/** The name of a colleague, or, in the language of the reader, that they have left. */
export const nameFor = ({ name, hasLeft }: { name: string; hasLeft?: boolean | undefined }, { say }: InWords) =>
  hasLeft ? say('formerMember') : name
