import { z } from 'zod'
import type { Schedule } from '../../../shared/domain/people/availability.ts'
import { type Action, put } from './actions.ts'
import { ledgerOf } from './keys.ts'
import { readerOf } from './row-codec.ts'

const window = { from: z.string(), to: z.string() }

export const readHours = readerOf<Schedule>()(
  'hours',
  z.object({
    id: z.string(),
    timeZone: z.string(),
    weekly: z.array(z.object({ weekday: z.literal([0, 1, 2, 3, 4, 5, 6]), ...window })),
    overrides: z.array(z.object({ date: z.string(), windows: z.array(z.object(window)) })),
  }),
)

/** `principal` or `principal.name`, the two parts of a schedule's id. */
function partsOf(id: string): [principal: string, name: string] {
  const [principal = '', name = 'usual'] = id.split('.')
  return [principal, name]
}

export function putHours(table: string, company: string, schedule: Schedule): Action {
  const [principal, name] = partsOf(schedule.id)
  return put(table, { pk: ledgerOf(company, principal), sk: `hours#${name}`, row: 'hours', ...schedule })
}
