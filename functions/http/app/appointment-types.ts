import * as api from '../../../shared/api/appointment-types.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType, Group } from '../../../shared/domain/booking/appointment-type.ts'
import { mayKeepType, mayShareType, offersOnly, seesType } from '../../../shared/domain/booking/type-rights.ts'
import { inOrder } from '../../../shared/domain/booking/website.ts'
import { takesPayments } from '../../../shared/domain/payment/payment-settings.ts'
import type { DateOverride } from '../../../shared/domain/people/availability.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { putInOrder } from '../../usecases/booking/change-websites.ts'
import { removeLinksOf } from '../../usecases/booking/private-links.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'
import { changedType, checkNamed, checkTemplates, typeOf } from './type-input.ts'

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
    const { type, isPersonal } = await typeOf(door, member, body)
    if (!mayKeepType(member, type) || (isPersonal && !offersOnly(member, type))) return refuse('NotAllowed')
    const { websites } = await checkNamed(door, member.company, type, body)
    await checkTemplates(door, member.company, body)
    // Pages and appointments stand at the same place of an address.
    if (websites.some(({ id }) => id === type.slug))
      return refuse('AlreadyExists', { detail: `There is a page "${type.slug}" already.` })
    return (await door.store.putType(type, 0))
      ? { body: typeView(door, member, type) }
      : refuse('AlreadyExists', { detail: `There is a type "${type.slug}" already.` })
  },
  async changeAppointmentType({ member, params, body, door }) {
    const type = await door.store.type(member.company, params.slug)
    if (!type || !seesType(member, type)) return refuse('NotFound')
    const next = changedType(door, type, body)
    if (!mayKeepType(member, type) || !mayKeepType(member, next)) return refuse('NotAllowed')
    await checkNamed(door, member.company, next, body, type)
    await checkTemplates(door, member.company, body)
    return (await door.store.putType(next, type.version)) ? { body: typeView(door, member, next) } : refuse('Changed')
  },
  async deleteAppointmentType({ member, params, door }) {
    const type = await door.store.type(member.company, params.slug)
    if (!type || !seesType(member, type)) return refuse('NotFound')
    if (!mayKeepType(member, type)) return refuse('NotAllowed')
    // Who deletes it at the same moment deletes the same.
    void (await door.store.removeType(member.company, params.slug))
    // What is left of them by a fault leads nowhere: the type that they name is gone.
    await removeLinksOf(door, type)
    return {}
  },
})
