import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { colours } from '../domain/people/colour.ts'
import { colourings, hourFormats, hourHeights, themes } from '../domain/people/preferences.ts'
import { privacy, reminders } from './event-fields.ts'
import { email, id, line, locale, slug, text, timeOfDay, timeZone } from './fields.ts'
import { pictureAddress, role } from './members.ts'
import { route } from './route.ts'

const weekday = z.int().min(0).max(6)

/** One's own are chosen one by one: the same one twice is a slip. */
const ownReminders = reminders.refine(
  (list) => new Set(list.map(({ minutesBefore, by }) => `${minutesBefore} ${by}`)).size === list.length,
  says('twice'),
)

/** What one chooses for oneself; those that the locale says where nobody has chosen may be missing in an answer. */
const choices = {
  hourFormat: z.enum(hourFormats),
  firstWeekday: weekday.describe('From Sunday (0) to Saturday (6).'),
  secondTimeZone: timeZone,
  pageWord: slug.describe(
    "How one's page is called: `/book/{company}/@{pageWord}`; with the id in its place it is found as well.",
  ),
}
const usual = {
  theme: z.enum(themes),
  defaultPrivacy: privacy,
  defaultReminders: ownReminders,
  wholeDayRemindersAt: timeOfDay.describe('Reminders of whole days count back from then, where one lives.'),
  showsWeekends: z.boolean(),
  showsDeclined: z.boolean(),
  showsWeekNumbers: z.boolean(),
  hourHeight: z.enum(hourHeights),
  colourBy: z.enum(colourings),
  splitsPeople: z.boolean(),
  pageIntroduction: text(1000).describe("What one's page says at its head."),
  groups: z
    .array(z.object({ name: line(60), people: z.array(id).min(1).max(20) }))
    .max(20)
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, says('twice')),
}

export const me = z
  .object({
    id,
    email,
    name: z.string(),
    role,
    timeZone,
    locale: locale.optional(),
    picture: pictureAddress,
    ...z.object(choices).partial().shape,
    ...usual,
    company: slug,
    companyName: z.string(),
    companyTimeZone: timeZone,
    companyColour: z.enum(colours),
    /** Empty where no admin has said where meetings take place. */
    meetingAddress: z.string(),
    weekendDays: z.array(weekday),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof me>

export const getMe = route({
  name: 'getMe',
  door: 'app',
  method: 'GET',
  path: '/api/me',
  summary: 'The signed-in member.',
  caller: 'member',
  answers: { 200: me },
})

export const changeMe = route({
  name: 'changeMe',
  door: 'app',
  method: 'PATCH',
  path: '/api/me',
  summary: "Change one's own name, time zone, language or habits; null is as if one had never chosen.",
  caller: 'member',
  body: z.object({
    name: line(120).optional(),
    timeZone: timeZone.optional(),
    locale: locale.nullish(),
    hourFormat: choices.hourFormat.nullish(),
    firstWeekday: choices.firstWeekday.nullish(),
    secondTimeZone: choices.secondTimeZone.nullish(),
    theme: usual.theme.nullish(),
    defaultPrivacy: usual.defaultPrivacy.nullish(),
    defaultReminders: usual.defaultReminders.nullish(),
    wholeDayRemindersAt: usual.wholeDayRemindersAt.nullish(),
    showsWeekends: usual.showsWeekends.nullish(),
    showsDeclined: usual.showsDeclined.nullish(),
    showsWeekNumbers: usual.showsWeekNumbers.nullish(),
    hourHeight: usual.hourHeight.nullish(),
    colourBy: usual.colourBy.nullish(),
    splitsPeople: usual.splitsPeople.nullish(),
    pageWord: choices.pageWord.nullish(),
    pageIntroduction: usual.pageIntroduction.nullish(),
    groups: usual.groups.nullish(),
  }),
  answers: { 200: me },
})
