import { z } from 'zod'
import { tallyOfLink } from '../../../shared/domain/booking/private-link.ts'
import { type Tally, type TallyName, tallyKey } from '../../../shared/domain/ledger/tally.ts'
import {
  ANSWER_LIFE_MS,
  type BookingContexts,
  type BookingContextWrite,
  type RememberedAnswer,
} from '../../ports/booking-context.ts'
import { put, type WritesOf } from './actions.ts'
import { assignmentKey, readAssignment, readType, typeKey } from './appointment-types.ts'
import { companyKey, readCompany } from './companies.ts'
import type { Key } from './keys.ts'
import { privateLinkKey, readPrivateLink } from './private-links.ts'
import type { Row } from './row.ts'
import { readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'
import { readTally, tallyKeyOf } from './tally-rows.ts'

const answerKey = (company: string, type: string, keyHash: string): Key => ({
  pk: `${company}#answer#${type}#${keyHash}`,
  sk: 'answer',
})

/** Its end stands in `until`, in milliseconds: the table's own time to live is in seconds. */
const readAnswer = readerOf<RememberedAnswer>()(
  'answer',
  z
    .object({
      company: z.string(),
      type: z.string(),
      keyHash: z.string(),
      requestHash: z.string(),
      bookingId: z.string(),
      until: z.number(),
    })
    .transform(({ until, ...answer }) => ({ ...answer, expiresAt: until })),
)

export function bookingContext(table: Table): BookingContexts {
  return {
    async bookingContext(company, slug, { keyHash, booker, assigned, link, read }, now) {
      const bookerTally: TallyName | undefined =
        booker === undefined ? undefined : { tally: 'booker', type: slug, booker }
      const linkTally: TallyName | undefined = link === undefined ? undefined : tallyOfLink({ type: slug, id: link })
      const wanted = [
        companyKey(company),
        typeKey(company, slug),
        ...(assigned ? [assignmentKey(company, slug)] : []),
        ...(keyHash === undefined ? [] : [answerKey(company, slug, keyHash)]),
        ...(bookerTally ? [tallyKeyOf(company, bookerTally)] : []),
        ...(linkTally ? [privateLinkKey(company, slug, link!), tallyKeyOf(company, linkTally)] : []),
      ]
      const rows = await table.getAll(wanted, read)
      const of = (kind: string) => rows.find((row) => row['row'] === kind)
      const remembered = of('answer')
      const answer = remembered && readAnswer(remembered)
      const type = of('type')
      const owner = of('company')
      const tallies = rows.filter((row) => row['row'] === 'tally').map(readTally)
      const tallyNow = (name: TallyName): Tally =>
        tallies.find((tally) => tallyKey(tally.name) === tallyKey(name)) ?? { name, version: 0, entries: {} }
      const privateLink = of('privateLink')
      const given = of('assignment')
      return {
        ...(type && { type: readType(type) }),
        ...(owner && { company: readCompany(owner) }),
        ...(answer && answer.expiresAt > now && { answer }),
        assigned: given ? readAssignment(given) : {},
        ...(bookerTally && { booker: tallyNow(bookerTally) }),
        ...(privateLink && { link: readPrivateLink(privateLink) }),
        ...(linkTally && { byLink: tallyNow(linkTally) }),
      }
    },
  }
}

export const bookingContextWrites: WritesOf<BookingContextWrite> = {
  answer: {
    actions({ answer }, table) {
      const row: Row = {
        ...answerKey(answer.company, answer.type, answer.keyHash),
        row: 'answer',
        ...answer,
        until: answer.expiresAt,
        expiresAt: ttl(answer.expiresAt),
      }
      return [
        put(table, row, {
          ConditionExpression: 'attribute_not_exists(pk) OR #until <= :now',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':now': answer.expiresAt - ANSWER_LIFE_MS },
        }),
      ]
    },
  },
}
