/** Speaks HTTP as one person: keeps the session's cookie. */
export class Person {
  private readonly app: string
  private cookie = ''

  constructor(app: string) {
    this.app = app
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.app}${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), cookie: this.cookie },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok)
      throw new Error(`the demo company could not be made: ${method} ${path} ${response.status} ${text}`)
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
    if (cookie) this.cookie = cookie
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
}

/** A member of the demo company, and their id there. */
export interface Member {
  person: Person
  id: string
}
