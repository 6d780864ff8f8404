import * as api from '../../../shared/api/appointment-types.ts'
import type { ParsedOf } from '../../../shared/api/route.ts'
import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { refuse } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType, TypeMail } from '../../../shared/domain/booking/appointment-type.ts'
import { faultsInQuestions, withQuestionIds } from '../../../shared/domain/booking/question.ts'
import { mayKeepType, mayShareType, offersOnly, seesType } from '../../../shared/domain/booking/type-rights.ts'
import { MAIN_WEBSITE, type Website } from '../../../shared/domain/booking/website.ts'
import { describedBy } from '../../../shared/domain/event/description.ts'
import { MOST_PRINCIPALS } from '../../../shared/domain/event/event-placement.ts'
import { takesPayments } from '../../../shared/domain/payment/payment-settings.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Interval } from '../../../shared/domain/time/interval.ts'
import { addDays, formatInstant, localDateOf } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { offeredTimes } from '../../usecases/booking/list-slots.ts'
import { removeLinksOf } from '../../usecases/booking/private-links.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'

function typeView(door: AppWorld, member: Member, type: AppointmentType) {
  const { company, ranges, confirmationMail, cancellationMail, roomName: _room, ...rest } = type
  return {
    descriptionHtml: '',
    confirmationMessageHtml: '',
    continueUrl: '',
    ...rest,
    confirmationMail: { templateId: null, ...confirmationMail },
    cancellationMail: { templateId: null, ...cancellationMail },
    canChange: mayKeepType(member, type),
    canShare: mayShareType(member, type),
    ranges: ranges.map(({ from, to }) => ({ startsAt: formatInstant(from), endsAt: formatInstant(to) })),
    bookingUrl: `${door.publicAddress}/book/${company}/${type.slug}`,
  }
}

const windowsOf = (ranges: { startsAt: string; endsAt: string }[]): Interval[] =>
  ranges.map(({ startsAt, endsAt }) => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) }))

/** @throws BadInput for a kind of meeting that cannot be made yet */
function videoCallOf(wanted: 'none' | 'almanac' | 'googleMeet' | 'teams'): AppointmentType['videoCall'] {
  if (wanted === 'none' || wanted === 'almanac') return wanted
  throw new BadInput(inputFault('videoCall', 'notConnected'))
}

/** Everybody and everything named must be of this company, what it makes must have a place, and what is paid for is one date. @returns the pages of the company @throws BadInput */
async function checkNamed(
  door: AppWorld,
  company: string,
  type: Pick<
    AppointmentType,
    'hosts' | 'resources' | 'assignment' | 'approvalAbovePercent' | 'videoCall' | 'questions' | 'price' | 'mostDates'
  >,
  /** Pages that are named now; of those that it stands on already some may be gone. */
  named: string[] | undefined,
): Promise<{ websites: Website[] }> {
  const [members, resources, { websites }, found] = await Promise.all([
    door.store.members(company),
    door.store.resources(company),
    door.store.websites(company),
    type.videoCall === 'none' ? undefined : door.store.company(company),
  ])
  const strangers = (path: string, ids: string[], known: { id: string }[]) =>
    ids.flatMap((id, i) => (known.some((one) => one.id === id) ? [] : [inputFault(`${path}.${i}`, 'notOfCompany')]))
  const faults = [
    ...strangers('hosts', type.hosts, members),
    ...strangers('resources', type.resources, resources),
    ...strangers('websites', named ?? [], websites),
  ]
  if (type.hosts.length + type.resources.length === 0) faults.push(inputFault('hosts', 'nobodyOffered'))
  if (type.assignment === 'collective' && type.hosts.length > MOST_PRINCIPALS)
    faults.push(inputFault('hosts', 'tooManyHosts', { maximum: MOST_PRINCIPALS }))
  if (type.approvalAbovePercent !== null && type.hosts.length > 0)
    faults.push(inputFault('approvalAbovePercent', 'onlyResources'))
  if (type.price && type.mostDates > 1) faults.push(inputFault('mostDates', 'oneDatePaid'))
  faults.push(...faultsInQuestions(type.questions))
  if (found && !found.company.meetingAddress) faults.push(inputFault('videoCall', 'noMeetingAddress'))
  if (faults.length > 0) throw new BadInput(...faults)
  return { websites }
}

type Made = ParsedOf<typeof api.createAppointmentType, 'body'>
/** So far ahead a type is shown while it is written. */
const PREVIEWED_DAYS = 14
/** Of a message, as plain text. */
const MOST_LETTERS = 4000

/** What customers read, in both forms, of which a body gives one. @throws BadInput for one that is too long as plain text */
function messagesOf(
  { markup }: AppWorld,
  body: Partial<Pick<Made, 'description' | 'descriptionHtml' | 'confirmationMessage' | 'confirmationMessageHtml'>>,
): Partial<AppointmentType> {
  const both = (name: 'description' | 'confirmationMessage') => {
    const html = body[`${name}Html`]
    const rich = html === undefined ? undefined : markup.made(html)
    if (rich && rich.plain.length > MOST_LETTERS)
      throw new BadInput(inputFault(`${name}Html`, 'tooLong', { maximum: MOST_LETTERS }))
    return describedBy(rich, body[name])
  }
  const { description: confirmationMessage, descriptionHtml: confirmationMessageHtml } = both('confirmationMessage')
  return {
    ...both('description'),
    ...(confirmationMessage !== undefined && { confirmationMessage, confirmationMessageHtml }),
  }
}

type MailGiven = { isSent: boolean; templateId?: string | null | undefined } | undefined

