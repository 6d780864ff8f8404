import { BadInput, inputFault } from '../answers/bad-input.ts'
import type { Calendar } from '../people/calendar.ts'
import type { Member } from '../people/member.ts'

/** That everybody who is let into a calendar is of the company. @throws BadInput for each who is not */
export function checkLetIn(list: Calendar['members'], members: Member[]): void {
  const faults = list.flatMap(({ memberId }, i) =>
    members.some(({ id }) => id === memberId) ? [] : [inputFault(`members.${i}.memberId`, 'notOfCompany')],
  )
  if (faults.length > 0) throw new BadInput(...faults)
}
