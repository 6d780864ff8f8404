import { z } from 'zod'
import { question } from './booking.ts'
import { id, instant, line, localDate, minutes, optionalLine, slug, text, timeZone, wallTime } from './fields.ts'
import { route } from './route.ts'

const limit = z.int().min(1).max(10_000).nullable()
const limits = z.object({
  perDay: limit.default(null),
  perWeek: limit.default(null),
  perMonth: limit.default(null),
  perBooker: limit.default(null),
})

const fields = {
  slug,
  title: line(120),
  description: text(4000),
  location: optionalLine(300),
  durationsMinutes: z.array(z.int().min(5).max(1440)).min(1).max(10),
  stepMinutes: z.int().min(5).max(1440),
  bufferBeforeMinutes: minutes(720),
  bufferAfterMinutes: minutes(720),
  noticeMinutes: minutes(525_600),
  cancelNoticeMinutes: minutes(525_600),
  horizonDays: z.int().min(1).max(730),
  limits,
  seats: z.int().min(1).max(1),
  /** Member ids; `any` one of them by round robin, or `all` together. */
  hosts: z.array(id).max(50),
  resources: z.array(id).max(50),
  assignment: z.enum(['roundRobin', 'collective']),
  questions: z.array(question).max(30),
  reminderMinutesBefore: z.array(z.int().min(5).max(40_320)).max(5),
}

export const appointmentType = z
  .object({ ...fields, version: z.int(), bookingUrl: z.string() })
  .meta({ id: 'AppointmentType' })
export type AppointmentTypeView = z.infer<typeof appointmentType>

const hasSomebody = (input: { hosts?: string[] | undefined; resources?: string[] | undefined }) =>
  (input.hosts?.length ?? 0) + (input.resources?.length ?? 0) > 0

export const listAppointmentTypes = route({
  name: 'listAppointmentTypes',
  door: 'app',
  method: 'GET',
  path: '/api/appointment-types',
  summary: 'The appointment types of the company.',
  caller: 'member',
  status: 200,
  response: z.object({ types: z.array(appointmentType) }),
})

export const createAppointmentType = route({
  name: 'createAppointmentType',
  door: 'app',
  method: 'POST',
  path: '/api/appointment-types',
  summary: 'Create an appointment type.',
  caller: 'admin',
  body: z
    .object({
      slug: fields.slug,
      title: fields.title,
      description: fields.description.default(''),
      location: fields.location.default(''),
      durationsMinutes: fields.durationsMinutes.default([30]),
      stepMinutes: fields.stepMinutes.optional(),
      bufferBeforeMinutes: fields.bufferBeforeMinutes.default(0),
      bufferAfterMinutes: fields.bufferAfterMinutes.default(0),
      noticeMinutes: fields.noticeMinutes.default(60),
      cancelNoticeMinutes: fields.cancelNoticeMinutes.default(0),
      horizonDays: fields.horizonDays.default(60),
      seats: fields.seats.default(1),
      hosts: fields.hosts.default([]),
      resources: fields.resources.default([]),
      assignment: fields.assignment.default('roundRobin'),
      questions: fields.questions.default([]),
      reminderMinutesBefore: fields.reminderMinutesBefore.default([60]),
    })
    .refine(hasSomebody, { path: ['hosts'], message: 'needs at least one host or resource' }),
  status: 201,
  response: appointmentType,
  refusals: ['AlreadyExists'],
})

export const changeAppointmentType = route({
  name: 'changeAppointmentType',
  door: 'app',
  method: 'PATCH',
  path: '/api/appointment-types/{slug}',
  summary: 'Change an appointment type; existing bookings stay as they are.',
  caller: 'admin',
  params: z.object({ slug }),
  body: z.object(fields).omit({ slug: true, limits: true }).partial(),
  status: 200,
  response: appointmentType,
  refusals: ['Changed'],
})

export const deleteAppointmentType = route({
  name: 'deleteAppointmentType',
  door: 'app',
  method: 'DELETE',
  path: '/api/appointment-types/{slug}',
  summary: 'Delete an appointment type; existing bookings stay.',
  caller: 'admin',
  params: z.object({ slug }),
  status: 204,
})

export const resource = z.object({ id, name: line(120), timeZone }).meta({ id: 'Resource' })

export const listResources = route({
  name: 'listResources',
  door: 'app',
  method: 'GET',
  path: '/api/resources',
  summary: 'Rooms, tables and other things that can be booked.',
  caller: 'member',
  status: 200,
  response: z.object({ resources: z.array(resource) }),
})

export const createResource = route({
  name: 'createResource',
  door: 'app',
  method: 'POST',
  path: '/api/resources',
  summary: 'Create a resource; it is open around the clock until its schedule says otherwise.',
  caller: 'admin',
  body: z.object({ name: line(120), timeZone }),
  status: 201,
  response: resource,
})

const window = z
  .object({ from: wallTime, to: wallTime })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be after from' })

export const schedule = z
  .object({
    id,
    timeZone,
    weekly: z.array(z.object({ weekday: z.int().min(0).max(6), from: wallTime, to: wallTime })).max(100),
    overrides: z.array(z.object({ date: localDate, windows: z.array(window).max(20) })).max(400),
  })
  .meta({ id: 'Schedule' })

export const getSchedule = route({
  name: 'getSchedule',
  door: 'app',
  method: 'GET',
  path: '/api/schedules/{id}',
  summary: 'The working hours of a member or the opening hours of a resource.',
  caller: 'member',
  params: z.object({ id }),
  status: 200,
  response: schedule,
})

export const putSchedule = route({
  name: 'putSchedule',
  door: 'app',
  method: 'PUT',
  path: '/api/schedules/{id}',
  summary: "Set the hours: one's own, or anybody's as an admin. weekday 0 is Sunday.",
  caller: 'member',
  params: z.object({ id }),
  body: z.object({
    timeZone,
    weekly: z
      .array(
        z
          .object({ weekday: z.int().min(0).max(6), from: wallTime, to: wallTime })
          .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be after from' }),
      )
      .max(100),
    overrides: z
      .array(z.object({ date: localDate, windows: z.array(window).max(20) }))
      .max(400)
      .default([]),
  }),
  status: 200,
  response: schedule,
  refusals: ['NotAllowed'],
})

export const explainSlot = route({
  name: 'explainSlot',
  door: 'app',
  method: 'GET',
  path: '/api/explain/{type}',
  summary: 'Why a start is offered or not, by the same function as the booking page.',
  caller: 'member',
  params: z.object({ type: slug }),
  query: z.object({ startsAt: instant, durationMinutes: z.coerce.number().int().min(5).max(1440).optional() }),
  status: 200,
  response: z.object({
    offer: z.object({ startsAt: instant, endsAt: instant, hosts: z.array(id), resources: z.array(id) }).optional(),
    reason: z.looseObject({ reason: z.string() }).optional(),
  }),
})
