import type { Announcements, AnnouncementWrite } from '../../../functions/ports/announcements.ts'
import type { Announcement } from '../../../shared/domain/event/announcement.ts'
import type { Shelves, WritesOf } from './shelves.ts'

export const announcementShelf = (company: string) => `${company} announcement`

export const announcements = (shelves: Shelves): Announcements => ({
  async announcement(company, id) {
    return shelves.get<Announcement>(announcementShelf(company), id)
  },
  async openAnnouncements(announcedBefore) {
    return shelves.dueIn<Announcement>('announcement', announcedBefore)
  },
})

export const announcementWrites: WritesOf<AnnouncementWrite> = {
  announcement: {
    actions({ announcement }, shelves) {
      const next = { value: announcement, due: { list: 'announcement', at: announcement.at } }
      return [shelves.isNew(announcementShelf(announcement.company), announcement.id, next)]
    },
  },
  resolved: {
    actions({ announcement: { company, id } }, shelves) {
      const shelf = announcementShelf(company)
      return [{ shelf, name: id, holds: shelves.get(shelf, id) !== undefined, next: undefined }]
    },
    found: ({ announcement: { company, id } }, shelves) =>
      shelves.get(announcementShelf(company), id) ? 'notThere' : 'there',
  },
}
