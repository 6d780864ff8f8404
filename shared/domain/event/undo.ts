import type { Instant } from '../time/time.ts'
import type { CalendarEvent, Undo } from './calendar-event.ts'

const UNTOUCHED = new Set(['id', 'company', 'version', 'sequence', 'createdAt', 'updatedAt', 'undo', 'history'])

/** An event after a change, carrying what undoes the change. */
export function withUndo(before: CalendarEvent, after: CalendarEvent, created?: CalendarEvent): CalendarEvent {
  const names = new Set([...Object.keys(before), ...Object.keys(after)].filter((name) => !UNTOUCHED.has(name)))
  const was: Record<string, unknown> = {}
  const absent: string[] = []
  for (const name of names) {
    const [old, now] = [before[name as keyof CalendarEvent], after[name as keyof CalendarEvent]]
    if (JSON.stringify(old) === JSON.stringify(now)) continue
    if (old === undefined) absent.push(name)
    else was[name] = old
  }
  return {
    ...after,
    undo: {
      version: after.version,
      was: was as Undo['was'],
      absent,
      ...(created && { created: { id: created.id, version: created.version } }),
    },
  }
}

/**
 * The event as it was before its last change, as a version of its own; nothing when the last change left nothing to
 * undo.
 */
export function undone(event: CalendarEvent, now: Instant): CalendarEvent | undefined {
  const { undo, ...current } = event
  if (!undo || undo.version !== event.version) return undefined
  const kept = Object.fromEntries(Object.entries(current).filter(([name]) => !undo.absent.includes(name)))
  return {
    ...(kept as unknown as CalendarEvent),
    ...undo.was,
    version: event.version + 1,
    // Rises once more: a calendar that saw the change must take the way back for news (RFC 5545, 3.8.7.4).
    sequence: event.sequence + 1,
    updatedAt: now,
  }
}
