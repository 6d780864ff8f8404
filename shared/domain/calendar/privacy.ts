import type { Privacy } from '../people/calendar.ts'

/**
 * Who looks at an event. `outsider`: whoever is given a feed; `freeBusy`: a member whom its calendar shows busy times
 * only; `attendee`: its organizer and who is invited; `delegate`: who may change what stands in a calendar that it
 * stands in.
 */
export const readers = ['outsider', 'freeBusy', 'colleague', 'admin', 'attendee', 'delegate'] as const
export type Reader = (typeof readers)[number]

/**
 * Where an event is seen: in a list, opened, found, as busy time, in a mail, in a feed, and as a copy at a provider.
 */
export const surfaces = ['list', 'open', 'search', 'freeBusy', 'mail', 'feed', 'providerCopy'] as const
export type Surface = (typeof surfaces)[number]

const KNOWS: Record<Privacy, readonly Reader[]> = {
  public: ['outsider', 'colleague', 'admin', 'attendee', 'delegate'],
  confidential: ['colleague', 'admin', 'attendee', 'delegate'],
  private: ['attendee', 'delegate'],
}

/** What leaves the house is read by whoever it is shown to there: colleagues are strangers then. */
const OUTSIDE: readonly Surface[] = ['feed', 'providerCopy']

/**
 * What of an event a reader sees somewhere: all of it, that the time is taken, or nothing. The one rule of privacy
 * (D8): whatever answers with events asks it.
 */
export function shownTo(privacy: Privacy, reader: Reader, surface: Surface): 'details' | 'busy' | 'nothing' {
  if (surface === 'freeBusy') return 'busy'
  const isStranger = OUTSIDE.includes(surface) && reader !== 'attendee' && reader !== 'delegate'
  if (KNOWS[privacy].includes(isStranger && reader !== 'freeBusy' ? 'outsider' : reader)) return 'details'
  // Neither can a word be looked for that may not be read, nor is anybody written to about a time that is merely taken.
  return surface === 'search' || surface === 'mail' ? 'nothing' : 'busy'
}
