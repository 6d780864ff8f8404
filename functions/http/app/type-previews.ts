import type { ParsedOf } from '../../../shared/api/route.ts'
import * as api from '../../../shared/api/type-previews.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { addDays, formatInstant, type Instant, localDateOf } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { rewrittenType, writtenType } from '../../usecases/booking/change-types.ts'
import { explainStartOf, wordReasons } from '../../usecases/booking/explain-slot.ts'
import { offeredTimes } from '../../usecases/booking/list-slots.ts'
import { whatIf } from '../../usecases/booking/what-if.ts'
import { bookingPageOf, offeredView } from '../booking-page-view.ts'
import { pictureAddress, resourcePictureAddress } from '../picture-address.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'
import { explanationView, wordedView } from './explanation-view.ts'
import { askedChange, askedType } from './type-input.ts'

/** So far ahead a type is shown while it is written. */
const PREVIEWED_DAYS = 14
/** So many times and bookings a comparison names; the others are counted. */
const MOST_NAMED = 100

type Written = Omit<ParsedOf<typeof api.explainPreview, 'body'>, 'startsAt'> & { title?: string }

/** What a body says of a type that has no name yet. @throws BadInput for a message that is too long */
const asked = (door: AppWorld, body: Written) => askedType(door, { title: '', ...body, slug: 'preview' })

const someTimes = (times: Instant[]) => ({
  count: times.length,
  times: times.slice(0, MOST_NAMED).map(formatInstant),
})

export const typePreviewEndpoints = appEndpoints(api, {
  async previewOffers({ member, body, door }) {
    const written = await writtenType(door, member, asked(door, body))
    if (isRefusal(written)) return written
    const now = door.clock.now()
    const from = localDateOf(now, member.timeZone)
    const days = { from, to: addDays(from, PREVIEWED_DAYS - 1), timeZone: member.timeZone }
    const { starts, durationMinutes, closedDays } = await offeredTimes(door, written.type, written.company, days, now)
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
    const written = await writtenType(door, member, asked(door, body))
    if (isRefusal(written)) return written
    const { type, company } = written
    const people = await door.store.people(member.company, type.hosts, type.resources)
    // Whoever writes it is signed in: they see the pictures where members do, published or not.
    const isMember = ({ id }: { id: string }) => people.members.some((one) => one.id === id)
    const pictureOf = (one: { id: string; picture?: string }) =>
      isMember(one) ? pictureAddress(one) : resourcePictureAddress(one)
    return { body: { ...bookingPageOf(type, company, { people, pictureOf }), isPreview: true } }
  },
  async previewSlots({ member, body: { asked: days, ...body }, door }) {
    const written = await writtenType(door, member, asked(door, body))
    if (isRefusal(written)) return written
    return { body: offeredView(await offeredTimes(door, written.type, written.company, days, door.clock.now())) }
  },
  async explainPreview({ member, body: { startsAt, ...body }, door }) {
    const written = await writtenType(door, member, asked(door, body))
    if (isRefusal(written)) return written
    const start = { startsAt: Date.parse(startsAt), timeZone: member.timeZone }
    return { body: explanationView(await explainStartOf(door, written.type, written.company, start)) }
  },
  async whatIf({ member, params, body, door }) {
    const rewritten = await rewrittenType(door, member, params.slug, askedChange(door, body))
    if (isRefusal(rewritten)) return rewritten
    const { before, after } = rewritten
    const { appearing, vanishing, breaking, until, isWhole } = await whatIf(door, before, after, member.timeZone)
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
