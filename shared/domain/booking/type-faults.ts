import { type InputFault, inputFault } from '../answers/bad-input.ts'
import { MOST_PRINCIPALS } from '../ledger/decide.ts'
import { type Instant, localDateOf } from '../time/time.ts'
import type { AppointmentType } from './appointment-type.ts'
import { faultsInGroups, groupsOf } from './groups.ts'
import type { MailTemplate } from './mail-template.ts'
import { faultsInQuestions } from './question.ts'
import type { MailAsked } from './type-change.ts'

/** What is named now: of what a type names already some may be gone. */
export interface NamedAnew {
  websites?: string[] | undefined
  hours?: AppointmentType['hours'] | undefined
  hostTerms?: Record<string, unknown> | undefined
  dates?: { to?: string | undefined } | undefined
}

type Known = readonly { id: string }[]

/** What a company has that a type may name. */
export interface NamesOfCompany {
  members: Known
  resources: Known
  websites: Known
  /** Ids of the schedules of those whose hours are named anew. */
  schedules: readonly string[]
  /** Whether there is an address at which video meetings take place. */
  hasMeetingAddress: boolean
}

const isOf = (known: Known, id: string): boolean => known.some((one) => one.id === id)

const strangers = (path: string, ids: string[], known: Known): InputFault[] =>
  ids.flatMap((id, i) => (isOf(known, id) ? [] : [inputFault(`${path}.${i}`, 'notOfCompany')]))

/** By whom other hours are named than before, and which. */
const hoursNamedAnew = ({ hours = {} }: NamedAnew, before?: AppointmentType): [id: string, name: string][] =>
  Object.entries(hours).filter(([id, name]) => before?.hours[id] !== name)

/** Whose schedules must be known to say what is wrong with a type: who is of this company and has other hours now. */
export function whoseHoursAreNamed(
  named: NamedAnew,
  { members, resources }: Pick<NamesOfCompany, 'members' | 'resources'>,
  before?: AppointmentType,
): string[] {
  return hoursNamedAnew(named, before).flatMap(([id]) => (isOf(members, id) || isOf(resources, id) ? [id] : []))
}

/**
 * What is named anew must be there: whoever serves by other terms or hours, those hours, a last day that is still to
 * come.
 */
function faultsInTerms(
  type: AppointmentType,
  named: NamedAnew,
  { members, resources, schedules }: NamesOfCompany,
  now: Instant,
  before?: AppointmentType,
): InputFault[] {
  const isStranger = (id: string) => !isOf(members, id) && !isOf(resources, id)
  const hasHours = ([id, name]: [string, string]) => !isStranger(id) && schedules.includes(`${id}.${name}`)
  const lastDay = named.dates?.to
  const isPast = lastDay !== undefined && lastDay < localDateOf(now, type.timeZone ?? 'UTC')
  return [
    ...Object.keys(named.hostTerms ?? {}).flatMap((id) =>
      isStranger(id) && !before?.hostTerms[id] ? [inputFault(`hostTerms.${id}`, 'notOfCompany')] : [],
    ),
    ...hoursNamedAnew(named, before).flatMap((one) =>
      hasHours(one) ? [] : [inputFault(`hours.${one[0]}`, 'notOfCompany')],
    ),
    ...(isPast && before?.dates.to !== lastDay ? [inputFault('dates.to', 'inPast')] : []),
  ]
}

/**
 * What is wrong with a type: everybody and everything named must be of its company, what it makes must have a place,
 * and what is paid for is one date.
 * @param now for a last day, which must not be over
 * @param mostWrites so many bookings and claims are made at once
 * @param before as it is stored: what it names already stays, whatever has become of it
 */
export function faultsInType(
  type: AppointmentType,
  named: NamedAnew,
  known: NamesOfCompany,
  { now, mostWrites, before }: { now: Instant; mostWrites: number; before?: AppointmentType | undefined },
): InputFault[] {
  const { hosts, resources, assignment, approvalAbovePercent, price, mostDates, questions, videoCall } = type
  const faults = [
    ...strangers('hosts', hosts, known.members),
    ...strangers('resources', resources, known.resources),
    ...strangers('websites', named.websites ?? [], known.websites),
    ...faultsInTerms(type, named, known, now, before),
    ...groupsOf(type).flatMap(({ of, ids }, i) => strangers(`groups.${i}.ids`, ids, known[of])),
    ...faultsInGroups(type, mostWrites),
  ]
  if (hosts.length + resources.length === 0) faults.push(inputFault('hosts', 'nobodyOffered'))
  if (assignment === 'collective' && hosts.length > MOST_PRINCIPALS)
    faults.push(inputFault('hosts', 'tooManyHosts', { maximum: MOST_PRINCIPALS }))
  if (approvalAbovePercent !== null && hosts.length > 0)
    faults.push(inputFault('approvalAbovePercent', 'onlyResources'))
  if (price && mostDates > 1) faults.push(inputFault('mostDates', 'oneDatePaid'))
  faults.push(...faultsInQuestions(questions))
  if (videoCall !== 'none' && !known.hasMeetingAddress) faults.push(inputFault('videoCall', 'noMeetingAddress'))
  return faults
}

/** The mails of a type that can be worded, as they are asked for. */
export interface MailsAsked {
  confirmationMail?: MailAsked | undefined
  cancellationMail?: MailAsked | undefined
}

/** The templates that are named. */
export const templatesNamed = ({ confirmationMail, cancellationMail }: MailsAsked): string[] =>
  [confirmationMail, cancellationMail].flatMap((mail) => mail?.templateId ?? [])

/** Templates that are named must be of the company, each for its own mail. */
export function faultsInTemplates(
  mails: MailsAsked,
  known: readonly Pick<MailTemplate, 'id' | 'kind'>[],
): InputFault[] {
  return (['confirmation', 'cancellation'] as const).flatMap((kind) => {
    const named = mails[`${kind}Mail`]?.templateId
    if (typeof named !== 'string' || known.some((one) => one.id === named && one.kind === kind)) return []
    return [inputFault(`${kind}Mail.templateId`, 'notOfCompany')]
  })
}
