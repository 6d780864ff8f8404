import type { InputFault } from '../../../shared/domain/answers/bad-input.ts'
import { phrases } from '../../../shared/words/faults/en.ts'
import { faultInWords } from '../../../shared/words/faults/fault-words.ts'
import { problemOf } from '../ui/api.ts'
import { locale } from '../ui/locale.ts'

/** One attempt to save after the other: what was done, or what stood in the way, at its field where it has one. */
export class Saving {
  said = $state('')
  problem = $state('')
  isBusy = $state(false)
  private faults = $state.raw<InputFault[]>([])

  /** What is wrong with a field, as the server found it; empty for nothing. */
  at(path: string): string {
    const fault = this.faults.find((one) => one.path === path || one.path.startsWith(`${path}.`))
    return fault ? faultInWords(phrases, fault, locale) : ''
  }

  /** @returns whether it was saved */
  async run(save: () => Promise<unknown>, done: string): Promise<boolean> {
    this.said = ''
    this.problem = ''
    this.faults = []
    this.isBusy = true
    try {
      await save()
      this.said = done
      return true
    } catch (error) {
      const { detail, title, errors = [] } = problemOf(error)
      this.faults = errors
      if (errors.length === 0) this.problem = detail ?? title
      return false
    } finally {
      this.isBusy = false
    }
  }
}
