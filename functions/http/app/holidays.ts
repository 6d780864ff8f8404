import * as api from '../../../shared/api/holidays.ts'
import { appEndpoints } from './app-door.ts'

export const holidayEndpoints = appEndpoints(api, {
  async listHolidays({ member, door }) {
    const found = await door.store.company(member.company)
    return { body: { holidays: found?.company.holidays ?? [] } }
  },
  async putHolidays({ member, body, door }) {
    await door.store.putHolidays(member.company, body.holidays)
    return { body }
  },
})
