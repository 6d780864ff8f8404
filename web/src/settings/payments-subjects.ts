import type { SubjectsOf } from './search/subject.ts'

export const paymentsSubjects: SubjectsOf = (say) => [
  { id: 'payments-on', label: say('takePayments'), help: [say('takePaymentsHint'), 'Stripe'], isForAdmins: true },
  {
    id: 'payments-key',
    label: say('secretKey'),
    help: [say('paymentProvider'), say('secretKeyHint', { provider: 'Stripe' })],
    isForAdmins: true,
  },
  {
    id: 'payments-state',
    label: say('howPaymentsAre'),
    help: [say('paymentsOn'), say('paymentsOff'), say('isLive'), say('isRehearsal'), say('heardNever')],
    isForAdmins: true,
  },
]
