import type { AppointmentType } from '../../shared/domain/booking/appointment-type.ts'
import type { Action } from './action.ts'
import { drawn, members, STARTS, types, typesOfGroups } from './company.ts'
import { Chance } from './random.ts'

/** How often a commit meets bad weather. */
export interface Weather {
  /** It could not be taken; nothing was written. */
  busy: number
  /** It was written, but the store gave up before it knew. */
  busyWritten: number
  /** The line broke before it was written. */
  broken: number
  /** The line broke after it was written. */
  lost: number
  /** Whoever sent it died, before or after it was written. */
  crash: number
}

export type WeatherKind = 'fair' | 'busy' | 'busyWritten' | 'broken' | 'lost' | 'crashBefore' | 'crashAfter'

/** All of a history that is not decided by the ledger: who does what, in what weather, with how many at once. */
export interface Plan {
  seed: number
  actions: Action[]
  /** Which of the actions take place, by number. */
  acting: number[]
  weather: Weather
  /** Whose calls meet that weather. */
  stormy: number[]
  atOnce: number
  /** How many of the actions happen one after the other, before the others meet. */
  alone?: number
  /** What befalls a commit of an action by plan, and not by chance: its number, and the how manieth commit it is. */
  mishaps?: { of: number; commit: number; weather: Exclude<WeatherKind, 'fair'> }[]
  /** Whether clients send again at once what they heard no answer to (they do unless said otherwise). */
  isImpatient?: boolean
  /** How many calls of one actor follow each other before its turn is drawn again. */
  stride: number
}

const ACTIONS = 44
const CALM: Weather = { busy: 0, busyWritten: 0, broken: 0, lost: 0, crash: 0 }
const STORM: Weather = { busy: 0.03, busyWritten: 0.02, broken: 0.03, lost: 0.04, crash: 0.03 }

const customers = ['noor', 'omar', 'pia']
/** The last one is past the first starts of the night. */
const WAITS = [1, 1, 6, 6, 11, 11, 11, 16, 16, 16, 620]

const rules = ['FREQ=DAILY;COUNT=3', 'FREQ=DAILY;COUNT=20', 'FREQ=WEEKLY;COUNT=10', 'FREQ=WEEKLY']

/** A few actions that meet at once, in fair weather; the seed is their order. */
export function raceOf(seed: number, actions: Action[], more: Partial<Plan> = {}): Plan {
  const acting = actions.map((_, number) => number)
  const stride = [1, 2, 5, 8][seed % 4]!
  return { seed, actions, acting, weather: CALM, stormy: [], atOnce: actions.length, stride, ...more }
}

/** How often each kind of action is drawn. */
interface Weights {
  booking: number
  hold: number
  ofHold: number
  ofBooking: number
  event: number
  ofEvent: number
  fact: number
  hours: number
  sweep: number
  wait: number
}

/** What a history is mostly about: what everybody does together, and what only meets when few do little else. */
const themes: { types?: string[]; starts?: number[]; again?: number; rooms?: string[]; weights: Partial<Weights> }[] = [
  { weights: {} },
  { weights: {} },
  // One limit, wide apart.
  {
    types: ['talk', 'ask', 'duo'],
    starts: [10, STARTS],
    weights: { booking: 6, ofBooking: 3, event: 0, ofEvent: 0, fact: 0 },
  },
  // One class, again and again.
  {
    types: ['lesson'],
    starts: [1, 2, 3],
    again: 0.5,
    weights: { booking: 4, hold: 1.5, ofHold: 1, ofBooking: 4, event: 0.2, ofEvent: 0 },
  },
  // One room.
  {
    types: ['visit'],
    starts: [3, 6],
    rooms: ['oak'],
    weights: { booking: 1, hold: 0.2, ofBooking: 1, event: 4, ofEvent: 4, sweep: 0.5 },
  },
  // Hours, facts and holds under those who book.
  { types: ['ask', 'course'], starts: [3, 6], weights: { booking: 3, hours: 3, fact: 1, event: 1, ofEvent: 0 } },
]

const USUAL: Weights = {
  booking: 3.4,
  hold: 0.8,
  ofHold: 0.8,
  ofBooking: 2.2,
  event: 0.8,
  ofEvent: 0.7,
  fact: 0.3,
  hours: 0.3,
  sweep: 0.3,
  wait: 0.4,
}

