import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { Bus } from './bus.ts'
import { Doors } from './doors.ts'
import { Functions } from './functions.ts'
import { Inbound } from './inbound.ts'
import { Jobs } from './jobs.ts'
import { Keys } from './keys.ts'
import { Mails } from './mails.ts'
import { Parameters } from './parameters.ts'
import { Queues } from './queues.ts'
import { Schedules } from './schedules.ts'
import { Site } from './site.ts'
import { CalendarTable } from './table.ts'

/** The drawing on the wall: a table, its stream, a bus, queues, schedules, two doors, a site. */
export class CalendarStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props)
    const parameters = new Parameters(this, 'Parameters')
    const keys = new Keys(this, 'Keys')
    const table = new CalendarTable(this, 'Table')
    const queues = new Queues(this, 'Queues', parameters.quietSeconds)
    const mails = new Mails(this, 'Mails', queues)
    const inbound = new Inbound(this, 'Inbound', { domain: parameters.inboundDomain, queues })
    const bus = new Bus(this, 'Bus', queues)
    const schedules = new Schedules(this, 'Schedules', queues.reminders.queue)
    const functions = new Functions(this, 'Functions', {
      parameters,
      keys,
      table: table.table,
      queues,
      mails,
      inbound,
      bus: bus.bus,
      schedules,
    })
    mails.watch(functions.of('jobs/send-mail').logGroup, queues.alarms)
    new Jobs(this, 'Jobs', { functions, table: table.table, queues, inbound })
    const doors = new Doors(this, 'Doors', functions)
    const site = new Site(this, 'Site', { api: doors.api, originSecret: keys.originSecret })
    // Its pages name the scripts and styles of their build.
    functions.of('http/public').node.addDependency(site.assets)
    new CfnOutput(this, 'SiteAddress', { value: `https://${site.distribution.distributionDomainName}` })
    new CfnOutput(this, 'SetupCodeSecret', {
      value: keys.setupCode.secretArn,
      description: 'The secret that holds the one-time set-up code: open {PublicAddress}/setup?code=...',
    })
  }
}
