import type { Announcement } from '../../shared/domain/event/announcement.ts'
import type { Instant } from '../../shared/domain/time/time.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type AnnouncementWrite =
  | { write: 'announcement'; announcement: Announcement }
  | { write: 'resolved'; announcement: Announcement }

export const announcementWrite = (announcement: Announcement): Write =>
  sealed<AnnouncementWrite>({ write: 'announcement', announcement })

/** Takes an announcement away; holds only while it is there. */
export const announcementRemoval = (announcement: Announcement): Write =>
  sealed<AnnouncementWrite>({ write: 'resolved', announcement })

/** Claims without end that are not resolved yet. */
export interface Announcements {
  announcement(company: string, id: string): Promise<Announcement | undefined>
  /** Announcements that nobody resolved since the instant. */
  openAnnouncements(announcedBefore: Instant): Promise<Announcement[]>
}