/** A history's plan follows from its seed. */
export function planOf(seed: number): Plan {
  const chance = new Chance(seed, 1)
  const theme = chance.pick(themes)
  // Few starts, types and people at a time: they are to meet.
  const starts = chance.pick(theme.starts ?? [3, 6, 10, STARTS])
  const offered = theme.types ? [chance.pick(theme.types)] : drawn.filter(() => chance.is(0.5))
  const maker = new Maker(chance, {
    starts,
    firstStart: chance.below(STARTS - starts + 1),
    offered: offered.length > 0 ? offered : ['talk'],
    again: theme.again ?? 0.25,
    rooms: theme.rooms ?? ['oak', 'oak', 'small', 'hall'],
    weights: { ...USUAL, ...theme.weights },
  })
  const actions: Action[] = []
  while (actions.length < ACTIONS) actions.push(...maker.next(actions))
  if (seed % WITH_HOST_BOOKINGS === 0) addHostBookings(actions, new Chance(seed, 5))
  if (seed % IN_TEAMS === 0) putIntoTeams(actions, new Chance(seed, 6))
  const acting = actions.map((_, number) => number)
  return {
    seed,
    actions,
    acting,
    stormy: acting,
    weather: chance.is(0.4) ? CALM : STORM,
    atOnce: 2 + chance.below(6),
    stride: chance.pick([1, 1, 3, 8]),
  }
}

/** In one history of so many there are hosts at a desk. */
const WITH_HOST_BOOKINGS = 6

/** In one history of so many much is booked that needs several groups. */
const IN_TEAMS = 7
/**
 * Whoever wants a team asks for the time of many, and each read takes its turn: in a longer history the last one would
 * run out of patience.
 */
const ACTIONS_IN_TEAMS = 24

/**
 * Whoever wanted something wants what takes people and things of several groups, which are those of the other types
 * too.
 */
function putIntoTeams(actions: Action[], chance: Chance): void {
  const offered = Object.values(typesOfGroups).filter(() => chance.is(0.7))
  if (offered.length === 0) return
  actions.length = ACTIONS_IN_TEAMS
  /** What is sent again, and what a hold becomes, is of the same type. */
  const instead = new Map<string, AppointmentType | undefined>()
  for (const [number, action] of actions.entries()) {
    if (action.does !== 'book' && action.does !== 'hold' && action.does !== 'bookAsHost') continue
    if (!instead.has(action.type)) instead.set(action.type, chance.is(0.9) ? chance.pick(offered) : undefined)
    const type = instead.get(action.type)
    if (!type) continue
    const { slug, durationsMinutes, seats } = type
    const party = seats > 1 ? Math.min(action.party, seats) : 1
    if (action.does !== 'book') {
      actions[number] = { ...action, type: slug, party }
      continue
    }
    const { minutes: _minutes, further: _further, onClash: _onClash, ...book } = action
    actions[number] = { ...book, type: slug, party, minutes: durationsMinutes[0]! }
  }
}

/** Hosts write down what customers would have booked, and give bookings to each other in place of moving them. */
function addHostBookings(actions: Action[], chance: Chance): void {
  for (const [number, action] of actions.entries()) {
    if (action.does === 'book' && action.hold === undefined && !action.further && chance.is(0.3)) {
      const { type, start, party, customer } = action
      actions[number] = { does: 'bookAsHost', type, start, party, customer }
    }
    if (action.does === 'moveAsHost' && chance.is(0.6))
      actions[number] = { does: 'reassign', of: action.of, to: chance.pick(members).id }
  }
}

interface Scene {
  starts: number
  firstStart: number
  offered: string[]
  /** How often a request is sent twice. */
  again: number
  rooms: string[]
  weights: Weights
}

class Maker {
  private readonly chance: Chance
  private readonly scene: Scene

  constructor(chance: Chance, scene: Scene) {
    this.chance = chance
    this.scene = scene
  }

  private start(): number {
    return this.scene.firstStart + this.chance.below(this.scene.starts)
  }

  /** An earlier action of a kind, the later ones rather; -1 where there is none. */
  private earlier(actions: Action[], ...kinds: Action['does'][]): number {
    const found = actions.flatMap(({ does }, i) => (kinds.includes(does) ? [i] : []))
    if (found.length === 0) return -1
    return this.chance.is(0.6)
      ? found[found.length - 1 - this.chance.below(Math.min(4, found.length))]!
      : this.chance.pick(found)
  }

  /** One action, or a few that want the same. */
  next(actions: Action[]): Action[] {
    const { chance } = this
    switch (drawnOf(chance, this.scene.weights)) {
      case 'booking':
        return this.booking(actions.length)
      case 'hold':
        return [this.hold()]
      case 'ofHold':
        return this.ofHold(actions)
      case 'ofBooking':
        return this.ofBooking(actions)
      case 'event':
        return chance.is(0.7) ? [this.event()] : [this.event(), this.event()]
      case 'ofEvent':
        return this.ofEvent(actions)
      case 'fact':
        return [this.fact()]
      case 'hours':
        return [this.hours()]
      case 'sweep':
        return [{ does: 'sweep' }]
      case 'wait':
        return [{ does: 'wait', minutes: chance.pick(WAITS) }]
    }
  }

