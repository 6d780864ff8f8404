import type { PageVisit } from '../../../shared/api/drawn-page.ts'
import { type Answer, type Ask, type Problem, problemOf } from '../ui/api.ts'
import { type KeptTime, keepTime, keptTime } from './kept-time.ts'
import { readOffer } from './offer.ts'
import { SlotPicker } from './slot-picker.svelte.ts'
import { rememberZone, Visit } from './visit.ts'

/** What was read before a page is drawn, or why it could not be. */
export interface Asked<T> {
  found?: T
  problem?: Problem
}

/**
 * A page of the booking desk with all that it shows first; the server opens it to draw it, the browser to go on with
 * it.
 */
export interface OpenPage {
  /** The visitor's zone, language and words; on a page where one books, the times as well. */
  picker: SlotPicker
  /** The booking that the address leads to. */
  booking?: Asked<Answer<'readBooking'>> & {
    token: string
    /** The times that it can be moved to, where that is what was asked for (`?move`). */
    moving?: SlotPicker
  }
  /** What is listed at this address, where it is not an appointment. */
  website?: Asked<Answer<'readWebsite'>> & { id: string }
  /** The visitor's place on a waitlist (`?waiting=`). */
  waiting?: Asked<Answer<'readWaitlistEntry'>> & { token: string }
  /** The place that is held for them, and to which a mail has led. */
  offer?: KeptTime | undefined
}

/** The website that stands at the company's own address. */
const MAIN = 'main'
/** What the place of a member's page begins with; no appointment is called so. */
const MEMBER = '@'
const NOTHING = [400, 404]
/** Nothing is called so: what cannot be read names nothing. */
const UNREADABLE = '-'

const asked = <T>(answer: Promise<T>): Promise<Asked<T>> =>
  answer.then(
    (found) => ({ found }),
    (error) => ({ problem: problemOf(error) }),
  )

function partsOf(path: string): string[] {
  try {
    return path.split('/').slice(1).map(decodeURIComponent)
  } catch {
    return ['', UNREADABLE, UNREADABLE]
  }
}

/** Reads all that a page shows first. @param ask what answers its questions */
export async function openPage(from: PageVisit, ask: Ask): Promise<OpenPage> {
  const visit = new Visit(from)
  const [place, named, second = '', ...beyond] = partsOf(visit.path)
  // Nothing stands behind an appointment.
  const isBeyond = beyond.some((part) => part !== '')
  const first = isBeyond ? UNREADABLE : named || UNREADABLE
  if (place === 'booking') return openBooking(first, visit, ask)
  const cameBy = { link: visit.query.get('link') ?? undefined, who: visit.query.get('with') ?? undefined }
  const picker = new SlotPicker(first, second, visit, ask, cameBy)
  if (second === '' || second.startsWith(MEMBER))
    return { picker, website: await readWebsite(first, second || MAIN, ask) }
  return openType(picker, ask)
}

async function readWebsite(company: string, id: string, ask: Ask) {
  return { id, ...(await asked(ask('readWebsite', { params: { company, website: id } }))) }
}

async function openType(picker: SlotPicker, ask: Ask): Promise<OpenPage> {
  const { visit } = picker
  const token = visit.query.get('waiting')
  const entry = token === null ? undefined : asked(ask('readWaitlistEntry', { params: { token } }))
  // Where nobody has an idea of the visitor's zone, its own will do: it is named beside the times.
  if (visit.timeZone === undefined) await picker.readInOwnZone()
  const offer = await readOffer(picker, ask)
  await picker.open(visit.query.get('at'), offer)
  picker.isRecalling = !offer && mayBeKept(picker)
  const opened: OpenPage = { picker, offer, ...(token !== null && { waiting: { token, ...(await entry) } }) }
  // A page that lists appointments may stand at this place of the address; what cannot be the token of a link names
  // nothing.
  if (!isNothing(picker) || isNoLongerOffered(opened)) return opened
  return { ...opened, website: await readWebsite(picker.company, picker.type, ask) }
}

const isNothing = ({ page, problem }: SlotPicker) => !page && NOTHING.includes(problem?.status ?? 0)

/** Whether somebody has waited for what is not offered here any more, or not at the moment: their link says so. */
export const isNoLongerOffered = ({ picker, waiting }: OpenPage): boolean =>
  isNothing(picker) && waiting?.found !== undefined

