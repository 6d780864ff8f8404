import * as api from '../../../shared/api/waitlist.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { isAskedBy, type WaitlistEntry } from '../../../shared/domain/booking/waitlist.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { listWaitlist, removeFromWaitlist } from '../../usecases/booking/waitlist.ts'
import { appEndpoints } from './app-door.ts'

function waitingView(entry: WaitlistEntry, types: AppointmentType[]) {
  const {
    id,
    type: slug,
    state,
    from,
    to,
    seats,
    durationMinutes,
    hostId,
    resourceId,
    offered,
    instead,
    createdAt,
  } = entry
  const { name, email, timeZone } = entry.customer
  return {
    ...{ id, state, from, to, seats },
    type: { slug, title: types.find((type) => type.slug === slug)?.title ?? slug },
    customer: { name, email, timeZone },
    ...(durationMinutes !== undefined && { durationMinutes }),
    ...(hostId !== undefined && { hostId }),
    ...(resourceId !== undefined && { resourceId }),
    since: formatInstant(createdAt),
    ...(instead && { instead: { bookingId: instead.bookingId, startsAt: formatInstant(instead.startsAt) } }),
    ...(offered &&
      isAskedBy(entry, offered.holdId) && {
        offered: { startsAt: formatInstant(offered.startsAt), until: formatInstant(offered.until) },
      }),
  }
}

export const waitlistEndpoints = appEndpoints(api, {
  async listWaitlist({ member, door }) {
    const { entries, types, isCut } = await listWaitlist(door, member)
    return { body: { entries: entries.map((entry) => waitingView(entry, types)), isCut } }
  },
  async removeFromWaitlist({ member, params, door }) {
    return (await removeFromWaitlist(door, member, params.type, params.id)) ?? {}
  },
})
