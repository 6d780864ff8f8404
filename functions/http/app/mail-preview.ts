import type { MailPreview } from '../../../shared/api/event-telling.ts'
import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { ChangeKind } from '../../../shared/domain/changes/change.ts'
import type { Recipient } from '../../../shared/domain/effects/recipient.ts'
import type { Cause } from '../../../shared/domain/invitation/cause.ts'
import type { Letter } from '../../../shared/domain/invitation/who-hears.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import type { Telling } from '../../usecases/event/tell-of-event.ts'
import { bookingReaders } from '../../usecases/mail/booking-mail-kinds.ts'
import type { AppWorld } from './app-door.ts'
import { timesView } from './event-times.ts'
import { closedAmong } from './mail-faults.ts'

/** What a request says of who is told. */
export interface AskedTelling {
  notify?: Telling['notify']
  note?: string | undefined
  preview?: '1' | undefined
}

export const tellingOf = ({ notify, note, preview }: AskedTelling): Telling => ({
  notify,
  note,
  ...(preview && { isPreview: true }),
})

const isTimes = (value: unknown): value is EventTimes => typeof value === 'object' && value !== null && 'kind' in value

function causeView(cause: Cause) {
  const {
    code: kind,
    key,
    keys,
    was,
    is,
  } = { key: undefined, keys: undefined, was: undefined, is: undefined, ...cause }
  return {
    kind,
    ...(key !== undefined && { date: key }),
    ...(keys !== undefined && { dates: keys.length }),
    ...(isTimes(was) && { was: timesView(was) }),
    ...(isTimes(is) && { is: timesView(is) }),
  }
}

/** The same mails with those marked that do not go, for nothing is sent to their address. */
async function withClosed(door: AppWorld, company: string, mails: MailPreview['mails']): Promise<MailPreview> {
  const closed = await closedAmong(
    door,
    company,
    mails.map(({ to }) => to),
  )
  return {
    mails: mails.map((mail) => {
      const mark = closed.get(mail.to.toLowerCase())
      return mark ? { ...mail, mailFault: mark.why, closedAt: formatInstant(mark.since) } : mail
    }),
  }
}

/** The mails that would go out, as whoever is about to save reads them. */
export const previewOfLetters = (door: AppWorld, { company }: Member, letters: Letter[]): Promise<MailPreview> =>
  withClosed(
    door,
    company,
    letters.map(({ reader, causes }) => ({
      to: reader.email,
      ...(reader.name !== undefined && { name: reader.name }),
      kind: causes[0]!.code,
      causes: causes.map(causeView),
    })),
  )

/** The mails that would go out if a booking were moved or cancelled by a member. */
export async function previewOfBooking(
  door: AppWorld,
  booking: Booking,
  by: Member,
  kind: Extract<ChangeKind, 'moved' | 'cancelled'>,
): Promise<MailPreview> {
  const { company, id: subjectId, version } = booking
  const at = door.clock.now()
  const change = {
    company,
    subjectKind: 'booking' as const,
    subjectId,
    version,
    kind,
    origin: `member:${by.id}` as const,
    at,
  }
  const members = await door.store.members(company)
  const reader = (recipient: Recipient) => {
    if (recipient.to === 'customer') return { to: booking.customer.email, name: booking.customer.name }
    if (recipient.to === 'guest' || recipient.to === 'cc') return { to: recipient.email }
    const host = recipient.to === 'host' ? members.find((one) => one.id === recipient.memberId) : undefined
    return host && { to: host.email, name: host.name }
  }
  const readers = bookingReaders(change, booking).flatMap((recipient) => reader(recipient) ?? [])
  return withClosed(
    door,
    company,
    readers.map((one) => ({ ...one, kind })),
  )
}

/** @throws BadInput where a customer was to hear nothing of what becomes of their booking */
export function mustTellCustomer({ notify }: AskedTelling): void {
  if (notify === 'none') throw new BadInput(inputFault('query.notify', 'customerIsTold'))
}
