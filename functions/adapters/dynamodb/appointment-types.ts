import { z } from 'zod'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { questionKinds } from '../../../shared/domain/booking/question.ts'
import type { AppointmentTypes, AppointmentTypeWrite } from '../../ports/appointment-types.ts'
import { conditionOf, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import type { Row } from './row.ts'
import { RowUnreadable, readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

export const typeKey = (company: string, slug: string): Key => ({ pk: `${company}#types`, sk: slug })
export const assignmentKey = (company: string, type: string): Key => ({
  pk: `${company}#assignment#${type}`,
  sk: 'assignment',
})

const most = z.number().nullable()
const mail = z.object({ isSent: z.boolean(), templateId: z.string().optional() })

export const readType = readerOf<AppointmentType>()(
  'type',
  z.object({
    slug: z.string(),
    company: z.string(),
    version: z.number(),
    state: z.enum(['draft', 'published', 'archived']),
    access: z.enum(['anyone', 'link']),
    websites: z.array(z.string()),
    ownerId: z.string().optional(),
    title: z.string(),
    description: z.string(),
    descriptionHtml: z.string().optional(),
    location: z.string(),
    timeZone: z.string().optional(),
    isTimeZoneLocked: z.boolean().optional(),
    durationsMinutes: z.array(z.number()),
    stepMinutes: z.number(),
    bufferBeforeMinutes: z.number(),
    bufferAfterMinutes: z.number(),
    buffersAddUp: z.boolean(),
    noticeMinutes: z.number(),
    cancelNoticeMinutes: z.number(),
    moveNoticeMinutes: z.number().optional(),
    waitlistMinutes: z.number().nullable().optional(),
    horizonDays: z.number(),
    dates: z.object({ from: z.string().optional(), to: z.string().optional() }),
    limits: z.object({ perDay: most, perWeek: most, perMonth: most, perBooker: most }),
    seats: z.number(),
    hosts: z.array(z.string()),
    resources: z.array(z.string()),
    assignment: z.enum(['roundRobin', 'collective']),
    needed: z.number().optional(),
    groups: z
      .array(
        z.object({
          name: z.string().optional(),
          of: z.enum(['members', 'resources']),
          ids: z.array(z.string()),
          needed: z.number(),
        }),
      )
      .optional(),
    choose: z.enum(['whoThenTime', 'timeThenWho', 'automatic']),
    showPictures: z.boolean(),
    manageCapacities: z.boolean(),
    hostTerms: z.record(z.string(), z.object({ weight: z.number().optional(), priority: z.number().optional() })),
    hours: z.record(z.string(), z.string()),
    limitToWorkingHours: z.boolean(),
    overrides: z
      .array(z.object({ date: z.string(), windows: z.array(z.object({ from: z.string(), to: z.string() })) }))
      .optional(),
    isOpenOnHolidays: z.boolean().optional(),
    alignMinutes: z.number().nullable().optional(),
    offer: z.enum(['all', 'besideFirst', 'besideOnly']).optional(),
    ranges: z.array(z.object({ from: z.number(), to: z.number() })),
    confirmation: z.enum(['automatic', 'manual']),
    answerWithinMinutes: z.number().nullable().optional(),
    approvalAbovePercent: most,
    videoCall: z.enum(['none', 'almanac']),
    createOpportunity: z.boolean(),
    roomName: z.string().optional(),
    mostDates: z.number(),
    questions: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        kind: z.enum(questionKinds),
        choices: z.array(z.string()),
        placeholder: z.string(),
        help: z.string(),
        isRequired: z.boolean(),
        shownIf: z.object({ question: z.string(), answer: z.string() }).optional(),
      }),
    ),
    reminderMinutesBefore: z.array(z.number()),
    allowGuests: z.boolean(),
    confirmationMessage: z.string(),
    confirmationMessageHtml: z.string().optional(),
    continueUrl: z.string().optional(),
    embedOn: z.array(z.string()).optional(),
    confirmationMail: mail,
    cancellationMail: mail,
    ccTo: z.array(z.string()),
    price: z.object({ amountMinor: z.number(), currency: z.string() }).nullable(),
    refundRule: z.object({ percent: z.number(), untilMinutesBefore: z.number() }),
  }),
)

export function appointmentTypes(table: Table): AppointmentTypes {
  return {
    async types(company) {
      const rows = await table.query('pk = :pk', { ':pk': typeKey(company, '').pk })
      return rows.map(readType)
    },
    async type(company, slug) {
      const row = await table.get(typeKey(company, slug))
      return row && readType(row)
    },
    putType(type, expectedVersion) {
      return table.put({ ...typeKey(type.company, type.slug), row: 'type', ...type }, conditionOf(expectedVersion))
    },
    async countAssignment(company, type, host, bookings) {
      await table.update(assignmentKey(company, type), {
        UpdateExpression: 'ADD #host :bookings SET #row = :row',
        ExpressionAttributeNames: { '#host': HOST_PREFIX + host, '#row': 'row' },
        ExpressionAttributeValues: { ':bookings': bookings, ':row': 'assignment' },
      })
    },
  }
}

export const appointmentTypeWrites: WritesOf<AppointmentTypeWrite> = {
  typeLeft: {
    actions: ({ company, slug }, table) => [
      { Delete: { TableName: table, Key: typeKey(company, slug), ConditionExpression: 'attribute_exists(pk)' } },
    ],
  },
}

/** Counts stand in one item per type, one attribute per host: they come with the type in one request. */
const HOST_PREFIX = 'h.'

export function readAssignment(row: Row): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const [name, count] of Object.entries(row)) {
    if (!name.startsWith(HOST_PREFIX)) continue
    if (typeof count !== 'number') throw new RowUnreadable('assignment', row, name, 'is no number')
    counts[name.slice(HOST_PREFIX.length)] = count
  }
  return counts
}
