import { type InputFault, inputFault } from '../answers/bad-input.ts'
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

/** Answers that somebody gives for others who have just been invited: nobody answers for somebody else. */
export function answersOfOthers(invited: Invited[], before: Attendee[], by: string): InputFault[] {
  return invited.flatMap(({ email, reply = 'needsAction' }, i) =>
    reply === 'needsAction' || email === by || before.some((one) => one.email === email)
      ? []
      : [inputFault(`attendees.${i}.reply`, 'answersThemselves')],
  )
}
