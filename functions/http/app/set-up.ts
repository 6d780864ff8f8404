import * as api from '../../../shared/api/set-up.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { setUpCompany } from '../../usecases/people/set-up-company.ts'
import { signedIn } from '../session-cookie.ts'
import { appEndpoints } from './app-door.ts'

export const setUpEndpoints = appEndpoints(api, {
  async setUpCompany({ body, address, door }) {
    const session = await setUpCompany(door, body, address)
    return isRefusal(session) ? session : signedIn(session, door.publicAddress)
  },
})
