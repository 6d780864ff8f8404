import type { Answered } from '../../../shared/api/drawn-page.ts'
import { type Ask, addressOfQuestion, ask, settled } from '../ui/api.ts'

/** What was answered while a page was drawn, by the address of the question. */
export type Answers = Record<string, Answered>

/** Asks as the server does while it draws a page, and keeps what was answered. */
export function keeping(answers: Answers, get: (address: string) => Promise<Answered>): Ask {
  return async (operation, ...[given]) => {
    const address = addressOfQuestion(operation, given)
    answers[address] ??= await get(address)
    // The door that answers declares the same route.
    return settled(answers[address]) as never
  }
}

/** Asks as a browser does that was given a drawn page: what came along is known; everything else is asked for. */
export function recalling(answers: Answers): Ask {
  return async (operation, ...given) => {
    const address = addressOfQuestion(operation, given[0])
    const known = answers[address]
    return known ? (settled(known) as never) : ask(operation, ...given)
  }
}
