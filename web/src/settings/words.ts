import { type Say, sayIn } from '../../../shared/words/phrase.ts'
import { phrases, type SettingsPhrases } from '../../../shared/words/settings/en.ts'
import { getReader } from '../ui/reader.svelte.ts'

/** Says what the settings say, to whoever reads; asked while a component is made. */
export const settingsWords = (): Say<SettingsPhrases> => sayIn<SettingsPhrases>(phrases, getReader().locale)
