import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { maySeeRecord } from '../../../shared/domain/records/business-record.ts'
import type { Activities } from '../../ports/activities.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { BusinessRecords } from '../../ports/business-records.ts'
import type { Tags } from '../../ports/tags.ts'

/** The repositories that it uses. */
export type CheckNamesStore = Pick<Tags, 'tags'> &
  Pick<AppointmentTypes, 'type'> &
  Pick<BusinessRecords, 'record'> &
  Pick<Activities, 'activity'>

/** What an event may name of its company. */
interface Names {
  /** Where one may be that the company has not, nothing. */
  tags?: (string | undefined)[] | undefined
  appointmentTypeId?: string | null | undefined
  recordId?: string | null | undefined
  activityId?: string | undefined
}

/**
 * That the company has the tags, the appointment type, the record and the activity that an event is to name, and its
 * maker may know of them.
 * @throws BadInput for each that it has not
 */
export async function checkNames(
  { store }: { store: CheckNamesStore },
  caller: Member,
  { tags = [], appointmentTypeId, recordId, activityId }: Names,
): Promise<void> {
  const { company } = caller
  const [list, type, record, activity] = await Promise.all([
    tags.some((id) => id !== undefined) ? store.tags(company) : undefined,
    appointmentTypeId == null ? undefined : store.type(company, appointmentTypeId),
    recordId == null ? undefined : store.record(company, recordId),
    activityId === undefined ? undefined : store.activity(company, activityId),
  ])
  const faults = tags.flatMap((id, i) =>
    id === undefined || list?.tags.some((one) => one.id === id) ? [] : [inputFault(`tags.${i}`, 'notOfCompany')],
  )
  if (appointmentTypeId != null && !type) faults.push(inputFault('appointmentTypeId', 'notOfCompany'))
  if (recordId != null && !(record && maySeeRecord(record, caller))) faults.push(inputFault('recordId', 'notOfCompany'))
  if (activityId !== undefined && (!activity || activity.recordId !== recordId))
    faults.push(inputFault('activityId', 'notOfCompany'))
  if (faults.length > 0) throw new BadInput(...faults)
}
