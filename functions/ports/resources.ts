import type { Resource } from '../../shared/domain/booking/appointment-type.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type ResourceWrite =
  | { write: 'resource'; company: string; resource: Resource }
  | { write: 'noResource'; company: string; id: string }

export const resourceWrite = (company: string, resource: Resource): Write =>
  sealed<ResourceWrite>({ write: 'resource', company, resource })

export const resourceRemoval = (company: string, id: string): Write =>
  sealed<ResourceWrite>({ write: 'noResource', company, id })

/** What can be booked beside people: rooms, tables, machines. */
export interface Resources {
  resources(company: string): Promise<Resource[]>
}