/**
 * Whether what the address asks for may look otherwise to whoever keeps it: offered to nobody else, or for another
 * length, for more people or with somebody whom they chose. Only their browser knows.
 */
function mayBeKept({ gone, chosen, page }: SlotPicker): boolean {
  if (!page || !chosen) return gone !== undefined
  const { durationsMinutes, mostPeople, choose } = page.type
  return durationsMinutes.length > 1 || mostPeople > 1 || choose === 'timeThenWho'
}

async function openBooking(token: string, visit: Visit, ask: Ask): Promise<OpenPage> {
  const read = await asked(ask('readBooking', { params: { token } }))
  const { found } = read
  // They have said it when they booked: better than where they seem to be.
  if (found && (found.isTimeZoneLocked || !visit.isZoneTheirs)) visit.timeZone = found.customer.timeZone
  const picker = new SlotPicker('', '', visit, ask)
  const isMove = found?.canMove && visit.query.has('move')
  return {
    picker,
    booking: { token, ...read, ...(isMove && { moving: await loadTimesToMove(timesToMove(found, visit, ask)) }) },
  }
}

/** The times to which a booking can be moved, not read yet. @param ask what answers, where it is not the network */
export function timesToMove(
  { company, type }: Pick<Answer<'readBooking'>, 'company' | 'type'>,
  visit: Visit,
  ask?: Ask,
): SlotPicker {
  const picker = new SlotPicker(company.slug, type.slug, visit, ask)
  picker.durationMinutes = type.durationMinutes
  return picker
}

/** Reads them. */
export async function loadTimesToMove(picker: SlotPicker): Promise<SlotPicker> {
  await picker.loadFirstFree()
  // The type may offer other lengths by now: a move keeps the length that was booked.
  if (picker.problem?.status === 400) {
    picker.durationMinutes = undefined
    await picker.loadFirstFree()
  }
  return picker
}

/** The title of the window. @param usual where nothing is known of what it shows */
export function titleOf(page: OpenPage, usual: string): string {
  const { picker, booking, website, waiting } = page
  if (isNoLongerOffered(page)) return waiting?.found?.type.title ?? usual
  if (website) return website.found?.title ?? usual
  if (booking) return booking.found ? `${booking.found.type.title} – ${booking.found.company.name}` : usual
  return picker.page ? `${picker.page.type.title} – ${picker.page.company.name}` : usual
}

/** As which status the page is answered. */
export function statusOf(page: OpenPage): number {
  const { picker, booking, website } = page
  if (isNoLongerOffered(page)) return 200
  const { problem } = website ?? booking ?? picker
  if (!problem) return 200
  if (NOTHING.includes(problem.status)) return 404
  return problem.status === 0 ? 503 : problem.status
}

/**
 * What was drawn runs in a browser from now on: read in its own zone, with the time that it keeps. Nothing of what is
 * on show moves until it is known what takes its place.
 */
export async function goOn({ picker, booking, offer }: OpenPage, zone: string): Promise<void> {
  const { visit, clock } = picker
  const isLocked = booking?.found?.isTimeZoneLocked ?? picker.page?.type.isTimeZoneLocked ?? false
  rememberZone(zone)
  if (!isLocked) visit.timeZone = zone
  const isOther = !isLocked && nameOf(clock.timeZone) !== nameOf(zone)
  picker.wake()
  booking?.moving?.wake()
  if (booking) {
    if (!isOther) return
    clock.timeZone = zone
    await booking.moving?.reread(zone)
    return
  }
  if (offer) keepTime(offer)
  const kept = keptTime()
  if (picker.isRecalling && kept && isSame(kept, picker)) {
    if (isOther) clock.timeZone = zone
    await picker.open(kept.startsAt, kept)
  } else if (isOther && picker.page) await picker.reread(zone)
  picker.isRecalling = false
}

/** A zone as this browser calls it: some have two names, and one that is younger than the browser has none. */
function nameOf(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    return timeZone
  }
}

function isSame({ company, type, startsAt }: KeptTime, { company: of, type: what, gone, chosen }: SlotPicker): boolean {
  return company === of && type === what && Date.parse(startsAt) === Date.parse(gone ?? chosen?.startsAt ?? '')
}