  private booking(number: number): Action[] {
    const { chance } = this
    const type = chance.pick(this.scene.offered)
    const { durationsMinutes, mostDates, resources, seats } = types[type]!
    const isForSeveral = seats > 1 || resources.length > 1 || type === 'party'
    const one: Action = {
      does: 'book',
      type,
      start: this.start(),
      minutes: chance.pick(durationsMinutes),
      party: isForSeveral ? 1 + chance.below(type === 'dinner' ? 6 : 3) : 1,
      customer: chance.pick(customers),
      ...(chance.is(0.7) && { key: `key${number}` }),
      ...(mostDates > 1 &&
        chance.is(0.6) && {
          further: [...new Set([this.start(), this.start() + 2])].slice(0, 1 + chance.below(2)),
          onClash: chance.pick(['refuse', 'skip'] as const),
        }),
    }
    if (chance.is(this.scene.again)) return [one, { does: 'again', of: number }]
    if (chance.is(0.3)) return [one, { ...one, customer: chance.pick(customers), key: `key${number}b` }]
    return [one]
  }

  private hold(): Action {
    const { chance } = this
    const type = chance.pick(this.scene.offered)
    return { does: 'hold', type, start: this.start(), party: types[type]!.seats > 1 ? 1 + chance.below(3) : 1 }
  }

  private ofHold(actions: Action[]): Action[] {
    const of = this.earlier(actions, 'hold')
    const hold = actions[of]
    if (hold?.does !== 'hold') return [this.hold()]
    if (this.chance.is(0.25)) return [{ does: 'release', of }]
    const { type, start, party } = hold
    const number = actions.length
    return [{ does: 'book', type, start, party, customer: this.chance.pick(customers), key: `key${number}`, hold: of }]
  }

  private ofBooking(actions: Action[]): Action[] {
    const { chance } = this
    const of = this.earlier(actions, 'book')
    if (of < 0) return this.booking(actions.length)
    const book = actions[of] as Extract<Action, { does: 'book' }>
    const cancel: Action = { does: 'cancel', of }
    const move: Action = { does: 'move', of, start: this.start() }
    const moveAsHost: Action = { does: 'moveAsHost', of, start: this.start() }
    if (types[book.type]!.confirmation === 'manual' && chance.is(0.6))
      return chance.is(0.3)
        ? [
            { does: 'confirm', of },
            { does: 'decline', of },
          ]
        : [{ does: chance.pick(['confirm', 'confirm', 'decline'] as const), of }]
    if (types[book.type]!.seats > 1 && chance.is(0.3)) {
      // Whoever leaves a class meets whoever joins it.
      const customer = chance.pick(customers)
      return [cancel, { ...book, customer, key: `key${actions.length}`, party: 1 }]
    }
    const drawn = chance.fraction()
    if (drawn < 0.25) return [move]
    if (drawn < 0.4) return [moveAsHost]
    if (drawn < 0.45) return [{ does: 'moveByFact', of, start: this.start() }]
    if (drawn < 0.7) return [cancel]
    if (drawn < 0.85) return [move, cancel]
    if (drawn < 0.92) return [move, { does: 'move', of, start: this.start() }]
    return [cancel, moveAsHost]
  }

  private event(): Action {
    const { chance } = this
    return {
      does: 'plan',
      member: chance.pick(members).id,
      start: this.start(),
      minutes: chance.pick([30, 60, 90]),
      rooms: chance.is(0.6) ? [chance.pick(this.scene.rooms)] : [],
      guests: chance.is(0.3) ? [chance.pick(members).id] : [],
      ...(chance.is(0.5) && { rule: chance.pick(rules) }),
    }
  }

  private ofEvent(actions: Action[]): Action[] {
    const { chance } = this
    const of = this.earlier(actions, 'plan', 'plan', 'fact')
    if (of < 0) return [this.event()]
    const scope = chance.pick(['this', 'following', 'all'] as const)
    const occurrence = chance.below(3)
    const change: Action = { does: 'change', of, scope, occurrence, start: this.start() }
    const drawn = chance.fraction()
    if (drawn < 0.5) return [change]
    if (drawn < 0.75) return [{ does: 'delete', of, scope, occurrence }]
    if (drawn < 0.82) return [change, { does: 'delete', of, scope, occurrence }]
    if (drawn < 0.9) return [{ does: 'undo', of }]
    const reply = chance.pick(['accepted', 'declined'] as const)
    return [{ does: 'reply', of, member: chance.pick(members).id, reply }]
  }

  private fact(): Action {
    const { chance } = this
    return {
      does: 'fact',
      member: chance.pick(members).id,
      start: this.start(),
      minutes: chance.pick([30, 45, 120]),
      ...(chance.is(0.3) && { rule: chance.pick(rules) }),
    }
  }

  private hours(): Action {
    const { chance } = this
    return {
      does: 'hours',
      member: chance.pick(members).id,
      ...(chance.is(0.5) && { closesAt: chance.pick(['00:00', '22:00', '23:00']) }),
    }
  }
}

function drawnOf(chance: Chance, weights: Weights): keyof Weights {
  const all = Object.entries(weights) as [keyof Weights, number][]
  let left = chance.fraction() * all.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight] of all) {
    left -= weight
    if (left < 0) return name
  }
  return 'booking'
}
