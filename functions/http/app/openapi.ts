import * as api from '../../../shared/api/openapi.ts'
import { openApiOf } from '../../../shared/api/openapi.ts'
import { routes } from '../../../shared/api/routes.ts'
import { appEndpoints } from './app-door.ts'

export const openApiEndpoints = appEndpoints(api, {
  async getOpenApi({ door }) {
    return {
      body: openApiOf(routes, door.publicAddress),
      headers: { 'cache-control': 'public, max-age=300' },
    }
  },
})
