import type { Lift, MissingGroup, Reason } from '../../domain/offers/slot-reason.ts'
import type { Instant, TimeZone } from '../../domain/time/time.ts'
import { hourDigits } from '../hours.ts'
import { type Say, sayIn, type Translated } from '../phrase.ts'
import type { ReasonPhrases } from './en.ts'

/** For whom a reason is worded. */
export interface ReasonReader {
  locale: string
  timeZone: TimeZone
  /** What people call a host or a resource. */
  nameOf: (id: string) => string
}

const CLOSURES = { dayOff: 'dayOff', holiday: 'holiday', override: 'otherHours', ownDate: 'ownDate' } as const

/** So many of a group without a name are named. */
const MOST_NAMED = 3

function missingInWords(
  say: Say<ReasonPhrases>,
  { name, of, ids, needed, free }: MissingGroup,
  { locale, nameOf }: ReasonReader,
): string {
  const some = ids.slice(0, MOST_NAMED).map(nameOf)
  const group =
    name ?? new Intl.ListFormat(locale, { type: 'unit' }).format(ids.length > MOST_NAMED ? [...some, '…'] : some)
  if (free > 0 || needed > 1) return say('fewOf', { group, needed, free })
  return say(of === 'members' ? 'nobodyOf' : 'nothingOf', { group })
}

/**
 * A reason in a few sentences: of several groups those of which too few are free, what forbids the start, and the
 * nearest thing that would lift it.
 */
export function reasonInWords(phrases: Translated<ReasonPhrases>, reason: Reason, reader: ReasonReader): string {
  const say = sayIn<ReasonPhrases>(phrases, reader.locale)
  const words =
    reason.who === undefined ? sentenceOfAll(say, reason) : sentenceOfOne(say, reason, reader.nameOf(reason.who))
  const lifted = reason.lift && liftInWords(say, reason.lift, reader)
  const missing = (reason.missing ?? []).map((one) => missingInWords(say, one, reader))
  return [...missing, words, lifted].filter(Boolean).join(' ')
}

const ruleOf = ({ lift }: Reason) => (lift && 'rule' in lift ? lift.rule : undefined)

/** Where a reason concerns the start itself, or everybody who could serve. */
function sentenceOfAll(say: Say<ReasonPhrases>, reason: Reason): string {
  switch (reason.reason) {
    case 'override':
    case 'outsideHours':
      return say('noneOpen')
    case 'busy':
    case 'buffer':
    case 'hold':
      return say('noneFree')
    case 'limit':
      return say(ruleOf(reason) === 'perBooker' ? 'limitOfAddress' : 'noneTaken')
    case 'calendarNotKnownThatFar':
      return say('noneKnown')
    default:
      return say(reason.reason)
  }
}

function sentenceOfOne(say: Say<ReasonPhrases>, reason: Reason, who: string): string {
  const kind = reason.what?.kind ?? 'event'
  switch (reason.reason) {
    case 'override':
      return say(CLOSURES[ruleOf(reason) as keyof typeof CLOSURES] ?? 'otherHours', { who })
    case 'busy':
    case 'buffer':
      return kind === 'hold' ? say('hold', { who }) : say(reason.reason, { who, what: say(kind) })
    case 'limit':
      return ruleOf(reason) === 'perBooker' ? say('limitOfAddress') : say('limit', { who })
    case 'calendarNotKnownThatFar':
    case 'outsideHours':
    case 'hold':
      return say(reason.reason, { who })
    default:
      return say(reason.reason)
  }
}

function liftInWords(say: Say<ReasonPhrases>, lift: Lift, { locale, timeZone }: ReasonReader): string {
  const time = (at: Instant) =>
    new Intl.DateTimeFormat(locale, { timeZone, weekday: 'short', hour: hourDigits(locale), minute: '2-digit' }).format(
      at,
    )
  if ('wait' in lift) return say('wait', { time: time(lift.wait) })
  if ('free' in lift) return say('free')
  switch (lift.rule) {
    case 'noticeMinutes':
      return say('lessNotice', { n: lift.atMost })
    case 'horizonDays':
      return say('longerHorizon', { n: lift.atLeast })
    case 'dates':
      return say('widerDates')
    case 'buffers':
      return say('shorterBuffers', { n: lift.atMost })
    case 'stepMinutes':
    case 'offer':
      return say('nearest', {
        times: new Intl.ListFormat(locale, { type: 'disjunction' }).format(lift.nearest.map(time)),
      })
    case 'seats':
    case 'capacity':
      return say('morePlaces', { n: lift.atLeast })
    case 'perDay':
    case 'perWeek':
    case 'perMonth':
    case 'perBooker':
      return say('higherLimit', { n: lift.atLeast })
    default:
      return lift.title ? `(${lift.title})` : ''
  }
}
