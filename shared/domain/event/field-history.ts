import type { CalendarEvent } from './calendar-event.ts'
import type { Scope } from './reach.ts'
import type { SeriesPatch } from './series-edit.ts'

/** What is changed as one: whoever moves a series cannot not have seen its rules. */
const TOGETHER: Record<string, string> = {
  rrule: 'times',
  moreRules: 'times',
  rdates: 'times',
  exdates: 'times',
  changedOccurrences: 'times',
  descriptionHtml: 'description',
  blocksNobody: 'calendarId',
  isDeleted: 'isOffCalendars',
  deletion: 'isOffCalendars',
  archivedAt: 'isOffCalendars',
}

/** What is no field of anybody's. */
const BESIDE = new Set(['version', 'sequence', 'updatedAt', 'undo', 'history', 'announcementId', 'isCrowded'])

const groupOf = (field: string) => TOGETHER[field] ?? field

/** An event that remembers what this version of it changed. */
export function withHistory(before: CalendarEvent | undefined, after: CalendarEvent): CalendarEvent {
  const { version } = after
  if (!before) return { ...after, history: { since: version, fields: {} } }
  const names = new Set([...Object.keys(before), ...Object.keys(after)].filter((name) => !BESIDE.has(name)))
  const value = (event: CalendarEvent, name: string) => JSON.stringify(event[name as keyof CalendarEvent])
  const changed = [...names].filter((name) => value(before, name) !== value(after, name)).map(groupOf)
  const { since, fields } = before.history ?? { since: before.version, fields: {} }
  return {
    ...after,
    history: { since, fields: { ...fields, ...Object.fromEntries(changed.map((name) => [name, version])) } },
  }
}

/**
 * The fields of a patch that somebody else changed after a version of the event; all of them where that is not known.
 * None: both changes can stand. One date is compared with what became of all, and a series is split only by who saw the
 * whole of it.
 */
export function conflictsSince(event: CalendarEvent, version: number, patch: SeriesPatch, scope?: Scope): string[] {
  if (version === event.version) return []
  const given = Object.entries(patch).filter(([, value]) => value !== undefined)
  const names = new Set(given.map(([name]) => groupOf(name)))
  if (scope !== undefined && scope !== 'all') names.add('times')
  const { history } = event
  const isKnown = history !== undefined && version >= history.since && version < event.version
  if (!isKnown || scope === 'following') return [...names]
  return [...names].filter((name) => (history.fields[name] ?? 0) > version)
}
