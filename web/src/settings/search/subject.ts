import type { Say } from '../../../../shared/words/phrase.ts'
import type { SettingsPhrases } from '../../../../shared/words/settings/en.ts'

/** Something that can be set, as it is found. Each page of the settings declares its own beside itself. */
export interface Subject {
  /** The element where it is set: a field, what holds one, or the heading of a part. */
  id: string
  /** What stands there. */
  label: string
  /** Further words by which it is found: hints, and what one can choose. */
  help?: readonly string[]
  /** Who is no admin does not see it. */
  isForAdmins?: true
}

/** The subjects of a page, in the words of the reader. */
export type SubjectsOf = (say: Say<SettingsPhrases>) => Subject[]
