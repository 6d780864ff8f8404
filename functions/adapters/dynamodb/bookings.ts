import { z } from 'zod'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import { CHOSEN_BECAUSE } from '../../../shared/domain/booking/chosen-group.ts'
import type { Bookings, BookingWrite } from '../../ports/bookings.ts'
import { SWEEP_LIMIT } from '../../ports/repositories.ts'
import { foundAtVersion, put, versionIs, type WritesOf } from './actions.ts'
import { type Key, shardOf } from './keys.ts'
import type { Row } from './row.ts'
import { readable, readerOf } from './row-codec.ts'
import type { Table } from './table.ts'
import { counted } from './tally-rows.ts'

export const bookingKey = (company: string, id: string): Key => ({ pk: `${company}#booking#${id}`, sk: 'booking' })

export const readBooking = readerOf<Booking>()(
  'booking',
  z.object({
    id: z.string(),
    company: z.string(),
    version: z.number(),
    status: z.enum(['held', 'pending', 'confirmed', 'cancelled']),
    heldUntil: z.number().optional(),
    answerBy: z.number().optional(),
    isLapsed: z.boolean().optional(),
    type: z.string(),
    title: z.string(),
    location: z.string(),
    startsAt: z.number(),
    endsAt: z.number(),
    hosts: z.array(z.string()),
    resources: z.array(z.string()),
    customer: z.object({ name: z.string(), email: z.string(), timeZone: z.string(), locale: z.string().optional() }),
    guests: z.array(z.string()),
    seats: z.number(),
    sharedResources: z.array(z.string()),
    session: z.object({ id: z.string(), capacity: z.number() }).optional(),
    counted,
    dates: z.array(z.object({ bookingId: z.string(), startsAt: z.number() })).optional(),
    answers: z.record(z.string(), z.string()),
    questionOrder: z.array(z.string()).optional(),
    answerKinds: z.record(z.string(), z.enum(['yesNo', 'date', 'choices'])).optional(),
    questions: z.record(z.string(), z.string()).optional(),
    assignedBecause: z.string(),
    chosen: z
      .array(
        z.object({
          name: z.string().optional(),
          of: z.enum(['members', 'resources']),
          ids: z.array(z.string()),
          because: z.enum(CHOSEN_BECAUSE),
          among: z.number().optional(),
          isPreferred: z.boolean().optional(),
          bookings: z.number().optional(),
          weight: z.number().optional(),
        }),
      )
      .optional(),
    linkGeneration: z.number(),
    icalUid: z.string(),
    sequence: z.number(),
    reminderMinutesBefore: z.array(z.number()),
    bufferBeforeMinutes: z.number(),
    bufferAfterMinutes: z.number(),
    buffersAddUp: z.boolean().optional(),
    cancelNoticeMinutes: z.number(),
    moveNoticeMinutes: z.number().optional(),
    isTimeZoneLocked: z.boolean().optional(),
    confirmationMessage: z.string().optional(),
    confirmationMessageHtml: z.string().optional(),
    continueUrl: z.string().optional(),
    withoutMails: z.array(z.enum(['confirmation', 'cancellation'])).optional(),
    opensOpportunity: z.boolean().optional(),
    isQuiet: z.boolean().optional(),
    isVouchedFor: z.boolean().optional(),
    videoCallUrl: z.string().optional(),
    ccTo: z.array(z.string()).optional(),
    cancelMessage: z.string().optional(),
    cancelMessageBy: z.enum(['customer']).optional(),
    offeredTo: z.string().optional(),
    paymentId: z.string().optional(),
    createdAt: z.number(),
    updatedAt: z.number(),
  }),
)

export function bookings(table: Table): Bookings {
  return {
    async booking(company, id) {
      const row = await table.get(bookingKey(company, id))
      return row && readBooking(row)
    },
    async bookings(company, ids) {
      const rows = await table.getAll(ids.map((id) => bookingKey(company, id)))
      return rows.map(readBooking)
    },
    async endedHolds(endedBefore) {
      return readable(await table.pending('hold', endedBefore, SWEEP_LIMIT), readBooking)
    },
    async unansweredRequests(endedBefore) {
      return readable(await table.pending('request', endedBefore, SWEEP_LIMIT), readBooking)
    },
  }
}

export const bookingWrites: WritesOf<BookingWrite> = {
  booking: {
    actions(write, table) {
      const { booking } = write
      const row: Row = { ...bookingKey(booking.company, booking.id), row: 'booking', ...booking }
      // One that is being paid for ends by its payment, which is looked at (payments.ts).
      if (booking.status === 'held' && booking.paymentId === undefined) {
        row['pendingShard'] = `hold#${shardOf(booking.id)}`
        row['pendingAt'] = booking.heldUntil
      }
      if (booking.status === 'pending' && booking.answerBy !== undefined) {
        row['pendingShard'] = `request#${shardOf(booking.id)}`
        row['pendingAt'] = booking.answerBy
      }
      return [put(table, row, versionIs(write.expectedVersion))]
    },
    async found({ booking }, table) {
      return foundAtVersion(await bookings(table).booking(booking.company, booking.id), booking)
    },
  },
}
