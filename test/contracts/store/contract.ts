import assert from 'node:assert/strict'
import { beforeAll, describe, test } from '@jest/globals'
import type { Write } from '../../../functions/ports/commit.ts'
import { eventWrite } from '../../../functions/ports/events.ts'
import type { Repositories } from '../../../functions/ports/repositories.ts'
import { eventOf } from '../samples.ts'
import { announcements } from './announcements.ts'
import { appointmentTypes } from './appointment-types.ts'
import { attendeePlacements } from './attendee-placements.ts'
import { bookingContext } from './booking-context.ts'
import { bookings } from './bookings.ts'
import { businessRecords } from './business-records.ts'
import { calendarLinks } from './calendar-links.ts'
import { calendars } from './calendars.ts'
import { changes } from './changes.ts'
import { channels } from './channels.ts'
import { commit } from './commit.ts'
import { companies } from './companies.ts'
import { connections } from './connections.ts'
import { contacts } from './contacts.ts'
import { effects } from './effects.ts'
import { events } from './events.ts'
import { eventsPutAway } from './events-put-away.ts'
import { heardOfEvents } from './heard-of-events.ts'
import { invitations } from './invitations.ts'
import { ledger } from './ledger.ts'
import { ledgerDays } from './ledger-days.ts'
import { ledgerRaces } from './ledger-races.ts'
import { mailTemplates } from './mail-templates.ts'
import { mailedReplies } from './mailed-replies.ts'
import { members } from './members.ts'
import { oauthStates } from './oauth-states.ts'
import { DONE, endOf, failedAt } from './parts.ts'
import { payments } from './payments.ts'
import { people } from './people.ts'
import { pictures } from './pictures.ts'
import { privateLinks } from './private-links.ts'
import { reminders } from './reminders.ts'
import { resources } from './resources.ts'
import { revisions } from './revisions.ts'
import { searchIndex } from './search-index.ts'
import { sessions } from './sessions.ts'
import type { Subject, Verb, World } from './subject.ts'
import { tags } from './tags.ts'
import { tallies } from './tallies.ts'
import { throttles } from './throttles.ts'
import { cancelledBookings, visits } from './visits.ts'
import { waitlists } from './waitlists.ts'
import { websites } from './websites.ts'

/** The suites of all ports: a new subject is a file and a line here. */
const suites: Record<string, Subject> = {
  announcements,
  'appointment types': appointmentTypes,
  'private links': privateLinks,
  'mail templates': mailTemplates,
  bookings,
  'cancelled bookings': cancelledBookings,
  visits,
  waitlists,
  'calendar links': calendarLinks,
  calendars,
  changes,
  channels,
  commit,
  companies,
  contacts,
  pictures,
  connections,
  effects,
  events,
  'events put away': eventsPutAway,
  'booking context': bookingContext,
  'heard of events': heardOfEvents,
  invitations,
  'ledger days': ledgerDays,
  'ledger races': ledgerRaces,
  ledger,
  'mailed replies': mailedReplies,
  members,
  'oauth states': oauthStates,
  payments,
  people,
  reminders,
  resources,
  revisions,
  'search index': searchIndex,
  sessions,
  attendeePlacements,
  tags,
  tallies,
  throttles,
  websites,
  'business records': businessRecords,
}

/**
 * What every store owes to its ports, whatever it is made of.
 * @param makeStore an empty store, a new one for each call
 */
export function storeContract(name: string, makeStore: () => Promise<Repositories>): void {
  describe(`${name}: what a store owes to its ports`, () => {
    let store: Repositories
    let made = 0
    const world: World = {
      get store() {
        return store
      },
      newCompany: () => `company${made++}`,
      async given(writes = []) {
        for (const write of writes) assert.deepEqual(await store.commit([write]), DONE)
      },
      makeStore,
    }
    beforeAll(async () => {
      store = await makeStore()
    })

    for (const [title, subject] of Object.entries(suites))
      describe(title, () => {
        for (const verb of subject.verbs ?? []) testVerb(verb, world)
        subject.tests?.(world)
      })
  })
}

/** That a verb of a commit does what it says, and that a condition which does not hold undoes the whole commit. */
function testVerb(verb: Verb, world: World): void {
  test(verb.title, async () => {
    const company = world.newCompany()
    await world.given(verb.given?.(company))
    const write = verb.write(company)
    assert.equal(await world.store.lookFor([write]), verb.isFoundAgain ? 'notThere' : 'unsaid')
    assert.deepEqual(await world.store.commit([write]), DONE)
    assert.equal(await world.store.lookFor([write]), verb.isFoundAgain ? 'there' : 'unsaid')
    const [found, expected] = await verb.leaves(world.store, company)
    assert.deepEqual(found, expected)
  })

  for (const [reason, failing] of Object.entries(verb.failing ?? {}))
    test(`${verb.title}: fails when ${reason}, by its index, and nothing of the commit is written`, async () => {
      const { store } = world
      const company = world.newCompany()
      await world.given(failing.given?.(company))
      const [before, after] = ['before', 'after'].map((id) => eventWrite(eventOf(company, { id }), 0)) as [Write, Write]
      const written = async () => (await store.events(company, ['before', 'after'])).length
      assert.deepEqual(endOf(await store.commit([before, failing.write(company), after])), failedAt(1))
      assert.equal(await written(), 0)
      assert.deepEqual(await store.commit([before, after]), DONE)
      assert.equal(await written(), 2)
    })
}
