import type { Change } from '../../../shared/domain/changes/change.ts'
import type { Payment } from '../../../shared/domain/payment/payment.ts'
import { changeOfPayment } from '../../../shared/domain/payment/payment-change.ts'
import type { Write } from '../../ports/commit.ts'

/** What has become of a payment, and that it did: the change row wakes whoever sees to it. @param kind absent: nobody hears of it */
export function paymentWrites(next: Payment, kind?: Change['kind']): Write[] {
  return [
    ...(kind ? [{ write: 'change' as const, change: changeOfPayment(next, kind) }] : []),
    { write: 'payment', payment: next, expectedVersion: next.version - 1 },
  ]
}
