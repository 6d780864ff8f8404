import * as api from '../../../shared/api/appointment-types.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType, Group } from '../../../shared/domain/booking/appointment-type.ts'
import { mayKeepType, mayShareType, seesType } from '../../../shared/domain/booking/type-rights.ts'
import { inOrder } from '../../../shared/domain/booking/website.ts'
import { takesPayments } from '../../../shared/domain/payment/payment-settings.ts'
import type { DateOverride } from '../../../shared/domain/people/availability.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { changeType, createType, removeType } from '../../usecases/booking/change-types.ts'
import { putInOrder } from '../../usecases/booking/change-websites.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'
import { askedChange, askedType } from './type-input.ts'

/** What types of before say by saying nothing. */
const WITHOUT_RULES = {
  descriptionHtml: '',
  confirmationMessageHtml: '',
  continueUrl: '',
  embedOn: [] as string[],
  overrides: [] as DateOverride[],
  isOpenOnHolidays: false,
  alignMinutes: null,
  offer: 'all',
  isTimeZoneLocked: false,
  waitlistMinutes: null,
  answerWithinMinutes: null,
  needed: 1,
  groups: [] as Group[],
} as const

function typeView(door: AppWorld, member: Member, type: AppointmentType) {
  const { company, ranges, confirmationMail, cancellationMail, roomName: _room, ...rest } = type
  return {
    ...WITHOUT_RULES,
    ...rest,
    moveNoticeMinutes: type.moveNoticeMinutes ?? type.cancelNoticeMinutes,
    confirmationMail: { templateId: null, ...confirmationMail },
    cancellationMail: { templateId: null, ...cancellationMail },
    canChange: mayKeepType(member, type),
    canShare: mayShareType(member, type),
    ranges: ranges.map(({ from, to }) => ({ startsAt: formatInstant(from), endsAt: formatInstant(to) })),
    bookingUrl: `${door.publicAddress}/book/${company}/${type.slug}`,
  }
}

export const appointmentTypeEndpoints = appEndpoints(api, {
  async listAppointmentTypes({ member, door }) {
    const [types, websites, settings] = await Promise.all([
      door.store.types(member.company),
      door.store.websites(member.company),
      door.store.paymentSettings(member.company),
    ])
    const seen = inOrder(types, websites).filter((type) => seesType(member, type))
    const payments = !takesPayments(settings) ? 'off' : settings?.isLive ? 'live' : 'rehearsal'
    return { body: { types: seen.map((type) => typeView(door, member, type)), payments } }
  },
  async orderAppointmentTypes({ member, body, door }) {
    const ordered = await putInOrder(door, member.company, body.slugs)
    return isRefusal(ordered) ? ordered : {}
  },
  async createAppointmentType({ member, body, door }) {
    const made = await createType(door, member, askedType(door, body))
    return isRefusal(made) ? made : { body: typeView(door, member, made) }
  },
  async changeAppointmentType({ member, params, body, door }) {
    const changed = await changeType(door, member, params.slug, askedChange(door, body))
    return isRefusal(changed) ? changed : { body: typeView(door, member, changed) }
  },
  async deleteAppointmentType({ member, params, door }) {
    return (await removeType(door, member, params.slug)) ?? {}
  },
})
