import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { MOST_PRIVATE_LINKS, type PrivateLink } from '../../../shared/domain/booking/private-link.ts'
import { mayShareType, seesType } from '../../../shared/domain/booking/type-rights.ts'
import { type Tally, tallyKey } from '../../../shared/domain/ledger/tally.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { PrivateLinks } from '../../ports/private-links.ts'
import { over, patiently } from '../attempt.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type PrivateLinksStore = AppointmentTypes & PrivateLinks

type Tools = World<PrivateLinksStore>

/** A type whose links somebody may see and make. */
async function sharedType(tools: Tools, member: Member, slug: string): Promise<AppointmentType | Refusal> {
  const type = await tools.store.type(member.company, slug)
  if (!type || !seesType(member, type)) return refuse('NotFound')
  return mayShareType(member, type) ? type : refuse('NotAllowed')
}

/** The links of a type, the newest first, each with what was booked by it. */
export async function listPrivateLinks(
  tools: Tools,
  member: Member,
  slug: string,
): Promise<{ link: PrivateLink; taken: Tally | undefined }[] | Refusal> {
  const type = await sharedType(tools, member, slug)
  if ('refusal' in type) return type
  const links = await tools.store.privateLinks(member.company, slug)
  const counted = links.filter(({ mostBookings }) => mostBookings !== undefined).map(({ id }) => id)
  const tallies = counted.length === 0 ? [] : await tools.store.bookedByLinks(member.company, slug, counted)
  const taken = new Map(tallies.map((tally) => [tallyKey(tally.name), tally]))
  return links
    .toSorted((a, b) => b.createdAt - a.createdAt)
    .map((link) => ({ link, taken: taken.get(tallyKey({ tally: 'link', type: slug, link: link.id })) }))
}

/** Makes a link. @throws BadInput for an end that has passed */
export async function createPrivateLink(
  tools: Tools,
  member: Member,
  slug: string,
  asked: Pick<PrivateLink, 'forEmail' | 'mostBookings' | 'endsAt'>,
): Promise<PrivateLink | Refusal> {
  const type = await sharedType(tools, member, slug)
  if ('refusal' in type) return type
  const now = tools.clock.now()
  if (asked.endsAt !== undefined && asked.endsAt <= now) throw new BadInput(inputFault('endsAt', 'inPast'))
  const link: PrivateLink = {
    ...asked,
    id: tools.random.id(),
    company: member.company,
    type: slug,
    version: 1,
    createdBy: member.id,
    createdAt: now,
  }
  return patiently<PrivateLink | Refusal>(tools, async () => {
    const links = await tools.store.privateLinks(member.company, slug)
    if (links.length >= MOST_PRIVATE_LINKS)
      return over(
        refuse('TooMany', {
          detail: `An appointment has at most ${MOST_PRIVATE_LINKS} private links: take some back.`,
        }),
      )
    return (await tools.store.putPrivateLink(link, 0)) ? over(link) : 'again'
  })
}

/** Takes a link back: whoever comes by it reads that it has ended. */
export async function removePrivateLink(
  tools: Tools,
  member: Member,
  slug: string,
  id: string,
): Promise<Refusal | undefined> {
  const type = await sharedType(tools, member, slug)
  if ('refusal' in type) return type
  return (await tools.store.removePrivateLink(member.company, slug, id)) ? undefined : refuse('NotFound')
}

/** Takes all links of a type back. */
export async function removeLinksOf(
  tools: Pick<Tools, 'store'>,
  { company, slug }: Pick<AppointmentType, 'company' | 'slug'>,
): Promise<void> {
  const links = await tools.store.privateLinks(company, slug)
  // One that is gone already is gone.
  void (await Promise.all(links.map(({ id }) => tools.store.removePrivateLink(company, slug, id))))
}
