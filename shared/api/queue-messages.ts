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
