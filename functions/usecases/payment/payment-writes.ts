import type { Change } from '../../../shared/domain/changes/change.ts'
import type { Payment } from '../../../shared/domain/payment/payment.ts'
import { changeOfPayment } from '../../../shared/domain/payment/payment-change.ts'
import { changeWrite } from '../../ports/changes.ts'
import type { Write } from '../../ports/commit.ts'
import { paymentWrite } from '../../ports/payment-rows.ts'

/**
 * What has become of a payment, and that it did: the change row wakes whoever sees to it.
 * @param kind absent: nobody hears of it
 */
export function paymentWrites(next: Payment, kind?: Change['kind']): Write[] {
  return [...(kind ? [changeWrite(changeOfPayment(next, kind))] : []), paymentWrite(next, next.version - 1)]
}
