import type { Waitlists, WaitlistWrite } from '../../../functions/ports/waitlists.ts'
import type { EndedWait, Waitlist, WaitlistEntry } from '../../../shared/domain/booking/waitlist.ts'
import { type Action, kept, type Shelves, type WritesOf } from './shelves.ts'

const entryShelf = (company: string) => `${company} waitlist`
const endedShelf = (company: string) => `${company} waitsEnded`
const listShelf = (company: string) => `${company} waitlists`

function putOf(shelves: Shelves, waitlist: Waitlist, expectedVersion: number): Action {
  const due = waitlist.lookAt === undefined ? undefined : { list: 'waitlist', at: waitlist.lookAt }
  return shelves.versioned(listShelf(waitlist.company), waitlist.type, expectedVersion, { value: waitlist, due })
}

export const waitlists = (shelves: Shelves): Waitlists => ({
  async waitlist(company, type) {
    return shelves.get<Waitlist>(listShelf(company), type)
  },
  async waitlistEntry(company, type, id) {
    return shelves.get<WaitlistEntry>(entryShelf(company), `${type}#${id}`)
  },
  async waitlistEntries(company, type, most) {
    const [from, to] = type === undefined ? ['', '~'] : [`${type}#`, `${type}#~`]
    return shelves.range<WaitlistEntry>(entryShelf(company), from, to).slice(0, most)
  },
  async endedWait(company, type, id) {
    return shelves.get<EndedWait>(endedShelf(company), `${type}#${id}`)
  },
  async putWaitlist(waitlist, expectedVersion) {
    return shelves.does(putOf(shelves, waitlist, expectedVersion))
  },
  async dueWaitlists(before) {
    return shelves.dueIn<Waitlist>('waitlist', before)
  },
})

export const waitlistWrites: WritesOf<WaitlistWrite> = {
  waitlistEntry: {
    actions: ({ entry, expectedVersion }, shelves) => [
      shelves.versioned(entryShelf(entry.company), `${entry.type}#${entry.id}`, expectedVersion, { value: entry }),
    ],
    found: ({ entry }, shelves) =>
      shelves.foundAtVersion(entryShelf(entry.company), `${entry.type}#${entry.id}`, entry),
  },
  waitlistLeft: {
    actions: ({ entry }, shelves) => [
      shelves.versioned(entryShelf(entry.company), `${entry.type}#${entry.id}`, entry.version, undefined),
    ],
  },
  waitEnded: {
    actions: ({ ended }) => [
      {
        shelf: endedShelf(ended.company),
        name: `${ended.type}#${ended.id}`,
        holds: true,
        next: { value: kept(ended) },
      },
    ],
    found: ({ ended }, shelves) =>
      shelves.foundAtVersion(endedShelf(ended.company), `${ended.type}#${ended.id}`, ended),
  },
  waitlist: {
    actions: ({ waitlist, expectedVersion }, shelves) => [putOf(shelves, waitlist, expectedVersion)],
    found: ({ waitlist }, shelves) => shelves.foundAtVersion(listShelf(waitlist.company), waitlist.type, waitlist),
  },
}
