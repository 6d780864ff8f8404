import type { Attendee } from '../people/attendee.ts'
import type { Member } from '../people/member.ts'

const coming = (attendees: Attendee[], { id, email, name }: Member): Attendee[] =>
  attendees.some(({ memberId }) => memberId === id)
    ? attendees.map((one) => (one.memberId === id ? { ...one, reply: 'accepted' } : one))
    : [...attendees, { email, name, memberId: id, reply: 'accepted' }]

/** Who is in an event that goes from one organizer to another: the old one stays, and comes. */
export function handedOver(attendees: Attendee[], from: Member | undefined, to: Member): Attendee[] {
  const kept = from ? coming(attendees, from) : attendees
  return kept.map((one) => (one.memberId === to.id ? { ...one, reply: 'accepted' } : one))
}
