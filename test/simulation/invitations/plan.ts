import { Chance } from '../random.ts'

/** Those who may be asked; `linus` is a member, `grace` a member who may change what is ada's, the others are strangers. */
export const guests = ['linus', 'max', 'zoe'] as const
export type Guest = (typeof guests)[number]

/** Hours of a day and days of a week, by number: few, so that changes meet and times come back. */
const SLOTS = 4
const DATES = 5

interface Telling {
  notify?: 'none'
  /** By a colleague, on behalf. */
  byColleague?: true
}

/** What somebody does; `of` is the how manieth event was made. */
export type Action =
  | ({ does: 'make'; slot: number; people: Guest[]; isSeries: boolean } & Telling)
  | ({ does: 'move'; of: number; slot: number; on?: number; following?: true } & Telling)
  | ({ does: 'rename'; of: number; title: string; on?: number } & Telling)
  | ({ does: 'people'; of: number; people: Guest[]; on?: number } & Telling)
  | ({ does: 'cancel'; of: number; on?: number; following?: true } & Telling)
  | ({ does: 'restore'; of: number } & Telling)
  /** Takes the last change back. */
  | ({ does: 'undo' } & Telling)
  | { does: 'tell'; of: number }
  /** Opens the page of the last mail; the answer may come much later. */
  | { does: 'openPage'; who: Guest }
  | { does: 'answerPage'; who: Guest; reply: Reply; on?: number }
  | { does: 'answerMail'; who: Guest; reply: Reply; on?: number; how: MailedHow }
  | { does: 'answerInApp'; of: number; reply: Reply; on?: number }
  /** The queue brings what was published; some of it twice. */
  | { does: 'mails'; twice: boolean }
  | { does: 'sweep' }
  | { does: 'wait'; seconds: number }
  /** The next mail does not arrive; or it does, but nobody hears of that. */
  | { does: 'breakMail'; arrives: boolean }
  /** While the next mail is on its way, the action after this one takes place. */
  | { does: 'duringMail' }

export type Reply = 'accepted' | 'tentative' | 'declined'
/** `late`: written when their calendar was as it was some mails ago; `forged`: somebody else's, to their address. */
export type MailedHow = 'now' | 'late' | 'twice' | 'forged' | 'noDate'

export interface Plan {
  seed: number
  actions: Action[]
  acting: number[]
}

const ACTIONS = 40

export function planOf(seed: number): Plan {
  const chance = new Chance(seed, 77)
  const actions: Action[] = [make(chance)]
  while (actions.length < ACTIONS) actions.push(...next(chance, actions.filter(({ does }) => does === 'make').length))
  return { seed, actions, acting: actions.map((_, i) => i) }
}

const some = (chance: Chance): Guest[] => guests.filter(() => chance.is(0.6))
const replies = ['accepted', 'tentative', 'declined'] as const
const perhaps = (chance: Chance) => (chance.is(0.5) ? { on: chance.below(DATES) } : {})

function tellingOf(chance: Chance): Telling {
  return {
    ...(chance.is(0.15) && { notify: 'none' as const }),
    ...(chance.is(0.2) && { byColleague: true as const }),
  }
}

function make(chance: Chance): Action {
  return {
    does: 'make',
    slot: chance.below(SLOTS),
    people: some(chance),
    isSeries: chance.is(0.6),
    ...tellingOf(chance),
  }
}

function next(chance: Chance, made: number): Action[] {
  const drawn = chance.fraction()
  const of = chance.below(made)
  const who = chance.pick(guests)
  const reply = chance.pick(replies)
  const telling = tellingOf(chance)
  const date = perhaps(chance)
  const following = 'on' in date && chance.is(0.25) ? { following: true as const } : {}
  if (drawn < 0.04) return [make(chance)]
  if (drawn < 0.18) return [{ does: 'move', of, slot: chance.below(SLOTS), ...date, ...following, ...telling }]
  if (drawn < 0.22)
    return [{ does: 'rename', of, title: chance.pick(['Roof', 'Attic', 'Cellar']), ...date, ...telling }]
  if (drawn < 0.3) return [{ does: 'people', of, people: some(chance), ...date, ...telling }]
  if (drawn < 0.36) return [{ does: 'cancel', of, ...date, ...following, ...telling }]
  if (drawn < 0.4) return [{ does: 'restore', of, ...telling }]
  if (drawn < 0.46) return [{ does: 'undo', ...telling }]
  if (drawn < 0.48) return [{ does: 'tell', of }]
  if (drawn < 0.54) return [{ does: 'openPage', who }]
  if (drawn < 0.6) return [{ does: 'answerPage', who, reply, ...date }]
  if (drawn < 0.68) {
    const how = chance.pick(['now', 'now', 'late', 'twice', 'forged', 'noDate'] as const)
    return [{ does: 'answerMail', who, reply, how, ...date }]
  }
  if (drawn < 0.7) return [{ does: 'answerInApp', of, reply, ...date }]
  if (drawn < 0.86)
    return [
      { does: 'wait', seconds: chance.pick([1, 5, 12, 130]) },
      { does: 'mails', twice: chance.is(0.3) },
    ]
  if (drawn < 0.9) return [{ does: 'sweep' }]
  if (drawn < 0.93) return [{ does: 'breakMail', arrives: chance.is(0.5) }]
  if (drawn < 0.96) return [{ does: 'duringMail' }]
  return [{ does: 'wait', seconds: chance.pick([1, 5, 12, 130]) }]
}
