import type { Reason } from '../../../shared/domain/offers/slot-reason.ts'
import type { Bookables } from './bookables.ts'
import type { Part } from './type-draft.svelte.ts'

/** Where something is changed that would lift a reason: a field of the form, or another page. */
export type Way = { field: string; part?: Part } | { href: string }

/** The names of fields that reasons lead to, as ids in the page. */
export const RULE_FIELDS = {
  noticeMinutes: 'rule-notice',
  horizonDays: 'rule-horizon',
  buffers: 'rule-buffer',
  stepMinutes: 'rule-step',
  offer: 'rule-offer',
  firstDate: 'rule-first-date',
  lastDate: 'rule-last-date',
  overrides: 'rule-overrides',
  holidays: 'rule-holidays',
  lines: 'rule-lines',
  seats: 'rule-seats',
  perDay: 'rule-perDay',
  perWeek: 'rule-perWeek',
  perMonth: 'rule-perMonth',
  perBooker: 'rule-perBooker',
} as const

/**
 * Where one goes to lift a reason, if anything would. @param own the id of the reader: whoever is no admin sets their
 * own hours alone
 */
export function wayTo(
  reason: Reason,
  { resources }: Bookables,
  { isDated, own, isAdmin }: { isDated: boolean; own: string; isAdmin: boolean },
): Way | undefined {
  const { lift } = reason
  if (!lift || 'wait' in lift) return undefined
  if ('free' in lift) {
    if (lift.kind === 'session') return { href: '/appointments/bookings' }
    // What others have in their calendars is theirs to move.
    const isTheirs = lift.of !== own && (lift.kind === 'event' || lift.kind === 'external')
    return isTheirs || lift.kind === 'hold' ? undefined : { href: `/calendar/event/${lift.free}` }
  }
  switch (lift.rule) {
    case 'dates':
      return { field: RULE_FIELDS.lastDate, part: 'schedule' }
    case 'ownDate':
      return { field: RULE_FIELDS.overrides, part: 'schedule' }
    case 'holiday':
      return { field: RULE_FIELDS.holidays, part: 'schedule' }
    case 'hours':
    case 'override':
    case 'dayOff':
      if (isDated && lift.rule === 'hours') return { field: RULE_FIELDS.lines, part: 'schedule' }
      if (isAdmin && resources.some(({ id }) => id === lift.of)) return { href: `/appointments/resources/${lift.of}` }
      return lift.of === own ? { href: '/settings/hours' } : undefined
    case 'capacity':
      return isAdmin ? { href: '/appointments/resources' } : undefined
    case 'noticeMinutes':
      return { field: RULE_FIELDS.noticeMinutes }
    case 'seats':
      return { field: RULE_FIELDS.seats, part: 'options' }
    default:
      return { field: RULE_FIELDS[lift.rule], part: 'schedule' }
  }
}
