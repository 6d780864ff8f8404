import { z } from 'zod'
import type { Schedule } from '../../../shared/domain/people/availability.ts'
import { type Action, put } from './actions.ts'
import { type Key, ledgerOf } from './keys.ts'
import { readerOf } from './row-codec.ts'

const window = { from: z.string(), to: z.string() }

export const readHours = readerOf<Schedule>()(
  'hours',
  z.object({
    id: z.string(),
    name: z.string().optional(),
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

function keyOf(company: string, id: string): Key {
  const [principal, name] = partsOf(id)
  return { pk: ledgerOf(company, principal), sk: `hours#${name}` }
}

export const removeHours = (table: string, company: string, id: string): Action => ({
  Delete: { TableName: table, Key: keyOf(company, id) },
})

export function putHours(table: string, company: string, schedule: Schedule): Action {
  return put(table, { ...keyOf(company, schedule.id), row: 'hours', ...schedule })
}
