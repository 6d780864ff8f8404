import * as api from '../../../shared/api/holidays.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { changeCompany } from '../../usecases/people/change-company.ts'
import { appEndpoints } from './app-door.ts'

export const holidayEndpoints = appEndpoints(api, {
  async listHolidays({ member, door }) {
    const found = await door.store.company(member.company)
    return { body: { holidays: found?.company.holidays ?? [] } }
  },
  async putHolidays({ member, body, door }) {
    const changed = await changeCompany(door, member.company, body)
    return isRefusal(changed) ? changed : { body }
  },
})
