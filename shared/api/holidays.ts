import { z } from 'zod'
import { line, localDate } from './fields.ts'
import { route } from './route.ts'

const holidays = z.object({ holidays: z.array(z.object({ date: localDate, title: line(120) })).max(400) })

export const listHolidays = route({
  name: 'listHolidays',
  door: 'app',
  method: 'GET',
  path: '/api/holidays',
  summary: 'Dates on which the company does not work.',
  caller: 'member',
  answers: { 200: holidays },
})

export const putHolidays = route({
  name: 'putHolidays',
  door: 'app',
  method: 'PUT',
  path: '/api/holidays',
  summary: "Set the company's holidays; an override in somebody's own schedule is stronger.",
  caller: 'admin',
  body: holidays,
  answers: { 200: holidays },
  refusals: ['Busy'],
})
