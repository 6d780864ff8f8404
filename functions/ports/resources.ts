import type { Resource } from '../../shared/domain/booking/appointment-type.ts'

/** What a commit may do here. */
export type ResourceWrite =
  | { write: 'resource'; company: string; resource: Resource }
  | { write: 'noResource'; company: string; id: string }

/** What can be booked beside people: rooms, tables, machines. */
export interface Resources {
  resources(company: string): Promise<Resource[]>
}
