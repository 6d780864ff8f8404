import * as api from '../../../shared/api/free-times.ts'
import type { Interval } from '../../../shared/domain/time/interval.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { findTimes } from '../../usecases/event/find-times.ts'
import { appEndpoints } from './app-door.ts'

const written = ({ from, to }: Interval) => ({ from: formatInstant(from), to: formatInstant(to) })

export const freeTimeEndpoints = appEndpoints(api, {
  async findTimes({ member, query, door }) {
    const { hours, resources = [], optional = [], ...asked } = query
    const found = await findTimes(door, member, { ...asked, resources, optional, isWithinHours: hours === 'working' })
    return {
      body: {
        principals: found.principals.map(({ id, busy, hours: open, knownUntil }) => ({
          id,
          busy: busy.map(written),
          hours: open.map(written),
          ...(knownUntil !== undefined && { knownUntil: formatInstant(knownUntil) }),
        })),
        times: found.starts.map((start) => ({
          startsAt: formatInstant(start),
          endsAt: formatInstant(start + query.durationMinutes * MINUTE_MS),
        })),
      },
    }
  },
})
