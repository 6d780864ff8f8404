import { z } from 'zod'
import { slug } from './fields.ts'

// What providers send to our webhooks. They are told that it came, whatever it is: what is not understood is ignored.

/** The name of a channel, as we made it and a provider gives it back. */
const channelId = z.string().regex(/^[0-9a-v]{16}$/)

/** Google's push: everything is in the headers (Calendar API, push notifications). */
export const googlePush = z.object({
  'x-goog-channel-id': channelId,
  'x-goog-channel-token': z.string().max(256).default(''),
  'x-goog-resource-state': z.string().default(''),
})

/** Graph's handshake comes before anything else: the token is to be given back as it is. */
export const graphHandshake = z.object({ validationToken: z.string().max(8192) })

export const graphAddress = z.object({ channel: channelId })

const MOST_ITEMS = 100

/** One item of a change notification; the client state alone proves it ours (Graph, changeNotification resource). */
const graphItem = z.object({ clientState: z.string().max(128) })

/** The items of a notification that can be understood, each by itself: one that is none spoils no other. */
export const graphNotifications = z
  .object({ value: z.array(z.unknown()) })
  .transform(({ value }) =>
    value.slice(0, MOST_ITEMS).flatMap((item) => {
      const parsed = graphItem.safeParse(item)
      return parsed.success ? [parsed.data] : []
    }),
  )
  .catch([])

/** Whose payments a notification is about stands in the address that we registered. */
export const stripeAddress = z.object({ company: slug })

export const stripeSignature = z.object({ 'stripe-signature': z.string().max(2000) })
