import * as api from '../../../shared/api/event-reminders.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { reminderReasonOf } from '../../../shared/domain/effects/reminder-reason.ts'
import { formatInstant, type Instant, type LocalDate } from '../../../shared/domain/time/time.ts'
import { HOUR_MS } from '../../../shared/domain/time/units.ts'
import { remindersOf, screenReminders, setOwnReminders } from '../../usecases/event/event-reminders.ts'
import { tryReminder } from '../../usecases/mail/try-reminder.ts'
import { refusalOfTries } from '../../usecases/people/throttling.ts'
import { appEndpoints } from './app-door.ts'
import { timesView } from './event-times.ts'

/** So often somebody may mail themselves a reminder to look at in 15 minutes. */
const TRIALS = 10
/** Of those who are reminded at one moment so many are named, whoever asks first. */
const MOST_NAMED = 20

const namedOf = (all: string[], own: string) => {
  const to = [...all.filter((email) => email === own), ...all.filter((email) => email !== own)].slice(0, MOST_NAMED)
  return { to, others: all.length - to.length }
}

/** The start that is reminded of: a moment, or of whole days the first date. */
const startView = (startsAt: Instant, startDate: LocalDate | undefined) =>
  startDate === undefined ? { startsAt: formatInstant(startsAt) } : { startDate }

export const eventReminderEndpoints = appEndpoints(api, {
  async readEventReminders({ member, params, door }) {
    const found = await remindersOf(door, member, params.id)
    if (isRefusal(found)) return found
    const { mine, isOwn, isReminded, planned, hasMore, mails } = found
    return {
      body: {
        mine,
        isOwn,
        isReminded,
        hasMore,
        planned: planned.map(({ to: all, dueAt, startsAt, startDate, minutesBefore, by }) => ({
          ...namedOf(all, member.email),
          at: formatInstant(dueAt),
          ...startView(startsAt, startDate),
          minutesBefore,
          by,
        })),
        mails: mails.flatMap(({ to, effect }) => {
          const { startsAt, startDate, minutesBefore = 0, state, doneAt, putOffUntil, dueAt } = effect
          const reason = reminderReasonOf(effect)
          if (startsAt === undefined) return []
          return [
            {
              to,
              ...startView(startsAt, startDate),
              minutesBefore,
              state,
              at: formatInstant(state === 'skipped' ? dueAt : (doneAt ?? putOffUntil ?? dueAt)),
              ...(reason !== undefined && { reason }),
            },
          ]
        }),
      },
    }
  },
  async setEventReminders({ member, params, body, door }) {
    const changed = await setOwnReminders(door, member, params.id, body.reminders)
    return isRefusal(changed) ? changed : {}
  },
  async tryEventReminder({ member, params, door }) {
    const tooMany = await refusalOfTries(door, [{ key: `trial#${member.id}`, most: TRIALS }])
    if (tooMany) return tooMany
    const tried = await tryReminder(
      { ...door, quietSeconds: 0, inboundDomain: '', log: () => {}, ring: () => {} },
      member,
      params.id,
    )
    return isRefusal(tried) ? tried : { body: tried }
  },
  async listScreenReminders({ member, door }) {
    const found = await screenReminders(door, member, HOUR_MS)
    return {
      body: {
        reminders: found.map(({ event, key, minutesBefore, dueAt, startsAt }) => ({
          id: event.id,
          ...(key !== undefined && { occurrence: key }),
          title: event.title,
          location: event.location,
          videoCallUrl: event.videoCallUrl,
          ...timesView(event.times),
          ...(key !== undefined &&
            event.times.kind === 'timed' && {
              startsAt: formatInstant(startsAt),
              endsAt: formatInstant(startsAt + event.times.endsAt - event.times.startsAt),
            }),
          minutesBefore,
          at: formatInstant(dueAt),
        })),
      },
    }
  },
})
