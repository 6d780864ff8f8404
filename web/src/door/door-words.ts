import { type DoorPhrases, phrases } from '../../../shared/words/door/en.ts'
import { type Say, sayIn } from '../../../shared/words/phrase.ts'
import { getReader } from '../ui/reader.svelte.ts'

/** Says what is said before somebody is in; asked while a component is made. */
export const doorWords = (): Say<DoorPhrases> => sayIn<DoorPhrases>(phrases, getReader().locale)
