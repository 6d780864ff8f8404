import assert from 'node:assert/strict'
import ICAL from 'ical.js'
import { calendarPart, type ReceivedMail } from './client.ts'
import type { RunningHost } from './host.ts'

const DAY_MS = 86_400_000
const HALF_HOUR_MS = 1_800_000
/** So far from the first day on the times of rows lie. */
const DAYS = 40

/** How somebody reads: their language with its hours, and where they live. */
export interface Reads {
  locale: 'en-GB' | 'en-US' | 'de-DE'
  timeZone: string
}

/** The beginning of each headline, in the languages of the people of the table; its name is the English one. */
const HEADLINES: [en: string, de: string][] = [
  ['Invitation', 'Einladung'],
  ['In your calendar', 'In Ihrem Kalender'],
  ['Now held by', 'Jetzt bei'],
  ['Takes place after all', 'Findet doch statt'],
  ['Invited again', 'Wieder eingeladen'],
  ['Moved', 'Verschoben'],
  ['Another end', 'Anderes Ende'],
  ['Other dates', 'Andere Termine'],
  ['More dates', 'Weitere Termine'],
  ['Dates cancelled', 'Termine abgesagt'],
  ['Ends earlier', 'Endet früher'],
  ['No longer invited', 'Nicht mehr eingeladen'],
  ['New title', 'Neuer Titel'],
  ['New place', 'Neuer Ort'],
  ['New details', 'Neue Angaben'],
  ['Cancelled', 'Abgesagt'],
  ['Booked', 'Gebucht'],
  ['New booking', 'Neue Buchung'],
]

/** What a preview calls the first cause of a mail, and what the mail says. */
const KINDS: Record<string, string> = {
  invited: 'Invitation',
  invitedToDate: 'Invitation',
  invitedAgain: 'Invited again',
  organizes: 'In your calendar',
  organizerChanged: 'Now held by',
  backAgain: 'Takes place after all',
  moved: 'Moved',
  dateMoved: 'Moved',
  shortened: 'Another end',
  lengthened: 'Another end',
  dateShortened: 'Another end',
  dateLengthened: 'Another end',
  repeatsOtherwise: 'Other dates',
  onlyDates: 'Other dates',
  datesAdded: 'More dates',
  datesCancelled: 'Dates cancelled',
  endsEarlier: 'Ends earlier',
  dateCancelled: 'Cancelled',
  cancelled: 'Cancelled',
  archived: 'Cancelled',
  noLongerInvited: 'No longer invited',
  noLongerInvitedToDate: 'No longer invited',
  dateBack: 'Takes place after all',
  renamed: 'New title',
  placeChanged: 'New place',
  detailsChanged: 'New details',
  dateChanged: 'New details',
}

/** The headline that a preview promises. */
export const promised = (kind: string): string => KINDS[kind] ?? kind

const headline = (subject: string, { locale }: Reads): string => {
  const isGerman = locale === 'de-DE'
  const found = HEADLINES.find(([en, de]) => subject.startsWith(isGerman ? de : en))
  return found?.[0] ?? `?${subject}`
}

/** When a subject says that something is, as `11:00`, `11:00+7` days after the first, or `day+1`, in UTC. */
function timeIn(subject: string, { locale, timeZone }: Reads, monday: string): string {
  const dayOf = (zone: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: zone })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone })
  const [days, wholeDays] = [dayOf(timeZone), dayOf('UTC')]
  const after = (words: string) => {
    const at = subject.indexOf(words)
    return at < 0 ? undefined : subject.slice(at + words.length)
  }
  const from = Date.parse(monday)
  for (let at = from; at < from + DAYS * DAY_MS; at += HALF_HOUR_MS) {
    const rest = after(days.format(at))
    if (rest === undefined || !rest.replace(/^, /, '').startsWith(`${time.format(at)}–`)) continue
    const day = Math.floor((at - from) / DAY_MS)
    return `${new Date(at).toISOString().slice(11, 16)}${day === 0 ? '' : `+${day}`}`
  }
  for (let day = 0; day < DAYS; day++)
    if (after(wholeDays.format(from + day * DAY_MS)) !== undefined) return `day${day === 0 ? '' : `+${day}`}`
  return `?${subject}`
}

/** A calendar file of a mail, as a parser that is not ours reads it. */
interface ReadFile {
  method: string
  uid: string
  sequence: number
  stamp: string
  /** Days after the first of the dates that it is about; none: about all of it. */
  dates: number[]
  isWhole: boolean
  asksReply: boolean
  sentBy: string | undefined
  attendees: string[]
}

function fileOf(text: string, to: string, monday: string): ReadFile {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const components = calendar.getAllSubcomponents('vevent')
  const [first] = components
  assert.ok(first, `a file without an event: ${text}`)
  const mine = components.flatMap((one) =>
    one.getAllProperties('attendee').filter((each) => String(each.getFirstValue()) === `mailto:${to}`),
  )
  const sentBy = first.getFirstProperty('organizer')?.getFirstParameter('sent-by') as string | undefined
  const at = components.flatMap((one) => {
    const id = one.getFirstPropertyValue('recurrence-id') as ICAL.Time | null
    return id ? [Math.floor((id.toJSDate().getTime() - Date.parse(monday)) / DAY_MS)] : []
  })
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    uid: String(first.getFirstPropertyValue('uid')),
    sequence: Number(first.getFirstPropertyValue('sequence') ?? 0),
    stamp: String(first.getFirstPropertyValue('dtstamp')),
    dates: at.sort((one, other) => one - other),
    isWhole: components.some((one) => !one.getFirstProperty('recurrence-id')),
    asksReply: mine.some((one) => one.getFirstParameter('rsvp') === 'TRUE'),
    sentBy: sentBy?.replace('mailto:', '').split('@')[0],
    attendees: first.getAllProperties('attendee').map((one) => String(one.getFirstValue()).replace('mailto:', '')),
  }
}

/** One mail to one person, as a row of the table says it: `REQUEST 1 Moved 11:00 ?`. */
export interface Heard {
  line: string
  headline: string
  files: ReadFile[]
  mail: ReceivedMail
}

/**
 * What a mail says: METHOD and SEQUENCE of its files, its headline, the time in its subject (read in the zone, language
 * and hours of its reader), the days of the dates that its file names, `?` where an answer is asked for, and who sent
 * it for the organizer.
 */
export async function heardIn(host: RunningHost, mail: ReceivedMail, reads: Reads, monday: string): Promise<Heard> {
  const to = mail.to[0]!.address
  const parts = (mail.attachments ?? []).filter(({ contentType }) => contentType.startsWith('text/calendar'))
  const texts = await Promise.all(parts.map((part) => calendarPart(host, { ...mail, attachments: [part] })))
  const files = texts.map((text) => fileOf(text, to, monday))
  const [first] = files
  const said = headline(mail.subject, reads)
  const line = files
    .map(({ method, sequence, dates, isWhole }) => {
      const named = dates.map((day) => `+${day}`).join(' ')
      return [method, sequence, ...(named === '' ? [] : [isWhole ? `(with ${named})` : `(${named})`])].join(' ')
    })
    .join(' & ')
  return {
    line: [
      line,
      said,
      timeIn(mail.subject, reads, monday),
      ...(first?.asksReply ? ['?'] : []),
      ...(first?.sentBy ? [`by ${first.sentBy}`] : []),
    ].join(' '),
    headline: said,
    files,
    mail,
  }
}
