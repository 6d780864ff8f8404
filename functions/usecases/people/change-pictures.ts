import { createHash } from 'node:crypto'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Company, changedMember, type Member } from '../../../shared/domain/people/member.ts'
import type { Picture } from '../../../shared/domain/people/picture.ts'
import type { Companies } from '../../ports/companies.ts'
import { type AttemptStore, attempt } from '../attempt.ts'
import type { World } from '../world.ts'

type Tools = World<Companies & AttemptStore>

/** What tells pictures apart: part of their addresses, so that a browser may keep each for good. */
const nameOf = ({ bytes }: Picture) => createHash('sha256').update(bytes).digest('base64url').slice(0, 16)

/** Sets or takes away somebody's picture. */
export async function changePicture(
  tools: Tools,
  member: Member,
  picture: Picture | undefined,
): Promise<Member | Refusal> {
  const { company, id } = member
  const change = { picture: picture ? nameOf(picture) : null }
  const of = { member: id }
  return attempt<Member | Refusal>(tools, async () => ({
    writes: [
      { write: 'changedMember', company, id, change },
      picture ? { write: 'picture', company, of, picture } : { write: 'noPicture', company, of },
    ],
    done: () => changedMember(member, change),
    failed: () => refuse('NotFound'),
  }))
}

/** Sets or takes away the company's logo. Broken off between the two, the change is simply made again. */
export async function changeLogo(
  tools: Tools,
  company: string,
  picture: Picture | undefined,
): Promise<Company | Refusal> {
  const saved = await attempt<Refusal | 'saved'>(tools, async () => ({
    writes: [
      picture ? { write: 'picture', company, of: 'logo', picture } : { write: 'noPicture', company, of: 'logo' },
    ],
    done: () => 'saved',
  }))
  if (isRefusal(saved)) return saved
  const changed = await tools.store.changeCompany(company, { logo: picture ? nameOf(picture) : null })
  return changed ?? refuse('NotFound')
}
