import {
  ANSWER_LIFE_MS,
  type BookingContexts,
  type BookingContextWrite,
  type RememberedAnswer,
} from '../../../functions/ports/booking-context.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { type PrivateLink, tallyOfLink } from '../../../shared/domain/booking/private-link.ts'
import type { TallyName } from '../../../shared/domain/ledger/tally.ts'
import { assignmentShelf, typeShelf } from './appointment-types.ts'
import { keptCompany } from './companies.ts'
import { privateLinkShelf } from './private-links.ts'
import type { Shelves, WritesOf } from './shelves.ts'
import { tallyNow } from './tallies.ts'

const answerShelf = (company: string, type: string) => `${company} answer ${type}`

export const bookingContext = (shelves: Shelves): BookingContexts => ({
  async bookingContext(company, slug, { keyHash, booker, assigned, link }, now) {
    const type = shelves.get<AppointmentType>(typeShelf(company), slug)
    const owner = keptCompany(shelves, company)?.company
    const answer =
      keyHash === undefined ? undefined : shelves.get<RememberedAnswer>(answerShelf(company, slug), keyHash)
    const counts = assigned ? shelves.get<Record<string, number>>(assignmentShelf(company), slug) : undefined
    const name: TallyName | undefined = booker === undefined ? undefined : { tally: 'booker', type: slug, booker }
    const privateLink = link === undefined ? undefined : shelves.get<PrivateLink>(privateLinkShelf(company, slug), link)
    return {
      ...(type && { type }),
      ...(owner && { company: owner }),
      ...(answer && answer.expiresAt > now && { answer }),
      assigned: counts ?? {},
      ...(name && { booker: tallyNow(shelves, company, name) }),
      ...(link !== undefined && {
        byLink: tallyNow(shelves, company, tallyOfLink({ type: slug, id: link })),
        ...(privateLink && { link: privateLink }),
      }),
    }
  },
})

export const bookingContextWrites: WritesOf<BookingContextWrite> = {
  answer: {
    actions({ answer }, shelves) {
      const shelf = answerShelf(answer.company, answer.type)
      const found = shelves.get<RememberedAnswer>(shelf, answer.keyHash)
      const holds = !found || found.expiresAt <= answer.expiresAt - ANSWER_LIFE_MS
      return [{ shelf, name: answer.keyHash, holds, next: { value: answer } }]
    },
  },
}
