import { SvelteSet } from 'svelte/reactivity'

/**
 * When faults are seen: of a field that somebody changed and left, and of all once they wanted to save. They go as soon
 * as the field is right, and nothing is said while somebody still types for the first time.
 */
export class FormFaults<Name extends string> {
  private readonly changed = new SvelteSet<Name>()
  private readonly left = new SvelteSet<Name>()
  private isSubmitted = $state(false)
  private readonly check: () => Partial<Record<Name, string>>

  /** @param check every fault that there is now, by field, in the order of the fields */
  constructor(check: () => Partial<Record<Name, string>>) {
    this.check = check
  }

  /** What to say at a field; empty for nothing. */
  of(name: Name): string {
    const isSeen = this.isSubmitted || (this.changed.has(name) && this.left.has(name))
    return (isSeen && this.check()[name]) || ''
  }

  /** All that is seen after an attempt to save, in order: the summary. */
  get summary(): { name: Name; fault: string }[] {
    if (!this.isSubmitted) return []
    return (Object.entries(this.check()) as [Name, string][]).flatMap(([name, fault]) =>
      fault ? [{ name, fault }] : [],
    )
  }

  /** Somebody changed a field. */
  touch(name: Name): void {
    this.changed.add(name)
    this.left.delete(name)
  }

  /** Somebody left a field. */
  leave(name: Name): void {
    this.left.add(name)
  }

  /** Somebody wants to save. @returns the first field with a fault, to be focused; nothing where all is well */
  submit(): Name | undefined {
    this.isSubmitted = true
    return this.summary[0]?.name
  }
}
