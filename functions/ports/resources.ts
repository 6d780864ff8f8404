import type { Resource } from '../../shared/domain/booking/appointment-type.ts'

/** What a commit may do here. */
export type ResourceWrite = { write: 'resource'; company: string; resource: Resource }

/** Rooms and things. */
export interface Resources {
  resources(company: string): Promise<Resource[]>
}
