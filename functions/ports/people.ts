import type { Resource } from '../../shared/domain/booking/appointment-type.ts'
import type { Member } from '../../shared/domain/people/member.ts'

/** Names and addresses of people and resources beside each other. */
export interface People {
  /** Names and addresses of people and resources, in one request. */
  people(company: string, hosts: string[], resources: string[]): Promise<{ members: Member[]; resources: Resource[] }>
}
