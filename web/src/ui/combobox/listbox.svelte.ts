/**
 * What the arrows do in a list that belongs to a text field (APG, editable combobox): the focus stays in the field, one
 * row is the active one. Its place is counted, not held as an element, so that rows may come late and change under it.
 */
export class Listbox<T> {
  readonly id: string
  isOpen = $state(false)
  private place = $state(-1)
  private readonly rows: () => readonly T[]
  private readonly isUsable: (row: T) => boolean

  constructor(id: string, rows: () => readonly T[], isUsable: (row: T) => boolean = () => true) {
    this.id = id
    this.rows = rows
    this.isUsable = isUsable
  }

  /** The active row's place; -1 for none. */
  get active(): number {
    return this.isOpen ? Math.min(this.place, this.rows().length - 1) : -1
  }

  get activeRow(): T | undefined {
    return this.rows()[this.active]
  }

  rowId = (place: number): string => `${this.id}-${place}`

  /** What the text field says of its list. */
  get attributes() {
    return {
      role: 'combobox' as const,
      autocomplete: 'off' as const,
      'aria-autocomplete': 'list' as const,
      'aria-expanded': this.isOpen,
      'aria-controls': this.isOpen ? this.id : undefined,
      'aria-activedescendant': this.active >= 0 ? this.rowId(this.active) : undefined,
    }
  }

  /** Opens it with a row active; without one the reader chooses by the arrows. */
  open(at = -1): void {
    this.isOpen = true
    this.place = at
  }

  close(): void {
    this.isOpen = false
    this.place = -1
  }

  activate(place: number): void {
    this.place = place
  }

  /** The first row that can be had becomes the active one: what Enter then takes. */
  activateFirst(): void {
    this.place = this.rows().findIndex(this.isUsable)
  }

  /** To the next or the previous row that can be had; after the last comes the first. */
  move(by: 1 | -1): void {
    const rows = this.rows()
    for (let step = 1; step <= rows.length; step++) {
      const from = this.active < 0 && by < 0 ? 0 : this.active
      const place = (from + by * step + rows.length * 2) % rows.length
      if (!this.isUsable(rows[place]!)) continue
      this.place = place
      return
    }
  }

  /** Arrows up and down, which open it as well. @returns whether the key was one of these */
  arrows(press: KeyboardEvent, openAt = 0): boolean {
    if (press.altKey || (press.key !== 'ArrowDown' && press.key !== 'ArrowUp')) return false
    press.preventDefault()
    if (!this.isOpen) this.open(openAt)
    else this.move(press.key === 'ArrowDown' ? 1 : -1)
    return true
  }
}
