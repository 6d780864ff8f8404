import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { MOST_OPEN_OF_RECORD } from '../domain/records/activity.ts'
import { MOST_ACTIVITY_TYPES, MOST_KINDS, MOST_STAGES, RECORD_ICONS } from '../domain/records/record-settings.ts'
import { colleague } from './event-fields.ts'
import { eventEntry } from './event-list.ts'
import { id, instant, line, localDate, optionalLine, text } from './fields.ts'
import { ifMatch } from './headers.ts'
import { nothing, route } from './route.ts'

/** What a kind, a stage or a type of activity is called by in records and activities. */
const word = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, says('notId'))
  .meta({ format: 'word', example: 'opportunity' })

const person = z.object({ id, name: z.string(), email: z.string() })

const record = z
  .object({
    id,
    version: z.int(),
    kind: z.string(),
    title: z.string(),
    stage: z.string(),
    /** Nothing is to be done of it any more. */
    isClosed: z.boolean().optional(),
    /** In the company's own money: a number to compare by. */
    value: z.number().optional(),
    contact: person.optional(),
    owner: colleague.optional(),
    bookingId: id.optional(),
    createdAt: instant,
  })
  .meta({ id: 'Record' })
export type RecordView = z.infer<typeof record>

const activity = z
  .object({
    id,
    version: z.int(),
    recordId: id,
    type: z.string(),
    summary: z.string(),
    /** The day by which it is due: that of its meeting, where one was placed for it. */
    dueDate: localDate,
    assignee: colleague,
    note: z.string().optional(),
    meeting: z.object({ eventId: id, startsAt: instant, endsAt: instant }).optional(),
    done: z.object({ at: instant, by: colleague, feedback: z.string().optional() }).optional(),
  })
  .meta({ id: 'Activity' })
export type ActivityView = z.infer<typeof activity>

/** A line of a timeline: a note, a change, or an activity that was done. */
const entry = z
  .object({
    id: z.string(),
    at: instant,
    by: colleague.optional(),
    kind: z.enum(['note', 'made', 'mail', 'stage', 'owner', 'activityDone']),
    /** What was noted, or said when an activity was done. */
    text: z.string().optional(),
    /** The stages, or the names of whose it was and is. */
    from: z.string().optional(),
    to: z.string().optional(),
    /** The activity that was done. */
    type: z.string().optional(),
    summary: z.string().optional(),
    /** Of a mail. */
    subject: z.string().optional(),
  })
  .meta({ id: 'RecordEntry' })
export type RecordEntryView = z.infer<typeof entry>

const title = line(200)
const value = z.number().min(0).max(1e12)

export const listRecords = route({
  name: 'listRecords',
  door: 'app',
  method: 'GET',
  path: '/api/records',
  summary:
    'What is to be followed up, the latest first: what one follows, for admins all of the company. At most 50; a list ' +
    'that goes on has `next`, also where this page is empty. Words of `q`, each of which begins a word of the title, ' +
    'find one page.',
  caller: 'member',
  query: z.object({
    kind: word.optional(),
    stage: word.optional(),
    contactId: id.optional(),
    q: z.string().max(200).optional(),
    next: id.optional(),
  }),
  answers: { 200: z.object({ records: z.array(record), next: z.string().optional() }) },
})

export const createRecord = route({
  name: 'createRecord',
  door: 'app',
  method: 'POST',
  path: '/api/records',
  summary: 'Make a record: one’s own and in the first stage of its kind, where nothing else is said.',
  caller: 'member',
  body: z.object({
    kind: word,
    title,
    stage: word.optional(),
    contactId: id.optional(),
    ownerId: id.optional(),
    value: value.optional(),
  }),
  answers: { 201: record },
  refusals: ['Busy'],
})

export const readRecord = route({
  name: 'readRecord',
  door: 'app',
  method: 'GET',
  path: '/api/records/{id}',
  summary:
    'A record with what is still to be done, and the meetings and bookings that are about it: at most 100 of them.',
  caller: 'member',
  params: z.object({ id }),
  answers: {
    200: record.extend({ activities: z.array(activity), meetings: z.array(eventEntry) }),
  },
})

export const changeRecord = route({
  name: 'changeRecord',
  door: 'app',
  method: 'PATCH',
  path: '/api/records/{id}',
  summary: 'Change a record; null takes contact, owner or value away. A changed stage or owner stands in its timeline.',
  caller: 'member',
  params: z.object({ id }),
  headers: z.object({ 'if-match': ifMatch.optional() }),
  body: z.object({
    title: title.optional(),
    stage: word.optional(),
    contactId: id.nullish(),
    ownerId: id.nullish(),
    value: value.nullish(),
  }),
  answers: { 200: record },
  refusals: ['Changed', 'Busy'],
})

export const removeRecord = route({
  name: 'removeRecord',
  door: 'app',
  method: 'DELETE',
  path: '/api/records/{id}',
  summary:
    'Take a record away with what is to be done about it; its meetings stay. It can be brought back for 30 days.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 204: nothing },
  refusals: ['Busy'],
})

export const restoreRecord = route({
  name: 'restoreRecord',
  door: 'app',
  method: 'POST',
  path: '/api/records/{id}/restore',
  summary: 'Bring back a record that was taken away.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 200: record },
  refusals: ['Busy'],
})

