import type { Attendee } from '../people/attendee.ts'
import type { Member } from '../people/member.ts'

/** Somebody who is to be invited, as whoever invites names them. */
export interface Invited {
  email: string
  name?: string | undefined
  reply?: Attendee['reply'] | undefined
  isOptional?: boolean | undefined
}

/** Attendees with the members among them recognised; an invited member has not answered yet. */
export function recognised(invited: Invited[], members: Member[]): Attendee[] {
  return invited.map(({ email, name, reply = 'needsAction', isOptional }) => {
    const member = members.find((one) => one.email === email)
    return {
      email,
      ...((name || member?.name) && { name: name || member!.name }),
      ...(member && { memberId: member.id }),
      reply,
      ...(isOptional && { isOptional }),
    }
  })
}
