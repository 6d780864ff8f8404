import type { Answer } from '../ui/api.ts'

/** Who and what an appointment can be with, and whether it can be paid for. */
export interface Bookables {
  members: Answer<'listMembers'>['members']
  resources: Answer<'listResources'>['resources']
  payments: Answer<'listAppointmentTypes'>['payments']
}
