import { MEETING_BLANK } from '../../../shared/domain/people/member.ts'

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** The address of a room that is new: its name has 100 bits of chance, so that nobody finds it who was not told. */
export function newMeeting(meetingAddress: string): string | undefined {
  const name = Array.from(crypto.getRandomValues(new Uint32Array(21)), (n) => LETTERS[n % LETTERS.length]).join('')
  const address = meetingAddress.trim().replace(MEETING_BLANK, `almanac-${name}`)
  return URL.canParse(address) && /^https?:/.test(address) ? address : undefined
}
