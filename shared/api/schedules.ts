import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { id, localDate, optionalLine, scheduleId, timeZone, wallTime } from './fields.ts'
import { nothing, route } from './route.ts'

const window = z
  .object({ from: wallTime, to: wallTime })
  .refine(({ from, to }) => from < to, { path: ['to'], message: says('notAfter', { other: 'from' }) })

/** Other hours on one date; no windows: closed. */
export const dateOverride = z.object({ date: localDate, windows: z.array(window).max(20) })

/** What people call further hours. */
const name = optionalLine(60).optional()

export const schedule = z
  .object({
    id: scheduleId,
    name,
    timeZone,
    weekly: z.array(z.object({ weekday: z.int().min(0).max(6), from: wallTime, to: wallTime })).max(100),
    overrides: z.array(dateOverride).max(400),
  })
  .meta({ id: 'Schedule' })

export const listSchedules = route({
  name: 'listSchedules',
  door: 'app',
  method: 'GET',
  path: '/api/schedules',
  summary: 'All schedules of a member or a resource; the usual one carries their id.',
  caller: 'member',
  query: z.object({ of: id }),
  answers: { 200: z.object({ schedules: z.array(schedule) }) },
})

export const getSchedule = route({
  name: 'getSchedule',
  door: 'app',
  method: 'GET',
  path: '/api/schedules/{id}',
  summary: 'The working hours of a member or the opening hours of a resource.',
  caller: 'member',
  params: z.object({ id: scheduleId }),
  answers: { 200: schedule },
})

export const putSchedule = route({
  name: 'putSchedule',
  door: 'app',
  method: 'PUT',
  path: '/api/schedules/{id}',
  summary: "Set the hours: one's own, or anybody's as an admin. weekday 0 is Sunday.",
  caller: 'member',
  params: z.object({ id: scheduleId }),
  body: z.object({
    name,
    timeZone,
    weekly: z
      .array(
        z.object({ weekday: z.int().min(0).max(6), from: wallTime, to: wallTime }).refine(({ from, to }) => from < to, {
          path: ['to'],
          message: says('notAfter', { other: 'from' }),
        }),
      )
      .max(100),
    overrides: z.array(dateOverride).max(400).default([]),
  }),
  answers: { 200: schedule },
  refusals: ['NotAllowed', 'Busy'],
})

export const removeSchedule = route({
  name: 'removeSchedule',
  door: 'app',
  method: 'DELETE',
  path: '/api/schedules/{id}',
  summary: 'Remove further hours; the usual ones, and those by which a type is offered, stay.',
  caller: 'member',
  params: z.object({ id: scheduleId }),
  answers: { 204: nothing },
  refusals: ['NotAllowed', 'StillInUse', 'Busy'],
})
