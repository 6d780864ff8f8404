import type { CompanyView } from '../../../shared/api/company.ts'
import * as api from '../../../shared/api/company.ts'
import { refuse } from '../../../shared/domain/answers/refusal.ts'
import { colours } from '../../../shared/domain/people/colour.ts'
import { type Company, USUAL_WEEKEND } from '../../../shared/domain/people/member.ts'
import { appEndpoints } from './app-door.ts'

const companyView = ({
  slug,
  name,
  timeZone,
  address = '',
  colour = colours[0],
  weekendDays,
}: Company): CompanyView => ({
  slug,
  name,
  timeZone,
  address,
  colour,
  weekendDays: weekendDays ?? [...USUAL_WEEKEND],
})

export const companyEndpoints = appEndpoints(api, {
  async getCompany({ member, door }) {
    const found = await door.store.company(member.company)
    return found ? { body: companyView(found.company) } : refuse('NotFound')
  },
  async changeCompany({ member, body, door }) {
    const changed = await door.store.changeCompany(member.company, body)
    return changed ? { body: companyView(changed) } : refuse('NotFound')
  },
})
