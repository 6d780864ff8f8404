import { z } from 'zod'
import { id, minutes } from './fields.ts'

/** Of whom and what of a type, where several could serve, and for how many, as a body says it. */
export const choices = {
  durationMinutes: minutes(1440).min(5).optional(),
  hostId: id.optional(),
  resourceId: id.optional(),
  /** Seats of a class, or people to be seated. */
  seats: z.int().min(1).max(500).optional(),
}

/** The same as a query says it. */
export const askedChoices = {
  ...choices,
  durationMinutes: z.coerce.number<number>().int().min(5).max(1440).optional(),
  seats: z.coerce.number<number>().int().min(1).max(500).optional(),
}
