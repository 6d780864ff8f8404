import type { ParsedOf } from '../../../shared/api/route.ts'
import * as api from '../../../shared/api/type-previews.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { mayKeepType, offersOnly, seesType } from '../../../shared/domain/booking/type-rights.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { addDays, formatInstant, type Instant, localDateOf } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { explainStartOf, wordReasons } from '../../usecases/booking/explain-slot.ts'
import { offeredTimes } from '../../usecases/booking/list-slots.ts'
import { whatIf } from '../../usecases/booking/what-if.ts'
import { bookingPageOf, offeredView } from '../booking-page-view.ts'
import { pictureAddress, resourcePictureAddress } from '../picture-address.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'
import { explanationView, wordedView } from './explanation-view.ts'
import { changedType, checkNamed, typeOf } from './type-input.ts'

/** So far ahead a type is shown while it is written. */
const PREVIEWED_DAYS = 14
/** So many times and bookings a comparison names; the others are counted. */
const MOST_NAMED = 100

/**
 * A type that is being written, for whoever may make it.
 * @throws BadInput for somebody or something that there is not
 */
async function writtenType(
  door: AppWorld,
  member: Member,
  body: Omit<ParsedOf<typeof api.explainPreview, 'body'>, 'startsAt'> & { title?: string },
) {
  const { type, isPersonal, found } = await typeOf(door, member, { title: '', ...body, slug: 'preview' })
  if (!mayKeepType(member, type) || (isPersonal && !offersOnly(member, type))) return refuse('NotAllowed')
  await checkNamed(door, member.company, type, { websites: body.websites })
  return { type, company: found.company }
}

const someTimes = (times: Instant[]) => ({
  count: times.length,
  times: times.slice(0, MOST_NAMED).map(formatInstant),
})

export const typePreviewEndpoints = appEndpoints(api, {
  async previewOffers({ member, body, door }) {
    const written = await writtenType(door, member, body)
    if (isRefusal(written)) return written
    const now = door.clock.now()
    const from = localDateOf(now, member.timeZone)
    const asked = { from, to: addDays(from, PREVIEWED_DAYS - 1), timeZone: member.timeZone }
    const { starts, durationMinutes, closedDays } = await offeredTimes(door, written.type, written.company, asked, now)
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
  async previewBookingPage({ member, body, door }) {
    const written = await writtenType(door, member, body)
    if (isRefusal(written)) return written
    const { type, company } = written
    const people = await door.store.people(member.company, type.hosts, type.resources)
    // Whoever writes it is signed in: they see the pictures where members do, published or not.
    const isMember = ({ id }: { id: string }) => people.members.some((one) => one.id === id)
    const pictureOf = (one: { id: string; picture?: string }) =>
      isMember(one) ? pictureAddress(one) : resourcePictureAddress(one)
    return { body: { ...bookingPageOf(type, company, { people, pictureOf }), isPreview: true } }
  },
  async previewSlots({ member, body: { asked, ...body }, door }) {
    const written = await writtenType(door, member, body)
    if (isRefusal(written)) return written
    return { body: offeredView(await offeredTimes(door, written.type, written.company, asked, door.clock.now())) }
  },
  async explainPreview({ member, body: { startsAt, ...body }, door }) {
    const written = await writtenType(door, member, body)
    if (isRefusal(written)) return written
    const asked = { startsAt: Date.parse(startsAt), timeZone: member.timeZone }
    return { body: explanationView(await explainStartOf(door, written.type, written.company, asked)) }
  },
  async whatIf({ member, params, body, door }) {
    const type = await door.store.type(member.company, params.slug)
    if (!type || !seesType(member, type)) return refuse('NotFound')
    const next = changedType(door, type, body)
    if (!mayKeepType(member, type) || !mayKeepType(member, next)) return refuse('NotAllowed')
    await checkNamed(door, member.company, next, body, type)
    const { appearing, vanishing, breaking, until, isWhole } = await whatIf(door, type, next, member.timeZone)
    const named = breaking.slice(0, MOST_NAMED)
    const reasons = named.flatMap(({ broken }) => ('reason' in broken ? [broken] : []))
    const worded = await wordReasons(door, member.company, member.timeZone, reasons)
    return {
      body: {
        until,
        isWhole,
        appearing: someTimes(appearing),
        vanishing: someTimes(vanishing),
        breaking: {
          count: breaking.length,
          bookings: named.map(({ booking, broken }) => ({
            id: booking.id,
            startsAt: formatInstant(booking.startsAt),
            endsAt: formatInstant(booking.endsAt),
            customer: { name: booking.customer.name },
            ...('reason' in broken
              ? { reason: wordedView(worded.find(({ reason }) => reason === broken)!) }
              : { rule: broken.rule }),
          })),
        },
      },
    }
  },
})
