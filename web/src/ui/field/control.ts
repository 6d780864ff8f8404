/** What a field tells the control in it: spread it on the element that has the focus. */
export interface Control {
  id: string
  /** Ids of hint and fault. */
  'aria-describedby'?: string | undefined
  'aria-invalid'?: 'true' | undefined
  'aria-required'?: 'true' | undefined
  'aria-busy'?: 'true' | undefined
  disabled?: boolean | undefined
  readonly?: boolean | undefined
}

/** The same control with one more text that describes it; its fault, where that text is one. */
export function describedBy(control: Control, id: string, isFault: boolean): Control {
  return {
    ...control,
    'aria-describedby': [control['aria-describedby'], id].filter(Boolean).join(' '),
    ...(isFault && { 'aria-invalid': 'true' as const }),
  }
}
