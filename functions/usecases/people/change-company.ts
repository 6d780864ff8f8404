import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Company, type CompanyChange, changedCompany } from '../../../shared/domain/people/member.ts'
import type { Committing, Write } from '../../ports/commit.ts'
import { type Companies, companyUpdate } from '../../ports/companies.ts'
import { attempt, over } from '../attempt.ts'
import type { World } from '../world.ts'

/**
 * Changes a company: its name, zone, place, look, weekend or holidays. What is not named stays.
 * @param besides what is written in the same commit
 */
export function changeCompany(
  tools: World<Companies & Committing>,
  slug: string,
  change: CompanyChange,
  besides: Write[] = [],
): Promise<Company | Refusal> {
  return attempt<Company | Refusal>(tools, async () => {
    const found = await tools.store.company(slug, 'latest')
    if (!found) return over(refuse('NotFound'))
    return {
      writes: [companyUpdate(slug, change), ...besides],
      done: () => changedCompany(found.company, change),
      // A company that was taken away meanwhile.
      failed: () => refuse('NotFound'),
    }
  })
}
