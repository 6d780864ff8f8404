import type { Answer } from '../ui/api.ts'

/** Who and what an appointment can be with, and whether it can be paid for. */
export interface Bookables {
  members: Answer<'listMembers'>['members']
  resources: Answer<'listResources'>['resources']
  /** The pages that it can stand on. */
  websites: Answer<'listWebsites'>['websites']
  payments: Answer<'listAppointmentTypes'>['payments']
}