export const listRecordEntries = route({
  name: 'listRecordEntries',
  door: 'app',
  method: 'GET',
  path: '/api/records/{id}/timeline',
  summary: 'What was noted and happened, the latest first; a timeline that goes on has `next`.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({
    next: z
      .string()
      .max(200)
      .regex(/^[\w-]+$/, says('notNext'))
      .optional(),
  }),
  answers: { 200: z.object({ entries: z.array(entry), next: z.string().optional() }) },
})

export const addNote = route({
  name: 'addNote',
  door: 'app',
  method: 'POST',
  path: '/api/records/{id}/notes',
  summary: 'Write a note into the timeline of a record.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ text: text(5000).min(1, says('empty')) }),
  answers: { 201: entry },
  refusals: ['Busy'],
})

export const writeRecordMail = route({
  name: 'writeRecordMail',
  door: 'app',
  method: 'POST',
  path: '/api/records/{id}/mails',
  summary: 'Write a mail to the contact of a record; answers go to oneself. It stands in the timeline.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ subject: line(200), text: text(10_000).min(1, says('empty')) }),
  answers: { 201: entry },
  refusals: ['NotAllowed', 'TooManyTries', 'Busy'],
})

const plan = {
  type: word,
  summary: line(200),
  dueDate: localDate,
  assigneeId: id.optional(),
  note: text(2000).optional(),
}

export const scheduleActivity = route({
  name: 'scheduleActivity',
  door: 'app',
  method: 'POST',
  path: '/api/records/{id}/activities',
  summary: `Plan something to be done about a record, by oneself where nobody is named; \`isDone\`: it was done already. At most ${MOST_OPEN_OF_RECORD} of a record are open at once.`,
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ ...plan, isDone: z.boolean().optional() }),
  answers: { 201: activity },
  refusals: ['TooMany', 'Busy'],
})

export const listActivities = route({
  name: 'listActivities',
  door: 'app',
  method: 'GET',
  path: '/api/activities',
  summary: 'What one is to do oneself, what is due first first: at most 200.',
  caller: 'member',
  answers: {
    200: z.object({
      activities: z.array(activity.extend({ record: z.object({ id, kind: z.string(), title: z.string() }) })),
      isCut: z.boolean().optional(),
    }),
  },
})

export const readActivity = route({
  name: 'readActivity',
  door: 'app',
  method: 'GET',
  path: '/api/activities/{id}',
  summary: 'An activity with its record and its contact: what a meeting that is placed for it is about, and with whom.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 200: activity.extend({ record }) },
})

export const changeActivity = route({
  name: 'changeActivity',
  door: 'app',
  method: 'PATCH',
  path: '/api/activities/{id}',
  summary: 'Change what is planned; an empty note takes it away.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object(plan).partial(),
  answers: { 200: activity },
  refusals: ['Changed', 'Busy'],
})

export const markActivityDone = route({
  name: 'markActivityDone',
  door: 'app',
  method: 'POST',
  path: '/api/activities/{id}/done',
  summary: 'Mark an activity as done, and plan what comes next with it.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ feedback: text(2000).optional(), next: z.object(plan).optional() }),
  answers: { 200: activity.extend({ next: activity.optional() }) },
  refusals: ['Busy'],
})

export const removeActivity = route({
  name: 'removeActivity',
  door: 'app',
  method: 'DELETE',
  path: '/api/activities/{id}',
  summary: 'Take away what is not to be done.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 204: nothing },
  refusals: ['Changed', 'Busy'],
})

const icon = z.enum(RECORD_ICONS)
const name = optionalLine(60).optional()
const stage = { name, isClosed: z.boolean().optional() }
const kind = { name, icon, isHidden: z.boolean().optional() }
const activityType = {
  name,
  icon,
  isPlaced: z.boolean().optional(),
  dueInDays: z.int().min(0).max(365),
  next: word.optional(),
  isHidden: z.boolean().optional(),
}

const settings = z
  .object({
    version: z.int(),
    /** Without a name: one of those that stand at the start, which pages word themselves. */
    kinds: z.array(z.object({ id: word, ...kind, stages: z.array(z.object({ id: word, ...stage })) })),
    activityTypes: z.array(z.object({ id: word, ...activityType })),
  })
  .meta({ id: 'RecordSettings' })
export type RecordSettingsView = z.infer<typeof settings>

export const readRecordSettings = route({
  name: 'readRecordSettings',
  door: 'app',
  method: 'GET',
  path: '/api/record-settings',
  summary: 'The kinds of records with their stages, and the types of activities.',
  caller: 'member',
  answers: { 200: settings },
})

export const changeRecordSettings = route({
  name: 'changeRecordSettings',
  door: 'app',
  method: 'PUT',
  path: '/api/record-settings',
  summary:
    'Set the kinds of records and the types of activities, in their order. What is new has a name and no id; what there was is renamed or hidden, and never left out.',
  caller: 'admin',
  headers: z.object({ 'if-match': ifMatch.optional() }),
  body: z.object({
    kinds: z
      .array(
        z.object({
          id: word.optional(),
          ...kind,
          stages: z
            .array(z.object({ id: word.optional(), ...stage }))
            .min(1)
            .max(MOST_STAGES),
        }),
      )
      .min(1)
      .max(MOST_KINDS),
    activityTypes: z
      .array(z.object({ id: word.optional(), ...activityType }))
      .min(1)
      .max(MOST_ACTIVITY_TYPES),
  }),
  answers: { 200: settings },
  refusals: ['Changed', 'Busy'],
})
