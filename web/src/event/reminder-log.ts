import type { Answer } from '../ui/api.ts'

type Known = Answer<'readEventReminders'>
type Mail = Known['mails'][number]

/** What is or was to remind people of one date at one moment, and what became of it. */
export interface LogLine {
  by: Known['planned'][number]['by']
  state: Mail['state']
  reason?: Mail['reason']
  /** Epoch milliseconds: when it is due or tried again, else when it went or was left out. */
  at: number
  /** The start that is reminded of. */
  startsAt?: string | undefined
  startDate?: string | undefined
  /** Addresses, and how many more there are. */
  to: string[]
  others: number
}

const MOST_LINES = 20
const isToCome = ({ state }: Pick<LogLine, 'state'>) =>
  state === 'planned' || state === 'sending' || state === 'waiting'

/** Mails of one reminder go out within seconds of each other; what is tried again has no moment that matters. */
const momentOf = ({ state, reason, at }: Pick<Mail, 'state' | 'reason' | 'at'>) =>
  state === 'planned' && reason !== undefined ? '' : at.slice(0, 'YYYY-MM-DDTHH:MM'.length)

/** Mails of one moment to several people are one line: what is to come first, then what was, the newest first. */
export function linesOf({ planned, mails }: Pick<Known, 'planned' | 'mails'>): LogLine[] {
  const all = [
    ...planned.map((one) => ({ ...one, state: 'planned' as const, reason: undefined })),
    ...mails.map((one) => ({ ...one, to: [one.to], others: 0, by: 'mail' as const })),
  ]
  const name = ({ by, state, reason, at, startsAt, startDate, minutesBefore }: (typeof all)[number]) =>
    [by, state, reason, startsAt ?? startDate, minutesBefore, momentOf({ state, reason, at })].join('|')
  const lines = [...Map.groupBy(all, name).values()].map((those): LogLine => {
    const { by, state, reason, startsAt, startDate } = those[0]!
    return {
      ...{ by, state, startsAt, startDate },
      ...(reason !== undefined && { reason }),
      at: Math.min(...those.map(({ at }) => Date.parse(at))),
      to: those.flatMap(({ to }) => to),
      others: those.reduce((sum, { others }) => sum + others, 0),
    }
  })
  const coming = lines.filter(isToCome).sort((a, b) => a.at - b.at)
  const gone = lines.filter((line) => !isToCome(line)).sort((a, b) => b.at - a.at)
  return [...coming, ...gone].slice(0, MOST_LINES)
}

/** How many are to come, went, and did not. */
export function countsOf({ planned, mails }: Pick<Known, 'planned' | 'mails'>) {
  const coming = planned.length + mails.filter(isToCome).length
  const sent = mails.filter(({ state }) => state === 'sent').length
  return { coming, sent, notSent: mails.filter((mail) => !isToCome(mail)).length - sent }
}
