import type { CalendarEvent } from '../event/calendar-event.ts'
import type { Person } from './held.ts'
import type { EventNews, Letter, LetterFile } from './who-hears.ts'
import { letterTo } from './who-hears.ts'

type Background = Pick<EventNews, 'heard' | 'members' | 'now' | 'timeZone'>

/** Whether what some files say of an event leaves nothing of what an earlier one may have said of it. */
const isCovered = (files: LetterFile[], { event, method, keys, replacesAll }: LetterFile) => {
  const saysTheSame = (one: LetterFile) =>
    one.method === method && JSON.stringify(one.keys) === JSON.stringify(keys) && one.replacesAll === replacesAll
  return files.some((one) => one.event.id === event.id && (one.keys === undefined || saysTheSame(one)))
}

/**
 * What somebody is to be told now, where an earlier letter may have reached them though nobody heard so: what is left
 * to tell of what they surely know, with what takes back what that letter may have said beside. Without the latter
 * whoever got it would go on believing it.
 */
export function letterAfterTries(person: Person, events: CalendarEvent[], background: Background): Letter | undefined {
  const { heard } = background
  const letter = letterTo(person, events, background)
  if (!heard.some(({ email, tried }) => email === person.email && tried)) return letter
  const perhaps = heard.map((one) => (one.email === person.email && one.tried ? { ...one, told: one.tried } : one))
  const other = letterTo(person, events, { ...background, heard: perhaps })
  if (!letter || !other) return letter ?? other
  const further = other.files.filter((file) => !isCovered(letter.files, file))
  const isReplaced = ({ event }: LetterFile) =>
    further.some((one) => one.event.id === event.id && one.replacesAll === true)
  return { ...letter, files: [...letter.files.filter((file) => !isReplaced(file)), ...further] }
}
