import type { AddressFault } from '../../../../shared/domain/effects/mail-trouble.ts'
import type { EventLook } from './event-look.ts'

export type CardReply = 'accepted' | 'tentative' | 'declined'

/** An answer that is no reply to an invitation: to a customer's request. */
export interface CardAnswer {
  label: string
  isPrimary?: boolean
  act: () => void
}

/** Something that came by mail in answer to an event: in words, with what may be done about it. */
export interface CardMail {
  id: string
  text: string
  /** What was written with it, of whom it says it is. */
  more: readonly string[]
  acts: readonly CardAnswer[]
}

/** All that a card says of an event. */
export interface CardEvent extends EventLook {
  /** How it repeats, as a sentence. */
  repetition?: string
  videoCallUrl?: string
  /** A link to the place on a map. */
  mapUrl?: string
  attendees: {
    name: string
    email: string
    reply: 'needsAction' | CardReply
    isOptional?: boolean /** Asked to this date of a series alone. */
    isOnlyThisDate?: boolean
    /** What they wrote with their answer. */
    comment?: string
    /** Why no mails go there. */
    mailFault?: AddressFault | undefined
  }[]
  /** Who booked it; of bookings. */
  customer?: { name: string; email: string; mailFault?: AddressFault | undefined }
  /** Where it is followed up. */
  recordHref?: string
  /** The record that it is about. */
  record?: { title: string; href: string }
  /** What was paid for it and what went back, in words; and the receipt. */
  /** Until when its request waits for an answer, in words. */
  answerBy?: string
  payment?: { text: string; receiptUrl?: string; receipt: string; isWrong: boolean }
  /** Text; addresses in it become links. */
  description?: string
  /** The same with markup that the server has made safe, in place of the text. */
  descriptionHtml?: string
  tags?: { name: string; colour: string }[]
  attachments?: { title: string; url: string }[]
  /** Where it comes from and how fresh it is, in words: `Google, 40 s ago`. */
  source?: string
}

/** A text in pieces, with its addresses known: https and http only, punctuation after them is not theirs. */
export function linkedText(text: string): { text: string; href?: string }[] {
  const pieces: { text: string; href?: string }[] = []
  let from = 0
  for (const found of text.matchAll(/https?:\/\/[^\s<>"']+/g)) {
    const address = found[0].replace(/[.,;:!?)\]]+$/, '')
    if (!URL.canParse(address)) continue
    if (found.index > from) pieces.push({ text: text.slice(from, found.index) })
    pieces.push({ text: address, href: address })
    from = found.index + address.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}
