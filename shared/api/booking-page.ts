import { z } from 'zod'
import { id, instant, slug, timeZone, token } from './fields.ts'
import { money, refundRule } from './payments.ts'
import { question } from './questions.ts'
import { route } from './route.ts'

/** Who or what serves; with a picture where the type shows them and there is one. */
const candidate = z.object({ id, name: z.string(), picture: z.string().optional() })

export const bookingPage = z
  .object({
    company: z.object({ slug, name: z.string(), address: z.string().optional() }),
    type: z.object({
      slug,
      title: z.string(),
      description: z.string(),
      /** The same with its markup, made safe; empty: it is plain. */
      descriptionHtml: z.string(),
      location: z.string(),
      durationsMinutes: z.array(z.int()),
      horizonDays: z.int(),
      seats: z.int(),
      /** The largest party that one booking may bring. */
      mostPeople: z.int(),
      confirmation: z.enum(['automatic', 'manual']),
      /** In which order one chooses; where nobody can be chosen it is `automatic`. */
      choose: z.enum(['whoThenTime', 'timeThenWho', 'automatic']),
      /** Whether faces and things are shown as pictures, with initials where there is none. */
      showPictures: z.boolean(),
      videoCall: z.enum(['none', 'almanac']),
      mostDates: z.int(),
      /** Whether one can wait for a place on days that are full. */
      hasWaitlist: z.boolean(),
      allowGuests: z.boolean(),
      timeZone,
      /** Whether its times are read in that zone, and in no other. */
      isTimeZoneLocked: z.boolean(),
      hosts: z.array(candidate),
      /** With how many people each of them takes by itself, where its places count. */
      resources: z.array(candidate.extend({ capacity: z.int().optional() })),
      questions: z.array(question),
      /** Origins of the sites that may show this page inside their own. */
      embedOn: z.array(z.string()),
      /** What a booking costs, and what comes back of it to who cancels; of those that cost something. */
      price: money.optional(),
      refundRule: refundRule.optional(),
    }),
    /**
     * It costs something, and payments cannot be taken now: nothing can be booked. `member`: who looks is of the
     * company.
     */
    paymentOff: z.enum(['stranger', 'member']).optional(),
    /** A member looks at what strangers cannot book: it is shown, and nothing can be booked. */
    isPreview: z.boolean().optional(),
    /** Where one comes by a private link: for whom it is (veiled), how many bookings it still gives, and until when. */
    link: z
      .object({ forAddress: z.string().optional(), bookingsLeft: z.int().optional(), endsAt: instant.optional() })
      .optional(),
  })
  .meta({ id: 'BookingPage' })
export type BookingPageView = z.infer<typeof bookingPage>

/** The token of a private link to a type. */
export const linkToken = token.optional()

/** Whose booking page, and which of its appointment types. */
export const pageParams = z.object({ company: slug, type: slug })

export const readBookingPage = route({
  name: 'readBookingPage',
  door: 'public',
  method: 'GET',
  path: '/api/public/{company}/{type}',
  summary: 'What a booking link offers.',
  caller: 'anyone',
  params: pageParams,
  query: z.object({ link: linkToken }),
  answers: { 200: bookingPage },
  refusals: ['LinkEnded'],
})
