import type { Instant, TimeZone } from '../domain/time/time.ts'

/**
 * Who opens a page of the booking desk, and where: all that a door knows of a visitor whose browser has said nothing
 * yet.
 */
export interface PageVisit {
  /** Path and query, as the browser asks for them. */
  address: string
  /** How they read dates and numbers (BCP 47), in the language of the page. */
  locale: string
  /** Whether they read 12 hours or 24; absent: as their locale does. */
  hours?: '12' | '24' | undefined
  /** The zone that their browser named; absent: it has not yet. */
  timeZone?: TimeZone | undefined
  /** The zone in which they seem to be, by where the request comes from. */
  guessedTimeZone?: TimeZone | undefined
  /** By the clock that decides what can be booked. */
  now: Instant
}

/** What came back to a question: its status, and its JSON. */
export interface Answered {
  status: number
  body: unknown
}

/** A page as it is drawn before any script has run. */
export interface DrawnPage {
  status: number
  /** The whole document. */
  html: string
  /** Origins of the sites that may show it inside their own pages. */
  embedOn: readonly string[]
}

/** What the page's build for the server exports. */
export interface PageDrawer {
  /** @param get answers the page's questions, by path and query of the public API, as the same visitor */
  draw(visit: PageVisit, get: (address: string) => Promise<Answered>): Promise<DrawnPage>
  /** The document without anything in it: the browser draws it all. */
  document: string
}
