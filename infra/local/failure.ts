/** Something that a person can mend: its message is one clear sentence, and the host ends with it. */
export class Failure extends Error {
  override name = 'Failure'
}
