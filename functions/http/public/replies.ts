import * as api from '../../../shared/api/replies.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { attendeesAt } from '../../../shared/domain/event/people-at.ts'
import { occurrencesOf } from '../../../shared/domain/recurrence/occurrence.ts'
import { isSeries } from '../../../shared/domain/recurrence/repetition.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { type AskedByLink, answerByLink, askedByLink, timesKeyOf } from '../../usecases/event/answer-by-link.ts'
import { refusalOfTries } from '../../usecases/people/throttling.ts'
import { timesView } from '../app/event-times.ts'
import { type PublicWorld, publicEndpoints } from './public-door.ts'

/** So often one address may look, and answer, in 15 minutes. */
const READS_PER_ADDRESS = 600
const ANSWERS_PER_ADDRESS = 60
/** So many of the next dates of a series are shown, of so many days. */
const MOST_DATES = 12
const DATES_WITHIN_DAYS = 400

function datesView({ event, person }: AskedByLink, door: PublicWorld) {
  if (!isSeries(event)) return []
  const now = door.clock.now()
  const zone = event.times.kind === 'timed' ? event.times.timeZone : 'UTC'
  return occurrencesOf(event, now, now + DATES_WITHIN_DAYS * DAY_MS, zone)
    .flatMap(({ key, times }) => {
      const own = key === undefined ? undefined : attendeesAt(event, key).find(({ email }) => email === person.email)
      return own ? [{ occurrence: key!, ...timesView(times), reply: own.reply }] : []
    })
    .slice(0, MOST_DATES)
}

function invitationView(door: PublicWorld, asked: AskedByLink) {
  const { event, person, state, company, members } = asked
  const { title, location, videoCallUrl, description, descriptionHtml = '' } = event
  const { email, name, reply, comment } = person
  const organizer = members.find(({ id }) => id === event.organizerId)
  // Who is asked to it no more reads what it was called, and nothing that was said since.
  const isTheirs = state === 'open' || state === 'over'
  return {
    body: {
      company: { name: company.name },
      title,
      ...timesView(event.times),
      location: isTheirs ? location : '',
      videoCallUrl: isTheirs ? videoCallUrl : '',
      description: isTheirs ? description : '',
      descriptionHtml: isTheirs ? descriptionHtml : '',
      organizer: { name: organizer?.name ?? company.name },
      person: { email, ...(name !== undefined && { name }) },
      state,
      reply,
      ...(comment !== undefined && { comment }),
      isSeries: isSeries(event),
      dates: isTheirs ? datesView(asked, door) : [],
      timesKey: timesKeyOf(event),
    },
  }
}

export const replyEndpoints = publicEndpoints(api, {
  async readInvitationToEvent({ params, address, door }) {
    const tooMany = await door.reads.refusal({ key: `reply#${address}`, most: READS_PER_ADDRESS })
    if (tooMany) return tooMany
    const asked = await askedByLink(door, params.token)
    return isRefusal(asked) ? asked : invitationView(door, asked)
  },
  async answerInvitationToEvent({ params, body, address, door }) {
    const tooMany = await refusalOfTries(door, [{ key: `answer#${address}`, most: ANSWERS_PER_ADDRESS }])
    if (tooMany) return tooMany
    const asked = await answerByLink(door, params.token, body)
    return isRefusal(asked) ? asked : invitationView(door, asked)
  },
})