/** A mail as it is to be from now on: a template that is not named stays. */
function mailOf(given: MailGiven, before: TypeMail = { isSent: true }): TypeMail {
  if (!given) return before
  const { isSent, templateId = before.templateId } = given
  return { isSent, ...(typeof templateId === 'string' && { templateId }) }
}

/** Templates that are named must be of this company, each for its own mail. @throws BadInput */
async function checkTemplates(
  door: AppWorld,
  company: string,
  mails: { confirmationMail?: MailGiven; cancellationMail?: MailGiven },
): Promise<void> {
  const asked = (['confirmation', 'cancellation'] as const).map(async (kind) => {
    const templateId = mails[`${kind}Mail`]?.templateId
    if (typeof templateId !== 'string') return []
    const template = await door.store.mailTemplate(company, templateId)
    return template?.kind === kind ? [] : [inputFault(`${kind}Mail.templateId`, 'notOfCompany')]
  })
  const faults = (await Promise.all(asked)).flat()
  if (faults.length > 0) throw new BadInput(...faults)
}

/** A type as it is asked for, not stored yet. */
async function typeOf(door: AppWorld, member: Member, body: Made) {
  const { ranges, timeZone, confirmationMail, cancellationMail, videoCall, questions, ...more } = body
  const { isPersonal = member.role === 'member', ...fields } = more
  const found = await door.store.company(member.company)
  if (!found) throw new Error(`member ${member.id} belongs to no company`)
  const type: AppointmentType = {
    ...fields,
    ...messagesOf(door, body),
    ...(isPersonal && { ownerId: member.id }),
    websites: body.websites ?? (isPersonal ? [] : [MAIN_WEBSITE]),
    videoCall: videoCallOf(videoCall),
    questions: withQuestionIds(questions),
    roomName: door.random.id(),
    timeZone: timeZone ?? found.company.timeZone,
    company: member.company,
    version: 1,
    stepMinutes: body.stepMinutes ?? body.durationsMinutes[0]!,
    // Ranges offered by hand stand in place of the working hours, unless the type says otherwise.
    limitToWorkingHours: body.limitToWorkingHours ?? ranges.length === 0,
    ranges: windowsOf(ranges),
    confirmationMail: mailOf(confirmationMail),
    cancellationMail: mailOf(cancellationMail),
  }
  return { type, isPersonal, found }
}

export const appointmentTypeEndpoints = appEndpoints(api, {
  async listAppointmentTypes({ member, door }) {
    const [types, settings] = await Promise.all([
      door.store.types(member.company),
      door.store.paymentSettings(member.company),
    ])
    const seen = types.filter((type) => seesType(member, type))
    const payments = !takesPayments(settings) ? 'off' : settings?.isLive ? 'live' : 'rehearsal'
    return { body: { types: seen.map((type) => typeView(door, member, type)), payments } }
  },
  async previewOffers({ member, body, door }) {
    const { type, isPersonal, found } = await typeOf(door, member, { ...body, slug: 'preview', title: '' })
    if (!mayKeepType(member, type) || (isPersonal && !offersOnly(member, type))) return refuse('NotAllowed')
    await checkNamed(door, member.company, type, body.websites)
    const now = door.clock.now()
    const from = localDateOf(now, member.timeZone)
    const asked = { from, to: addDays(from, PREVIEWED_DAYS - 1), timeZone: member.timeZone }
    const { starts, durationMinutes, closedDays } = await offeredTimes(door, type, found.company, asked, now)
    return {
      body: {
        from,
        slots: starts.map(({ startsAt }) => ({
          startsAt: formatInstant(startsAt),
          endsAt: formatInstant(startsAt + durationMinutes * MINUTE_MS),
        })),
        closedDays,
      },
    }
  },
  async createAppointmentType({ member, body, door }) {
    const { type, isPersonal } = await typeOf(door, member, body)
    if (!mayKeepType(member, type) || (isPersonal && !offersOnly(member, type))) return refuse('NotAllowed')
    const { websites } = await checkNamed(door, member.company, type, body.websites)
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
    const { ranges, limits, confirmationMail, cancellationMail, videoCall, questions, ...fields } = body
    const given = Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    ) as Partial<AppointmentType>
    const { ownerId, ...kept } = { ...type, ...given }
    // What an admin opens to others' time is no longer one member's own.
    const isStillOwn = ownerId !== undefined && offersOnly({ id: ownerId }, kept)
    const next: AppointmentType = {
      ...kept,
      ...messagesOf(door, body),
      ...(isStillOwn && { ownerId }),
      ...(videoCall && { videoCall: videoCallOf(videoCall) }),
      ...(questions && { questions: withQuestionIds(questions) }),
      roomName: type.roomName ?? door.random.id(),
      ...(ranges && { ranges: windowsOf(ranges) }),
      confirmationMail: mailOf(confirmationMail, type.confirmationMail),
      cancellationMail: mailOf(cancellationMail, type.cancellationMail),
      limits: { ...type.limits, ...limits },
      version: type.version + 1,
    }
    if (!mayKeepType(member, type) || !mayKeepType(member, next)) return refuse('NotAllowed')
    await checkNamed(door, member.company, next, body.websites)
    await checkTemplates(door, member.company, body)
    return (await door.store.putType(next, type.version)) ? { body: typeView(door, member, next) } : refuse('Changed')
  },
  async deleteAppointmentType({ member, params, door }) {
    const type = await door.store.type(member.company, params.slug)
    if (!type || !seesType(member, type)) return refuse('NotFound')
    if (!mayKeepType(member, type)) return refuse('NotAllowed')
    await door.store.removeType(member.company, params.slug)
    // What is left of them by a fault leads nowhere: the type that they name is gone.
    await removeLinksOf(door, type)
    return {}
  },
})
