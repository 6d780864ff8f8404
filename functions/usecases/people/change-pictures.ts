import { createHash } from 'node:crypto'
import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Resource } from '../../../shared/domain/booking/appointment-type.ts'
import { type Company, changedMember, type Member } from '../../../shared/domain/people/member.ts'
import type { Picture } from '../../../shared/domain/people/picture.ts'
import type { Committing } from '../../ports/commit.ts'
import type { Companies } from '../../ports/companies.ts'
import { memberUpdate } from '../../ports/members.ts'
import { pictureRemoval, pictureWrite } from '../../ports/pictures.ts'
import { type Resources, resourceWrite } from '../../ports/resources.ts'
import { attempt, over } from '../attempt.ts'
import type { World } from '../world.ts'
import { changeCompany } from './change-company.ts'

type Tools = World<Companies & Resources & Committing>

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
      memberUpdate(company, id, change),
      picture ? pictureWrite(company, of, picture) : pictureRemoval(company, of),
    ],
    done: () => changedMember(member, change),
    failed: () => refuse('NotFound'),
  }))
}

/** Sets or takes away the company's logo. */
export async function changeLogo(
  tools: Tools,
  company: string,
  picture: Picture | undefined,
): Promise<Company | Refusal> {
  const logo = picture ? pictureWrite(company, 'logo', picture) : pictureRemoval(company, 'logo')
  return changeCompany(tools, company, { logo: picture ? nameOf(picture) : null }, [logo])
}

/** Sets or takes away the picture of a resource. */
export async function changeResourcePicture(
  tools: Tools,
  company: string,
  id: string,
  picture: Picture | undefined,
): Promise<Resource | Refusal> {
  return attempt<Resource | Refusal>(tools, async () => {
    const found = (await tools.store.resources(company)).find((one) => one.id === id)
    if (!found) return over(refuse('NotFound'))
    const { picture: _former, ...rest } = found
    const resource = { ...rest, ...(picture && { picture: nameOf(picture) }) }
    const of = { resource: id }
    return {
      writes: [
        resourceWrite(company, resource),
        picture ? pictureWrite(company, of, picture) : pictureRemoval(company, of),
      ],
      done: () => resource,
    }
  })
}
