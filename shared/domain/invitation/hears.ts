import type { Hears } from '../changes/change.ts'
import type { WhoHears } from './who-hears.ts'

/**
 * Who hears of a change, as each of the events that changed keeps it: the letters go with the first, for each is about
 * all of them; who stays behind does so at the event itself.
 */
export function hearsOf({ letters, behind, caughtUp }: WhoHears, eventId: string, isFirst: boolean): Hears | undefined {
  const mailed = isFirst ? letters.map(({ reader }) => reader.email) : []
  const at = (marks: WhoHears['behind']) => marks.filter((one) => one.eventId === eventId).map(({ email }) => email)
  const hears = { mailed, leftBehind: at(behind), caughtUp: at(caughtUp) }
  return Object.values(hears).some((emails) => emails.length > 0) ? hears : undefined
}
