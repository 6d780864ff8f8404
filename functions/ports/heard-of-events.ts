import type { Heard } from '../../shared/domain/invitation/heard.ts'
import type { Instant } from '../../shared/domain/time/time.ts'

/** Somebody to whom a letter is written about an event, or about the parts of a series that was split. */
export interface LetterReaderKey {
  company: string
  /** The event with which it began. */
  rootId: string
  email: string
}

/** What people were told of events, and who is just being told. */
export interface HeardOfEvents {
  /** What everybody was told of these events; whoever was never told and is behind is named too. */
  heardOf(company: string, eventIds: string[]): Promise<Heard[]>
  /**
   * Keeps what a letter has told, in place of what was kept of these events.
   * @param version of each event, as it was when the letter was written: whoever was left behind later stays so
   */
  putHeard(company: string, heard: (Heard & { version: number })[]): Promise<void>
  /**
   * Keeps what a letter says that is about to go, until it is known to have gone (`putHeard`); of whoever is given
   * without `told` it is known that it has not.
   */
  putTried(company: string, heard: Heard[]): Promise<void>
  /** These are not told of what this version says. */
  leaveBehind(company: string, eventId: string, emails: string[], version: number): Promise<void>
  /** What these were not told of was taken back by this version. */
  catchUp(company: string, eventId: string, emails: string[], version: number): Promise<void>
  /** Lets go of what nobody's last letter was written from any more. */
  forgetUntold(company: string, eventId: string, now: Instant): Promise<void>
  /**
   * Takes hold of a reader, so that no two letters to them are written at once.
   * @param letter what tells this letter from others: one that is tried again holds them still
   * @returns false: another one is just written
   */
  beginLetter(reader: LetterReaderKey, letter: string, now: Instant, leaseUntil: Instant): Promise<boolean>
  /** Lets go of a reader, whom this letter holds. */
  endLetter(reader: LetterReaderKey, letter: string): Promise<void>
}
