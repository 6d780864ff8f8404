import type { CompanyView } from '../../../shared/api/company.ts'
import * as api from '../../../shared/api/company.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { colours } from '../../../shared/domain/people/colour.ts'
import { type Company, USUAL_WEEKEND } from '../../../shared/domain/people/member.ts'
import { changeCompany } from '../../usecases/people/change-company.ts'
import { logoAddress } from '../picture-address.ts'
import { appEndpoints } from './app-door.ts'

/** A company as its members see it. */
export function companyView(company: Company): CompanyView {
  const { slug, name, timeZone, address = '', colour = colours[0], weekendDays, meetingAddress = '' } = company
  return {
    slug,
    name,
    timeZone,
    address,
    colour,
    weekendDays: weekendDays ?? [...USUAL_WEEKEND],
    meetingAddress,
    ...logoAddress(company),
  }
}

export const companyEndpoints = appEndpoints(api, {
  async getCompany({ member, door }) {
    const found = await door.store.company(member.company)
    return found ? { body: companyView(found.company) } : refuse('NotFound')
  },
  async changeCompany({ member, body, door }) {
    const changed = await changeCompany(door, member.company, body)
    return isRefusal(changed) ? changed : { body: companyView(changed) }
  },
})
