import { type RefusalName, refusals } from '../../domain/answers/refusal.ts'

/** What people read where the rules say no: in English what programs read too. */
export const phrases: Record<RefusalName, string> = refusals

/** What people read where it was not the rules. */
export const outages = {
  fault: 'Something broke on our side. Please try again.',
  outage: 'This cannot be answered just now. Please try again in a moment.',
  offline: 'The connection broke. It is not known whether this arrived; please try again.',
  unreached: 'There is no connection at the moment.',
  unsent: 'There is no connection: nothing was sent. Please try again when it is back.',
}
