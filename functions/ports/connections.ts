import type { CalendarConnection } from '../../shared/domain/sync/connection.ts'
import type { Instant } from '../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../shared/domain/time/units.ts'

/** A calendar is pulled so often without being asked for. */
export const POLL_EVERY_MS = 15 * MINUTE_MS

/** Calendars of members at providers. */
export interface Connections {
  connection(company: string, memberId: string, id: string): Promise<CalendarConnection | undefined>
  connectionsOf(company: string, memberId: string): Promise<CalendarConnection[]>
  /** @returns false when the stored version is not the expected one */
  putConnection(connection: CalendarConnection, expectedVersion: number): Promise<boolean>
  removeConnection(connection: CalendarConnection): Promise<void>
  /** Connections whose watch ends, or whose last pull lies, before the instant. */
  dueConnections(before: Instant): Promise<CalendarConnection[]>
  markDirty(company: string, memberId: string, id: string): Promise<void>
}
