import { tick } from 'svelte'
import type { InputFault } from '../../../shared/domain/answers/bad-input.ts'
import { type Problem, problemOf } from '../ui/api.ts'
import { isAddress } from '../ui/combobox/typed-people.ts'
import { FormFaults } from '../ui/field/form-faults.svelte.ts'
import { faultWords, problemInWords } from '../ui/problem-words.ts'

const SHORTEST_PASSWORD = 10

/**
 * A form before somebody is in: what is wrong with what was typed, and what became of sending it. Fields have their
 * names as ids.
 */
export class DoorForm<Name extends string> {
  readonly faults: FormFaults<Name>
  /** The answer is awaited. */
  isBusy = $state(false)
  private refused = $state.raw<Problem>()
  private readonly names: readonly Name[]
  private readonly refusalsAt: Readonly<Record<string, Name>>
  private readonly locale: string

  /**
   * @param names the fields, in their order
   * @param check what is wrong with a field, before the server is asked
   * @param refusalsAt refusals that are the fault of one field
   */
  constructor(
    names: readonly Name[],
    check: (name: Name) => InputFault['code'] | undefined,
    locale: string,
    refusalsAt: Readonly<Record<string, Name>> = {},
  ) {
    this.names = names
    this.refusalsAt = refusalsAt
    this.locale = locale
    this.faults = new FormFaults<Name>(() => {
      const found = names.map((name) => [name, this.worded(name, check(name))] as const)
      return Object.fromEntries(found.filter(([, fault]) => fault !== '')) as Partial<Record<Name, string>>
    })
  }

  private worded(name: Name, code: InputFault['code'] | undefined): string {
    const fault: InputFault | undefined = code
      ? { path: name, code, message: '', data: { minimum: SHORTEST_PASSWORD } }
      : this.refused?.errors?.find(({ path }) => path === name)
    if (fault) return faultWords(fault, this.locale)
    return this.refused && this.fieldOfRefusal === name ? problemInWords(this.refused, this.locale) : ''
  }

  /** The field that the server refused, where it is one that is asked for here. */
  private get fieldOfRefusal(): Name | undefined {
    const name = this.refusalsAt[this.refused?.refusal ?? '']
    return name !== undefined && this.names.includes(name) ? name : undefined
  }

  /** What is to be mended, for the summary. */
  summaryOf(labels: Record<Name, string>): { id: string; label: string; fault: string }[] {
    return this.faults.summary.map(({ name, fault }) => ({ id: name, label: labels[name], fault }))
  }

  /** Why the server did not take it, where that is no fault of one field. */
  get problem(): string {
    const isAtFields = this.refused?.errors?.every(({ path }) => (this.names as readonly string[]).includes(path))
    return this.refused && !isAtFields && this.fieldOfRefusal === undefined
      ? problemInWords(this.refused, this.locale)
      : ''
  }

  /** The name of that refusal. */
  get refusal(): string | undefined {
    return this.refused?.refusal
  }

  /** Somebody changed a field: what the server said of the last attempt no longer holds. */
  touch(name: Name): void {
    this.refused = undefined
    this.faults.touch(name)
  }

  /**
   * Sends what is typed, once, and goes to the first field that has a fault; what is refused stays as it was typed.
   * @param otherwise the field that one goes to after a refusal that names none
   */
  async submit(submit: SubmitEvent, send: () => Promise<void>, otherwise?: Name): Promise<void> {
    submit.preventDefault()
    if (this.isBusy) return
    this.refused = undefined
    let first = this.faults.submit()
    if (!first) {
      this.isBusy = true
      try {
        await send()
        return
      } catch (error) {
        this.refused = problemOf(error)
        first = this.faults.submit() ?? otherwise
      } finally {
        this.isBusy = false
      }
    }
    await tick()
    if (first) document.getElementById(first)?.focus()
  }
}

export const faultOfText = (text: string): 'empty' | undefined => (text.trim() === '' ? 'empty' : undefined)
export const faultOfAddress = (text: string): 'empty' | 'notEmail' | undefined =>
  faultOfText(text) ?? (isAddress(text) ? undefined : 'notEmail')
/** Of one that somebody makes up: all of it counts, spaces too. */
export const faultOfNewPassword = (text: string): 'empty' | 'tooShort' | undefined =>
  text === '' ? 'empty' : text.length < SHORTEST_PASSWORD ? 'tooShort' : undefined
