import { searchWords } from '../../../../shared/domain/search/words.ts'
import type { SettingsPage } from './pages.ts'
import type { Subject } from './subject.ts'

export interface FoundSetting {
  subject: Subject
  page: SettingsPage
  /** The sentence by which it was found, where its label does not say why. */
  because?: string
}

/**
 * How many of the asked words stand in a text: anywhere in its words, for in many languages they are put together of
 * others.
 */
function countIn(text: string, asked: readonly string[]): number {
  const words = searchWords(text)
  return asked.filter((one) => words.some((word) => word.includes(one))).length
}

/**
 * The settings that have every word of a question in their label, their help or the name of their page, whatever the
 * case and the accents: those whose label has all of them first, then those whose label has most, else in the order of
 * the pages.
 * @param isAdmin whether what only admins see is found
 */
export function foundSettings(pages: readonly SettingsPage[], question: string, isAdmin: boolean): FoundSetting[] {
  const asked = searchWords(question)
  if (asked.length === 0) return []
  const found = pages.flatMap((page) =>
    page.subjects
      .filter(({ isForAdmins }) => isAdmin || !isForAdmins)
      .flatMap((subject) => {
        const { label, help = [] } = subject
        if (countIn([label, page.label, ...help].join(' '), asked) < asked.length) return []
        const inLabel = countIn(label, asked)
        const best = help.toSorted((one, other) => countIn(other, asked) - countIn(one, asked))[0]
        const because = inLabel < asked.length && best && countIn(best, asked) > 0 ? { because: best } : {}
        return [{ inLabel, found: { subject, page, ...because } }]
      }),
  )
  return found.toSorted((one, other) => other.inLabel - one.inLabel).map((one) => one.found)
}
