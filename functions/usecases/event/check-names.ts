import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { Tags } from '../../ports/tags.ts'

/** The repositories that it uses. */
export type CheckNamesStore = Pick<Tags, 'tags'> & Pick<AppointmentTypes, 'type'>

/** What an event may name of its company. */
interface Names {
  /** Where one may be that the company has not, nothing. */
  tags?: (string | undefined)[] | undefined
  appointmentTypeId?: string | null | undefined
}

/**
 * That the company has the tags and the appointment type that an event is to name.
 * @throws BadInput for each that it has not
 */
export async function checkNames(
  { store }: { store: CheckNamesStore },
  company: string,
  { tags = [], appointmentTypeId }: Names,
): Promise<void> {
  const [list, type] = await Promise.all([
    tags.some((id) => id !== undefined) ? store.tags(company) : undefined,
    appointmentTypeId == null ? undefined : store.type(company, appointmentTypeId),
  ])
  const faults = tags.flatMap((id, i) =>
    id === undefined || list?.tags.some((one) => one.id === id) ? [] : [inputFault(`tags.${i}`, 'notOfCompany')],
  )
  if (appointmentTypeId != null && !type) faults.push(inputFault('appointmentTypeId', 'notOfCompany'))
  if (faults.length > 0) throw new BadInput(...faults)
}
