import { z } from 'zod'

// What the queues bring to the jobs. Only what a job reads is asked for; what else a message says is ignored, so that
// an older worker takes what a newer one has sent.

const name = z.string().min(1)
const version = z.int().min(0)

/** That something changed, as the bus passes it on: what is to be done stands in the rows of its effects. */
export const changeNotice = z.object({ company: name, subjectId: name, version })

/** What a one-time schedule brings back. */
export const scheduleTick = z.object({ tick: z.object({ company: name, subjectId: name, at: z.number() }) })

const forConnection = { company: name, memberId: name, connectionId: name }

/** Work for the worker of one connection. */
export const syncJob = z.discriminatedUnion('job', [
  z.object({ job: z.literal('push'), ...forConnection, subjectId: name, version }),
  z.object({ job: z.literal('pull'), ...forConnection }),
])

/**
 * That a mail came in, as Amazon SES tells it of a rule that puts mails into a bucket (notification contents for
 * receiving): who it was sent to on its way, whatever its own headers say.
 */
const arrival = z.object({
  notificationType: z.literal('Received'),
  mail: z.object({ source: z.string().optional() }).catch({}),
  receipt: z.object({
    recipients: z.array(z.string()),
    virusVerdict: z.object({ status: z.string() }).optional().catch(undefined),
    action: z.object({ type: z.literal('S3'), objectKey: name }),
  }),
})

const addressed = z.object({ emailAddress: z.string() })

/**
 * What came of a mail that was sent, as Amazon SES tells it (event publishing, and the older notifications of an
 * identity): of all that it says only this is read. A mail is known by the headers that it was given to Amazon with.
 */
const mailNews = z.object({
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail: z.object({
    headers: z.array(z.object({ name: z.string(), value: z.string() })).catch([]),
    commonHeaders: z.object({ messageId: z.string().optional() }).optional().catch(undefined),
  }),
  bounce: z
    .object({
      bounceType: z.string(),
      bouncedRecipients: z.array(addressed.extend({ diagnosticCode: z.string().optional() })),
    })
    .optional(),
  complaint: z
    .object({ complaintFeedbackType: z.string().nullish(), complainedRecipients: z.array(addressed) })
    .optional(),
  deliveryDelay: z
    .object({ delayType: z.string().optional(), delayedRecipients: z.array(addressed).catch([]) })
    .optional()
    .catch(undefined),
})
export type MailNews = z.infer<typeof mailNews>

/** A topic hands its news on as they are, or in an envelope of its own. */
const ofTopic = <S extends z.ZodType>(news: S) =>
  z.union([
    z.object({ Type: z.literal('Notification'), Message: z.string() }).transform(({ Message }, context) => {
      try {
        return news.parse(JSON.parse(Message))
      } catch {
        context.addIssue('is no news of a mail')
        return z.NEVER
      }
    }),
    news,
  ])

export const mailNewsMessage = ofTopic(mailNews)
export const arrivalMessage = ofTopic(arrival)
