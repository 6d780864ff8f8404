import { announcementRemoval, announcementWrite } from '../../../functions/ports/announcements.ts'
import type { Announcement } from '../../../shared/domain/event/announcement.ts'
import { eventOf, NOW } from '../samples.ts'
import type { Subject } from './subject.ts'

const announcement = (company: string, moment = NOW): Announcement => ({
  id: 'a1',
  company,
  at: moment,
  origin: 'member:ada',
  steps: [{ after: eventOf(company), kind: 'created' }],
})

/** What a store owes to the port of announcements. */
export const announcements: Subject = {
  verbs: [
    {
      title: 'announcement',
      write: (company) => announcementWrite(announcement(company)),
      leaves: async (store, company) => [
        [
          await store.announcement(company, 'a1'),
          (await store.openAnnouncements(NOW)).filter((one) => one.company === company).length,
          (await store.openAnnouncements(NOW - 1)).filter((one) => one.company === company).length,
        ],
        [announcement(company), 1, 0],
      ],
    },
    {
      title: 'resolved',
      isFoundAgain: true,
      given: (company) => [announcementWrite(announcement(company))],
      write: (company) => announcementRemoval(announcement(company)),
      leaves: async (store, company) => [await store.announcement(company, 'a1'), undefined],
      failing: {
        'somebody else resolved it': { write: (company) => announcementRemoval(announcement(company)) },
      },
    },
  ],
}
