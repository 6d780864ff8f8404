import { type BlanksIn, fillBlanks } from './blanks.ts'

/**
 * The closed list of what can be wrong with a field, each with its sentence for programs; what stands in braces is its
 * data. What people read is worded from the code, in their language (`shared/words/faults`).
 */
export const inputFaults = {
  missing: 'is missing',
  empty: 'must not be empty',
  unknown: 'is not known here',
  wrongType: 'must be {expected}',
  wrongForm: 'is not written as it must be',
  notOneOf: 'must be one of: {options}',
  tooShort: 'must have at least {minimum} characters',
  tooLong: 'must have at most {maximum} characters',
  tooFew: 'must have at least {minimum} entries',
  tooMany: 'must have at most {maximum} entries',
  twice: 'names the same one twice',
  tooSmall: 'must be at least {minimum}',
  tooLarge: 'must be at most {maximum}',
  notWholeNumber: 'must be a whole number from {minimum} to {maximum}',
  notJson: 'is not JSON',
  halfCharacter: 'holds half a character (a lone surrogate)',
  notOneLine: 'must be one line without control characters',
  controlCharacters: 'must not hold control characters',
  encodedWord: 'must not hold an encoded word (=?...?=)',
  invisible: 'must not hold spaces or what cannot be seen',
  notPlainLetters: 'must be letters, digits and signs of ASCII without spaces',
  notEmail: 'must be an e-mail address',
  notWebAddress: 'must be an http or https address',
  notSite: 'must be the origin of a site such as https://shop.example or https://*.shop.example',
  notLocale: 'must be a locale such as de-AT (BCP 47)',
  notTimeZone: 'must be an IANA time zone such as Europe/Berlin',
  notId: 'must be an id made by this server',
  notScheduleId: 'must be an id, or an id and a name such as 0f3a9c.evenings',
  notScheduleName: 'must be the name of a schedule',
  notSlug: 'must be 1 to 48 lower-case letters, digits and hyphens',
  notInstant: 'must be an instant such as 2026-11-24T09:00:00Z',
  notInstantOrDate: 'must be an instant such as 2026-11-24T09:00:00Z, or a date',
  notDate: 'must be a date such as 2026-11-24, between 1970 and 2200',
  noSuchDate: 'is not a date that exists',
  outOfTime: 'must lie between 1970 and 2200',
  notWallTime: 'must be a time such as 09:30',
  inPast: 'must not lie in the past',
  notAfter: 'must be after {other}',
  before: 'must not be before {other}',
  tooFarApart: 'must be at most {days} days after {other}',
  beforeStart: 'must not lie before the start',
  noTimes: 'is missing (or startDate for an event of whole days)',
  timesAndDates: 'must not stand beside startsAt: an event has times or dates',
  otherKind: 'must be {expected}, as the start is',
  scopeMissing: 'must say this, following or all: the event is a series',
  occurrenceMissing: 'is missing: the original start of the occurrence',
  notOccurrence: 'is not an original start of this series',
  notForOneDate: 'can only be changed for all occurrences or for this and the following',
  kindOfOneDate: 'one occurrence cannot change between times and whole days',
  noSeriesOfItsOwn: 'cannot begin a series of its own: the rules count from different days',
  badRule: '{fault}',
  ruleMissing: 'needs rrule beside it',
  noDateSoon: 'has no date within ten years of the start',
  crowdedAtOnce: 'makes more than {maximum} meetings of the series go on at once',
  crowdedDay: 'makes more than {maximum} meetings of the series begin in one day',
  noWeekday: 'must name at least one weekday',
  notOfCompany: 'is not known in this company',
  noBlank: 'must have {blank} in it once',
  notOfOrganizer: 'is no calendar of the organizer and of no team',
  notLikeIt: 'is no other calendar of the same owner, or of a team like it',
  itself: 'is the same one',
  notOtherResource: 'is not another resource of this company',
  nobodyOffered: 'needs at least one host or resource',
  tooManyHosts: 'at most {maximum} hosts can be booked together',
  moreThanThere: 'must be at most {maximum}: there are no more to choose from',
  inTwoGroups: 'stands in another group of this type already',
  allServe: 'must be 1 where all hosts serve together',
  capacitiesDecide: 'must be 1 where the capacities of resources decide how many are taken',
  tooManyTogether: 'at most {maximum} people and things can be booked together',
  tooManyServing:
    'at most {maximum} people and things can be named in all, for each question reads the time of all of them',
  datesOfSoMany: 'must be at most {maximum}: so many dates of so many people and things can be booked at once',
  noChoice: 'cannot be chosen where several of them serve together',
  notOfGroup: 'is not of the group of whom they would replace',
  noMeetingAddress: 'the company has no address for video meetings yet',
  notConnected: 'comes with a connected calendar, and none is connected for that yet',
  notNumber: 'is no number',
  fewChoices: 'needs at least two answers to choose from',
  notEarlier: 'names no earlier question',
  reserved: 'is the name of something else',
  onlyResources: 'only where resources are offered, and no hosts',
  notHostHere: 'is no host of this type',
  notResourceHere: 'is no resource of this type',
  notAsked: 'is not asked here',
  noGuests: 'must be empty: no guests can be named here',
  unanswered: 'needs an answer',
  tooManyDates: 'at most {maximum} dates can be booked at once here',
  onlyMoved: 'can only be moved here, for it is a booking',
  answersThemselves: 'must be needsAction: people answer for themselves',
  customerIsTold: 'cannot be none: customers hear of what becomes of their booking',
  bookedLength: 'must keep the length that the customer booked',
  notHold: 'is not the token of a hold',
  linkOfAnother: 'is not the address that this link was made for',
  notVersion: 'must be the version of the event',
  notIdempotencyKey: 'must have 1 to 255 whole characters',
  notBase64: 'must be written in base64',
  notPicture: 'must be a PNG, JPEG or WebP picture',
  ofAnother: 'is on the card of another contact',
  notPhone: 'must be a phone number: digits, spaces and + ( ) - . /',
  nothingAsked: 'must name something to look for, or people, tags or place must',
  tooManyWords: 'must have at most {maximum} words',
  templateField: 'names at line {line}, column {column} a field that there is not: {word}',
  templateFilter: 'has at line {line}, column {column} a filter that there is not: {word}',
  templateTag: 'has at line {line}, column {column} a tag that may not be here: {word}',
  templateLoop:
    'has at line {line}, column {column} a loop over {word}: loops go over answers or dates, one in no other',
  templateUnclosed: 'leaves open what begins at line {line}, column {column}: {word}',
  templateUnreadable: 'cannot be read at line {line}, column {column}: {word}',
  notMultiple: 'must be a multiple of {step}',
  oneDatePaid: 'must be 1 where bookings have a price: a payment is for one date',
  keyRefused: 'is not taken by the payment provider, which says: {why}',
  notNext: 'must be the `next` of an earlier answer',
} as const

