import { type Say, sayIn } from '../../../../shared/words/phrase.ts'
import { phrases, type UnsentMailPhrases } from '../../../../shared/words/unsent/en.ts'
import { getReader } from '../../ui/reader.svelte.ts'

/** Says what is said of mails that have not gone, to whoever reads; asked while a component is made. */
export const unsentWords = (): Say<UnsentMailPhrases> => sayIn<UnsentMailPhrases>(phrases, getReader().locale)
