import type { InputFault } from '../../../shared/domain/answers/bad-input.ts'
import { type Problem, problemOf } from '../ui/api.ts'
import { faultWords, problemInWords } from '../ui/problem-words.ts'
import { getReader } from '../ui/reader.svelte.ts'

interface SavingOptions {
  /** The field that a refusal belongs to, where the refusal names none. */
  field?: string
  /** What a refusal means here, where it is more than its usual words. */
  wording?: (problem: Problem) => string | undefined
  /** Nobody could be reached. */
  onlost?: () => void
}

/** One attempt to save after the other: what was done, or what stood in the way, at its field where it has one. */
export class Saving {
  said = $state('')
  problem = $state('')
  isBusy = $state(false)
  /** The field that is being saved. */
  field = $state('')
  private faults = $state.raw<InputFault[]>([])
  private refused = $state.raw<{ field: string; words: string }>()
  private readonly locale = getReader().locale

  /** What is wrong with a field, as the server found it; empty for nothing. */
  at(path: string): string {
    if (this.refused?.field === path) return this.refused.words
    const fault = this.faults.find((one) => one.path === path || one.path.startsWith(`${path}.`))
    return fault ? faultWords(fault, this.locale) : ''
  }

  /** Says nothing any more. */
  clear(): void {
    this.said = ''
    this.problem = ''
    this.faults = []
    this.refused = undefined
  }

  /** @returns whether it was saved */
  async run(
    save: () => Promise<unknown>,
    done: string,
    { field = '', wording, onlost }: SavingOptions = {},
  ): Promise<boolean> {
    this.clear()
    this.isBusy = true
    this.field = field
    try {
      await save()
      this.said = done
      return true
    } catch (error) {
      const problem = problemOf(error)
      if (problem.status === 0) onlost?.()
      this.faults = problem.errors ?? []
      if (this.faults.length > 0) return false
      const words = wording?.(problem) ?? problemInWords(problem, this.locale)
      if (field === '') this.problem = words
      else this.refused = { field, words }
      return false
    } finally {
      this.isBusy = false
      this.field = ''
    }
  }
}
