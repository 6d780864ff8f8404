import { UNTITLED } from '../../../../shared/domain/event/calendar-event.ts'
import type { Say } from '../../../../shared/words/phrase.ts'
import type { UiPhrases } from '../../../../shared/words/ui/en.ts'

interface InWords {
  say: Say<UiPhrases>
}

/** What the title of an event is made of. */
export interface Titled {
  title: string
  isBusyOnly?: boolean | undefined
  /** Of a class. */
  session?: { title: string; taken: number; capacity: number } | undefined
}

/** Whether nobody has named an event: it came from elsewhere so. */
export const isUntitled = ({ title }: { title: string }): boolean => title === '' || title === UNTITLED

/**
 * The title of an event as its reader reads it: what the API says in English for programs, in their language. Of what
 * they may only know that it takes time, that; of a class, how many seats are taken; of what nobody named, that.
 */
export function titleFor({ title, isBusyOnly, session }: Titled, { say }: InWords): string {
  if (isBusyOnly) return say('busyOnly')
  if (session) return say('classTitle', session)
  return isUntitled({ title }) ? say('untitled') : title
}

/** The name of a colleague, or, in the language of the reader, that they have left. */
export const nameFor = ({ name, hasLeft }: { name: string; hasLeft?: boolean | undefined }, { say }: InWords) =>
  hasLeft ? say('formerMember') : name
