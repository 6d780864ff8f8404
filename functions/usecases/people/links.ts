import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Companies } from '../../ports/companies.ts'
import type { Secrets } from '../../ports/secrets.ts'

/** The repositories that it uses. */
export type LinksStore = Companies

export type LinkPurpose = 'manage' | 'join' | 'hold' | 'book' | 'wait' | 'reply'

/**
 * Links that need no account: `company.subject.purpose.generation.HMAC`, stored nowhere, revoked by raising the
 * generation. The key is the company's own, sealed in its row, opened once per worker.
 */
export interface Links {
  /**
   * Opens the key of a company, so that signing cannot fail any more: asked before something is stored whose answer
   * carries a link. @returns false where there is no such company
   */
  ready(company: string): Promise<boolean>
  /**
   * What makes names of things that nobody may find again: by the company's key, so that whoever knows what is named
   * cannot make its name. @throws where there is no such company
   */
  veil(company: string): Promise<(named: string) => string>
  sign(company: string, subjectId: string, purpose: LinkPurpose, generation: number): Promise<string>
  /** What a genuine token of this purpose names; nothing for anything else. */
  read(
    token: string,
    purpose: LinkPurpose,
  ): Promise<{ company: string; subjectId: string; generation: number } | undefined>
}

export function companyLinks(store: LinksStore, secrets: Secrets): Links {
  const opened = new Map<string, Promise<string | undefined>>()

  function keyOf(company: string): Promise<string | undefined> {
    let key = opened.get(company)
    if (!key) {
      key = store.company(company).then((found) => found && secrets.open(found.sealedLinkKey, { company }))
      opened.set(company, key)
      // A company that is not there yet, or a fault, must not be remembered.
      key.then((value) => value ?? opened.delete(company)).catch(() => opened.delete(company))
    }
    return key
  }

  const macOf = (key: string, body: string) => createHmac('sha256', key).update(body).digest('base64url').slice(0, 32)

  return {
    async ready(company) {
      return (await keyOf(company)) !== undefined
    },
    async veil(company) {
      const key = await keyOf(company)
      if (key === undefined) throw new Error(`no company ${company}`)
      // No body of a link begins so.
      return (named) => createHmac('sha256', key).update(`veil ${named}`).digest('hex')
    },
    async sign(company, subjectId, purpose, generation) {
      const key = await keyOf(company)
      if (key === undefined) throw new Error(`no company ${company}`)
      const body = `${company}.${subjectId}.${purpose}.${generation}`
      return `${body}.${macOf(key, body)}`
    },
    async read(token, purpose) {
      const match = /^([a-z0-9-]{1,48})\.([a-z0-9-]{1,80})\.([a-z]+)\.(\d{1,9})\.([\w-]{32})$/.exec(token)
      if (!match) return undefined
      const [, company, subjectId, given, generation, mac] = match as unknown as [
        string,
        string,
        string,
        string,
        string,
        string,
      ]
      if (given !== purpose) return undefined
      const key = await keyOf(company)
      if (key === undefined) return undefined
      const wanted = macOf(key, `${company}.${subjectId}.${given}.${generation}`)
      if (!timingSafeEqual(Buffer.from(wanted), Buffer.from(mac))) return undefined
      return { company, subjectId, generation: Number(generation) }
    },
  }
}