export type InputFaultCode = keyof typeof inputFaults

type DataOf<C extends InputFaultCode> = BlanksIn<(typeof inputFaults)[C]>
type Data = Record<string, string | number>

/** A fault in the input: where it stands, what is wrong with it by name, and in English for programs. */
export interface InputFault {
  path: string
  code: InputFaultCode
  message: string
  data?: Data
}

/** A fault at a path, with what its sentence needs. */
export function inputFault<C extends InputFaultCode>(
  path: string,
  code: C,
  ...[data]: [DataOf<C>] extends [never] ? [] : [data: Record<DataOf<C>, string | number>]
): InputFault {
  const given = data as Data | undefined
  return { path, ...faultOf(code, given) }
}

/** What is wrong, wherever it stands. */
export function faultOf(code: InputFaultCode, data?: Data): Omit<InputFault, 'path'> {
  return { code, message: fillBlanks(inputFaults[code], (name) => String(data?.[name] ?? '')), ...(data && { data }) }
}

/** The sentence of a fault, for a schema that says it itself. */
export function says<C extends InputFaultCode>(
  code: C,
  ...[data]: [DataOf<C>] extends [never] ? [] : [data: Record<DataOf<C>, string | number>]
): string {
  return faultOf(code, data as Data | undefined).message
}

/** Thrown for input that cannot mean anything; doors answer 400 with every fault, and nothing was stored or sent. */
export class BadInput extends Error {
  override name = 'BadInput'
  readonly errors: InputFault[]
  constructor(...errors: InputFault[]) {
    super(errors.map(({ path, message }) => `${path}: ${message}`).join('; '))
    this.errors = errors
  }
}
