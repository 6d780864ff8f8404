import type { EndedWait, Waitlist, WaitlistEntry } from '../../shared/domain/booking/waitlist.ts'
import type { Instant } from '../../shared/domain/time/time.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type WaitlistWrite =
  | { write: 'waitlistEntry'; entry: WaitlistEntry; expectedVersion: number }
  | { write: 'waitlistLeft'; entry: WaitlistEntry }
  | { write: 'waitEnded'; ended: EndedWait }
  | { write: 'waitlist'; waitlist: Waitlist; expectedVersion: number }

/** Holds where the expected version stands; 0: where nothing stands. */
export const waitlistEntryWrite = (entry: WaitlistEntry, expectedVersion: number): Write =>
  sealed<WaitlistWrite>({ write: 'waitlistEntry', entry, expectedVersion })

/** Takes away an entry that stands at this version. */
export const waitlistEntryRemoval = (entry: WaitlistEntry): Write =>
  sealed<WaitlistWrite>({ write: 'waitlistLeft', entry })

/** Keeps what became of an entry until its days are over, over what was kept of one before. */
export const endedWaitWrite = (ended: EndedWait): Write => sealed<WaitlistWrite>({ write: 'waitEnded', ended })

/** Holds where the expected version stands; 0: where nothing stands. */
export const waitlistWrite = (waitlist: Waitlist, expectedVersion: number): Write =>
  sealed<WaitlistWrite>({ write: 'waitlist', waitlist, expectedVersion })

/** Who waits until something becomes free. */
export interface Waitlists {
  /** The list of a type as a whole; absent: nobody has ever waited. */
  waitlist(company: string, type: string): Promise<Waitlist | undefined>
  waitlistEntry(company: string, type: string, id: string): Promise<WaitlistEntry | undefined>
  /** The entries of a type, or of all types of a company, those of a type together. @param most so many are read */
  waitlistEntries(company: string, type: string | undefined, most: number): Promise<WaitlistEntry[]>
  /** What is kept of an entry whose type was deleted, until its days are over. */
  endedWait(company: string, type: string, id: string): Promise<EndedWait | undefined>
  /** @returns false when the stored version is not the expected one */
  putWaitlist(waitlist: Waitlist, expectedVersion: number): Promise<boolean>
  /** Lists at which somebody has to look: whose moment for that lies before the instant. */
  dueWaitlists(before: Instant): Promise<Waitlist[]>
}
