import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { MOST_MEMBERS_ASKED } from '../domain/people/member.ts'
import { daysBetween, isLocalDate } from '../domain/time/time.ts'
import { ids } from './event-list.ts'
import { id, instant, localDate, timeZone } from './fields.ts'
import { route } from './route.ts'
import { slot } from './slots.ts'

const MOST_RESOURCES = 10
const MOST_DAYS = 31

/** From when to when, the end excluded. */
const stretch = z.object({ from: instant, to: instant })

export const findTimes = route({
  name: 'findTimes',
  door: 'app',
  method: 'GET',
  path: '/api/free-times',
  summary: `When members and rooms are busy on the days from \`from\` to \`to\` (inclusive, at most ${MOST_DAYS}), and every start at which all of them together have time.`,
  caller: 'member',
  query: z
    .object({
      members: ids(MOST_MEMBERS_ASKED, 'members'),
      /** Shown as the others are, but nobody waits for them. */
      optional: ids(MOST_MEMBERS_ASKED, 'members').optional(),
      resources: ids(MOST_RESOURCES, 'resources').optional(),
      from: localDate,
      to: localDate,
      timeZone,
      durationMinutes: z.coerce.number<number>().int().min(5).max(1440),
      /** Also at hours at which somebody does not work. */
      hours: z.enum(['working', 'all']).default('working'),
      /** An event that is being moved: it is in nobody's way. One that the reader may not see counts as any other. */
      except: id.optional(),
    })
    .superRefine(({ from, to }, context) => {
      if (!isLocalDate(from) || !isLocalDate(to)) return
      const days = daysBetween(from, to)
      if (days < 0) context.addIssue({ code: 'custom', path: ['to'], message: says('before', { other: 'from' }) })
      if (days >= MOST_DAYS)
        context.addIssue({
          code: 'custom',
          path: ['to'],
          message: says('tooFarApart', { days: MOST_DAYS - 1, other: 'from' }),
        })
    }),
  answers: {
    200: z.object({
      /** In the order asked for: members, optional ones, resources. */
      principals: z.array(
        z.object({
          id,
          /** Without what it is: sorted, none touches another. */
          busy: z.array(stretch),
          /** Their hours, without days off. */
          hours: z.array(stretch),
          /** Their connected calendar is known only so far. */
          knownUntil: instant.optional(),
        }),
      ),
      /** Sorted; those that slot.ts offers for all of them together, but those who are optional. */
      times: z.array(slot),
    }),
  },
})
