import { EventBus, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import type { Queues } from './queues.ts'

/** Changes are announced here; rules route them to the queues of the effects that they name. */
export class Bus extends Construct {
  readonly bus: EventBus

  constructor(scope: Construct, id: string, queues: Queues) {
    super(scope, id)
    this.bus = new EventBus(this, 'Changes', { description: 'Almanac: something changed' })
    const route = (name: string, effect: string, queue: Queues['mail']) =>
      new Rule(this, name, {
        eventBus: this.bus,
        description: `Changes that cause: ${effect}`,
        eventPattern: { source: ['almanac'], detail: { effects: [effect] } },
        targets: [new SqsQueue(queue.queue, { message: RuleTargetInput.fromEventPath('$.detail') })],
      })
    route('ToMail', 'mail', queues.mail)
    route('ToQuietMail', 'quietMail', queues.quietMail)
    route('ToReminders', 'reminder', queues.reminders)
    route('ToPayments', 'payment', queues.payments)
  }
}
