/** A fault in the input: where it stands and what is wrong with it. */
export interface InputFault {
  path: string
  message: string
}

/** Thrown for input that cannot mean anything; doors answer 400 with every fault, and nothing was stored or sent. */
export class BadInput extends Error {
  override name = 'BadInput'
  readonly errors: InputFault[]
  constructor(...errors: InputFault[]) {
    super(errors.map(({ path, message }) => `${path}: ${message}`).join('; '))
    this.errors = errors
  }
}
