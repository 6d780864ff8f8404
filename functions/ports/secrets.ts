/**
 * Seals small secrets (tokens, keys) so that the table never holds them readable; the context is bound to the
 * ciphertext.
 */
export interface Secrets {
  seal(plain: string, context: Record<string, string>): Promise<string>
  /** @throws when the sealed text was changed or belongs to another context */
  open(sealed: string, context: Record<string, string>): Promise<string>
}

/** Hashes passwords (argon2id) and tokens. */
export interface Passwords {
  hash(password: string): Promise<string>
  /** Takes the same time whether or not there is a hash to compare with. */
  matches(password: string, hash: string | undefined): Promise<boolean>
}
