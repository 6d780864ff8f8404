/** Whom an effect is for. */
export type Recipient =
  | { to: 'customer' }
  | { to: 'guest'; email: string }
  /** Whoever hears of every change and takes no part. */
  | { to: 'cc'; email: string }
  | { to: 'host'; memberId: string }
  /** Whoever is or was asked to an event, of the house or not. */
  | { to: 'asked'; email: string }
  /** Whoever an invitation is for. */
  | { to: 'invited' }
  | { to: 'connection'; memberId: string; connectionId: string }
  /** The planning of reminders is for nobody yet. */
  | { to: 'nobody' }

/**
 * A recipient in one word. These letters stand in the keys of effects and in the Message-IDs of mails that went out:
 * another spelling would send them again.
 */
export function wordOfRecipient(recipient: Recipient): string {
  switch (recipient.to) {
    case 'customer':
    case 'invited':
      return recipient.to
    case 'guest':
      return `guest:${recipient.email}`
    case 'cc':
      return `cc:${recipient.email}`
    case 'asked':
      return `asked:${recipient.email}`
    case 'host':
      return `host:${recipient.memberId}`
    case 'connection':
      return `${recipient.memberId}/${recipient.connectionId}`
    case 'nobody':
      return ''
  }
}

/** The recipient that a word names. @throws when it names none */
export function recipientOfWord(word: string): Recipient {
  if (word === 'customer' || word === 'invited') return { to: word }
  if (word === '') return { to: 'nobody' }
  const [kind, who] = word.split(/:(.*)/s)
  if (kind === 'guest' && who) return { to: 'guest', email: who }
  if (kind === 'cc' && who) return { to: 'cc', email: who }
  if (kind === 'asked' && who) return { to: 'asked', email: who }
  if (kind === 'host' && who) return { to: 'host', memberId: who }
  const [memberId, connectionId] = word.split('/')
  if (memberId && connectionId) return { to: 'connection', memberId, connectionId }
  throw new Error(`"${word}" is no recipient`)
}

export const isSameRecipient = (one: Recipient, other: Recipient): boolean =>
  wordOfRecipient(one) === wordOfRecipient(other)
