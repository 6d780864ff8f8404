import * as api from '../../../shared/api/event-reminders.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { HOUR_MS } from '../../../shared/domain/time/units.ts'
import { remindersOf, screenReminders, setOwnReminders } from '../../usecases/event/event-reminders.ts'
import { trialReminder } from '../../usecases/mail/event-reminder-mail.ts'
import { laidOut } from '../../usecases/mail/layout.ts'
import { refusalOfTries } from '../../usecases/people/throttling.ts'
import { appEndpoints } from './app-door.ts'
import { timesView } from './event-times.ts'

/** So often somebody may mail themselves a reminder to look at in 15 minutes. */
const TRIALS = 10

export const eventReminderEndpoints = appEndpoints(api, {
  async readEventReminders({ member, params, door }) {
    const found = await remindersOf(door, member, params.id)
    if (isRefusal(found)) return found
    const { mine, isOwn, planned, mails } = found
    return {
      body: {
        mine,
        isOwn,
        planned: planned.map(({ dueAt, startsAt, minutesBefore, by }) => ({
          at: formatInstant(dueAt),
          startsAt: formatInstant(startsAt),
          minutesBefore,
          by,
        })),
        mails: mails.flatMap(({ recipient, startsAt, minutesBefore = 0, state, doneAt, dueAt, reason }) =>
          recipient.to === 'asked' && startsAt !== undefined
            ? [
                {
                  to: recipient.email,
                  startsAt: formatInstant(startsAt),
                  minutesBefore,
                  state,
                  at: formatInstant(doneAt ?? dueAt),
                  ...(reason !== undefined && { reason }),
                },
              ]
            : [],
        ),
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
    const found = await remindersOf(door, member, params.id)
    if (isRefusal(found)) return found
    const messageId = `<trial.${door.random.id()}@${door.mailFrom.split('@')[1] ?? 'almanac'}>`
    const mail = await trialReminder(
      { ...door, quietSeconds: 0, inboundDomain: '', log: () => {}, ring: () => {} },
      member,
      params.id,
      messageId,
    )
    if (!mail) return refuse('BookingOver', { detail: 'No date of it is left.' })
    await door.mailer.send(await laidOut(mail, door.stationery))
    return {}
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
