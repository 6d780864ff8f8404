import type { Change } from '../changes/change.ts'
import type { Payment } from './payment.ts'

/** That something happened to a payment, by itself: nobody's doing. */
export function changeOfPayment({ company, id, version, updatedAt }: Payment, kind: Change['kind']): Change {
  return { company, subjectKind: 'payment', subjectId: id, version, kind, origin: 'system', at: updatedAt }
}
