import { z } from 'zod'
import { route } from './route.ts'

export const getHealth = route({
  name: 'getHealth',
  door: 'app',
  method: 'GET',
  path: '/api/health',
  summary: 'Whether Almanac is open; what is still under way, for signed-in people.',
  caller: 'anyone',
  answers: {
    200: z.object({
      status: z.literal('ok'),
      pending: z.object({ changes: z.int(), effects: z.int(), queued: z.int().nullable() }).optional(),
    }),
  },
})
