import type * as api from '../../../shared/api/appointment-types.ts'
import type { ParsedOf } from '../../../shared/api/route.ts'
import { BadInput, type InputFault, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import type { AppointmentType, TypeMail } from '../../../shared/domain/booking/appointment-type.ts'
import { faultsInGroups, groupsOf } from '../../../shared/domain/booking/groups.ts'
import { faultsInQuestions, withQuestionIds } from '../../../shared/domain/booking/question.ts'
import { offersOnly } from '../../../shared/domain/booking/type-rights.ts'
import { MAIN_WEBSITE, type Website } from '../../../shared/domain/booking/website.ts'
import { MOST_PRINCIPALS } from '../../../shared/domain/ledger/decide.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Interval } from '../../../shared/domain/time/interval.ts'
import { localDateOf, utcDayOf } from '../../../shared/domain/time/time.ts'
import { MOST_LEDGER_WRITES } from '../../ports/ledger.ts'
import type { AppWorld } from './app-door.ts'
import { bothForms } from './rich-text.ts'

const windowsOf = (ranges: { startsAt: string; endsAt: string }[]): Interval[] =>
  ranges.map(({ startsAt, endsAt }) => ({ from: Date.parse(startsAt), to: Date.parse(endsAt) }))

/** @throws BadInput for a kind of meeting that cannot be made yet */
function videoCallOf(wanted: 'none' | 'almanac' | 'googleMeet' | 'teams'): AppointmentType['videoCall'] {
  if (wanted === 'none' || wanted === 'almanac') return wanted
  throw new BadInput(inputFault('videoCall', 'notConnected'))
}

interface Named {
  websites?: string[] | undefined
  hours?: AppointmentType['hours'] | undefined
  hostTerms?: Record<string, unknown> | undefined
  dates?: { to?: string | undefined } | undefined
}

/**
 * What is named anew must be there: whoever serves by other terms or hours, those hours, a last day that is still to
 * come.
 * @param before as it is stored: what it names already stays, whatever has become of it
 */
async function faultsInTerms(
  door: AppWorld,
  type: AppointmentType,
  { hours = {}, hostTerms = {}, dates }: Named,
  known: { id: string }[],
  before?: AppointmentType,
): Promise<InputFault[]> {
  const isStranger = (id: string) => !known.some((one) => one.id === id)
  const now = door.clock.now()
  const named = Object.entries(hours).filter(([id, name]) => before?.hours[id] !== name)
  const principals = named.flatMap(([id]) => (isStranger(id) ? [] : [id]))
  const today = utcDayOf(now)
  const times = principals.length > 0 ? await door.store.time(type.company, principals, today, today, 'latest') : []
  const ids = new Set(times.flatMap(({ schedules }) => schedules.map(({ id }) => id)))
  const lastDay = dates?.to
  const isPast = lastDay !== undefined && lastDay < localDateOf(now, type.timeZone ?? 'UTC')
  return [
    ...Object.keys(hostTerms).flatMap((id) =>
      isStranger(id) && !before?.hostTerms[id] ? [inputFault(`hostTerms.${id}`, 'notOfCompany')] : [],
    ),
    ...named.flatMap(([id, name]) => (ids.has(`${id}.${name}`) ? [] : [inputFault(`hours.${id}`, 'notOfCompany')])),
    ...(isPast && before?.dates.to !== lastDay ? [inputFault('dates.to', 'inPast')] : []),
  ]
}

/**
 * Everybody and everything named must be of this company, what it makes must have a place, and what is paid for is one
 * date.
 * @returns the pages of the company
 * @throws BadInput
 */
export async function checkNamed(
  door: AppWorld,
  company: string,
  type: AppointmentType,
  /** What is named now; of what it names already some may be gone. */
  named: Named,
  before?: AppointmentType,
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
    ...strangers('websites', named.websites ?? [], websites),
    ...(await faultsInTerms(door, type, named, [...members, ...resources], before)),
  ]
  for (const [i, { of, ids }] of groupsOf(type).entries())
    faults.push(...strangers(`groups.${i}.ids`, ids, of === 'members' ? members : resources))
  faults.push(...faultsInGroups(type, MOST_LEDGER_WRITES))
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

/** What makes a type. */
type Made = ParsedOf<typeof api.createAppointmentType, 'body'>
/** What changes one. */
type Changing = ParsedOf<typeof api.changeAppointmentType, 'body'>
/** Of a message, as plain text. */
const MOST_LETTERS = 4000

/**
 * What customers read, in both forms, of which a body gives one.
 * @throws BadInput for one that is too long as plain text
 */
function messagesOf(
  door: AppWorld,
  body: Partial<Pick<Made, 'description' | 'descriptionHtml' | 'confirmationMessage' | 'confirmationMessageHtml'>>,
): Partial<AppointmentType> {
  const both = (name: 'description' | 'confirmationMessage') => {
    const path = `${name}Html` as const
    return bothForms(door, { plain: body[name], html: body[path], path, most: MOST_LETTERS })
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
export async function checkTemplates(
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
export async function typeOf(door: AppWorld, member: Member, body: Made) {
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

/** A type as a change asks for it, not stored yet. @throws BadInput for what cannot be made */
export function changedType(door: AppWorld, type: AppointmentType, body: Changing): AppointmentType {
  const { ranges, limits, confirmationMail, cancellationMail, videoCall, questions, ...fields } = body
  const given = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<AppointmentType>
  const { ownerId, ...kept } = { ...type, ...given }
  // What an admin opens to others' time is no longer one member's own.
  const isStillOwn = ownerId !== undefined && offersOnly({ id: ownerId }, kept)
  return {
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
}
