import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { Effect } from '../../../shared/domain/effects/effect.ts'
import type { Payment } from '../../../shared/domain/payment/payment.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'

/** What a mail about a booking is written from. */
export interface BookingNews {
  about: Effect['about']
  booking: Booking
  /** By which it is paid for, where it costs something. */
  payment: Payment | undefined
  company: Company
  hosts: Member[]
  resources: { name: string }[]
  /** To the customer, to others who come or only hear of it, or to one of the hosts. */
  reader: { kind: 'customer' } | { kind: 'guest' | 'cc'; email: string } | { kind: 'host'; host: Member }
  manageUrl: string
  calendarUrl: string
  mailFrom: string
  minutesBefore?: number | undefined
}

/** Whether it is read from the house's side: what the customer is called and has answered stands in it. */
export const isOurs = ({ reader }: Pick<BookingNews, 'reader'>) => reader.kind === 'host' || reader.kind === 'cc'

export const names = (people: { name: string }[]) => people.map(({ name }) => name)
