import type { Announcement } from '../../shared/domain/event/announcement.ts'
import type { Instant } from '../../shared/domain/time/time.ts'

/** What a commit may do here. */
export type AnnouncementWrite =
  | { write: 'announcement'; announcement: Announcement }
  /** Takes an announcement away; holds only while it is there. */
  | { write: 'settled'; announcement: Announcement }

/** Claims without end that are not settled yet. */
export interface Announcements {
  announcement(company: string, id: string): Promise<Announcement | undefined>
  /** Announcements that nobody settled since the instant. */
  openAnnouncements(announcedBefore: Instant): Promise<Announcement[]>
}
