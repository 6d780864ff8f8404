import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, test } from '@jest/globals'
import { providerKeys } from '../../shared/domain/event/calendar-providers.ts'
import { ROOT } from '../support/host.ts'

type Properties = Record<string, unknown>
type Template = {
  Resources: Record<string, { Type: string; Properties: Properties; Condition?: string }>
  Outputs: Record<string, unknown>
}

describe('the template', () => {
  let template: Template
  const of = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type)

  beforeAll(() => {
    const out = mkdtempSync(join(tmpdir(), 'almanac-synth-'))
    execFileSync(process.execPath, ['infra/app.ts'], {
      cwd: ROOT,
      env: { ...process.env, ALMANAC_SYNTH: 'local', ALMANAC_SYNTH_OUT: out },
    })
    template = JSON.parse(readFileSync(join(out, 'Almanac.template.json'), 'utf8')) as Template
  })

  test('passes cdk-nag (AwsSolutions): every finding is mended or explained', () => {
    const out = mkdtempSync(join(tmpdir(), 'almanac-nag-'))
    const { status, stdout, stderr } = spawnSync(process.execPath, ['infra/app.ts'], {
      cwd: ROOT,
      env: { ...process.env, ALMANAC_SYNTH_OUT: out },
      encoding: 'utf8',
    })
    assert.equal(status, 0, `${stdout}${stderr}`.slice(-4000))
  })

  test('the table can be restored to any point in time and is protected from deletion', () => {
    const [[, { Properties: table }] = [] as never] = of('AWS::DynamoDB::GlobalTable')
    const [replica] = table['Replicas'] as Properties[]
    assert.equal(replica!['DeletionProtectionEnabled'], true)
    assert.deepEqual(replica!['PointInTimeRecoverySpecification'], { PointInTimeRecoveryEnabled: true })
    assert.deepEqual(table['StreamSpecification'], { StreamViewType: 'NEW_AND_OLD_IMAGES' })
  })

  test('every function of ours has its handler file, those of each provider of calendars too', () => {
    const files = of('AWS::Lambda::Function')
      .filter(([, { Properties }]) => Properties['Description'] === Properties['Handler'])
      .map(([, { Properties }]) => `functions/${String(Properties['Handler']).replace(/\.handler$/, '.ts')}`)
    for (const key of providerKeys) assert.ok(files.includes(`functions/webhooks/${key}.ts`), key)
    assert.deepEqual(
      files.filter((file) => !existsSync(join(ROOT, file))),
      [],
    )
  })

  test('what keeps state has the logical ids that it was installed with', () => {
    // Another id is another thing: AWS would replace what people have by something empty, and the local host would make
    // it anew beside the old one. Whoever moves a construct overrides its id (D1); what is new is added here.
    const keepers: Record<string, string[]> = {
      'AWS::DynamoDB::GlobalTable': ['TableCalendar620E05E2'],
      'AWS::KMS::Key': ['KeysEnvelope0AA68E18'],
      'AWS::SecretsManager::Secret': ['KeysOriginSecretD4AE15DC', 'KeysSetupCodeD27AD73C'],
      'AWS::SQS::Queue': [
        'QueuesArrivalsD8293836',
        'QueuesArrivalsDead399CF679',
        'QueuesMailDeadC4D762FD',
        'QueuesMail440F369D',
        'QueuesMailNews9DB36D07',
        'QueuesMailNewsDeadC2891775',
        'QueuesRemindersDead6D221116',
        'QueuesPaymentsC53952ED',
        'QueuesPaymentsDead679CB2B0',
        'QueuesQuietMail10AF38AA',
        'QueuesQuietMailDeadD829B296',
        'QueuesReminders280056B4',
        'QueuesSyncDeadBA579544',
        'QueuesSyncBBC98795',
        'QueuesUnpublished1CB9E15F',
      ],
      'AWS::Events::EventBus': ['BusChanges4DC7B356'],
      'AWS::Scheduler::ScheduleGroup': ['SchedulesRemindersF7902436'],
      // People subscribe to it by hand.
      'AWS::SNS::Topic': ['InboundArrivals0111E9C1', 'MailsNewsA64EB2F7', 'QueuesAlarms96FDCBBD'],
      // Pages are made anew, but logs of former days are not.
      'AWS::S3::Bucket': ['InboundMails556E6FD9', 'SitePages600CC8A7', 'SiteLogsBCCC85C3'],
    }
    for (const [type, ids] of Object.entries(keepers))
      assert.deepEqual(
        of(type)
          .map(([id]) => id)
          .sort(),
        ids.sort(),
        type,
      )
    const names = (type: string, name: string) => of(type).map(([, { Properties }]) => Properties[name])
    assert.deepEqual(names('AWS::Scheduler::ScheduleGroup', 'Name'), ['almanac-reminders'])
    assert.deepEqual(names('AWS::DynamoDB::GlobalTable', 'TableName'), [undefined])
  })

  test('every queue that is consumed has a dead-letter queue, and every dead-letter queue an alarm', () => {
    const queues = of('AWS::SQS::Queue')
    const dead = queues.filter(([, { Properties }]) => Properties['RedrivePolicy'] === undefined).map(([id]) => id)
    const consumed = of('AWS::Lambda::EventSourceMapping').flatMap(
      ([, { Properties }]) => JSON.stringify(Properties['EventSourceArn']).match(/Queues\w+/) ?? [],
    )
    assert.ok(consumed.length >= 3)
    for (const id of consumed) assert.ok(!dead.includes(id), `${id} has no dead-letter queue`)
    const watched = of('AWS::CloudWatch::Alarm').map(([, { Properties }]) => JSON.stringify(Properties['Dimensions']))
    for (const id of dead)
      assert.ok(
        watched.some((dimensions) => dimensions.includes(id)),
        `${id} has no alarm`,
      )
  })

  test('what came of mails is told to a queue, by Amazon SES alone; alarms hear of mails that do not go, and may ring', () => {
    const policyOf = (topic: string) =>
      JSON.stringify(of('AWS::SNS::TopicPolicy').find(([id]) => id.startsWith(topic))?.[1].Properties)
    assert.match(policyOf('MailsNews'), /"Allow","Principal":\{"Service":"ses.amazonaws.com"\}/)
    assert.match(policyOf('MailsNews'), /configuration-set/)
    assert.match(policyOf('QueuesAlarms'), /"Allow","Principal":\{"Service":"cloudwatch.amazonaws.com"\}/)
    const [[, subscription] = [] as never] = of('AWS::SNS::Subscription')
    assert.match(JSON.stringify(subscription!.Properties), /QueuesMailNews9DB36D07/)
    const [[, destination] = [] as never] = of('AWS::SES::ConfigurationSetEventDestination')
    assert.match(JSON.stringify(destination!.Properties), /"bounce","complaint","deliveryDelay"/)
    const listened = of('AWS::Logs::MetricFilter').map(([, { Properties }]) => JSON.stringify(Properties))
    const source = readFileSync(join(ROOT, 'functions', 'usecases', 'mail', 'mail-writer.ts'), 'utf8')
    const words = Array.from(/ring\(alarm: ([^,]+),/.exec(source)![1]!.matchAll(/\w+/g), ([word]) => word)
    assert.ok(words.length >= 2)
    for (const word of words) {
      assert.ok(
        listened.some((one) => one.includes(word) && one.includes('FunctionsJobsSendMailLog')),
        word,
      )
      const alarms = of('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties['MetricName'])
      assert.ok(alarms.includes(word), word)
    }
  })

  test('where no domain for mail is given nothing of what receives it is there, and nothing asks for it', () => {
    const only = Object.entries(template.Resources).filter(([, { Condition }]) => Condition === 'ReceivesMail')
    const ids = new Set(only.map(([id]) => id))
    const types = new Set(only.map(([, { Type }]) => Type))
    for (const type of ['AWS::SES::ReceiptRule', 'AWS::S3::Bucket', 'AWS::SQS::Queue', 'AWS::Lambda::Function'])
      assert.ok(types.has(type), type)
    const asking = Object.entries(template.Resources).filter(([id]) => !ids.has(id))
    const named = asking.flatMap(([id, resource]) =>
      Array.from(JSON.stringify(resource).matchAll(/"(?:Ref|Fn::GetAtt|DependsOn)":\[?"(\w+)"/g), ([, one]) => one!)
        .filter((one) => ids.has(one))
        .map((one) => `${id} asks for ${one}`),
    )
    assert.deepEqual(named, [])
    const { Rule } = only.find(([, { Type }]) => Type === 'AWS::SES::ReceiptRule')![1].Properties as {
      Rule: Properties
    }
    assert.deepEqual([Rule['Recipients'], Rule['ScanEnabled']], [[{ Ref: 'InboundDomain' }], true])
  })

  test('every handler is a file of ours, with a role of its own and its own log', () => {
    const ours = of('AWS::Lambda::Function').filter(
      ([, { Properties }]) => String(Properties['Runtime']) === 'nodejs24.x',
    )
    const roles = new Set(ours.map(([, { Properties }]) => JSON.stringify(Properties['Role'])))
    const logs = new Set(ours.map(([, { Properties }]) => JSON.stringify(Properties['LoggingConfig'])))
    assert.deepEqual([roles.size, logs.size], [ours.length, ours.length])
    for (const [, { Properties }] of ours) {
      const file = String(Properties['Handler']).replace(/\.handler$/, '.ts')
      assert.ok(existsSync(join(ROOT, 'functions', file)), file)
    }
  })

  test('no role of ours names a wildcard for the table, the key or the queues', () => {
    for (const [id, { Properties }] of of('AWS::IAM::Policy').filter(([name]) => name.startsWith('Functions'))) {
      const { Statement } = Properties['PolicyDocument'] as {
        Statement: { Action: string | string[]; Resource: unknown }[]
      }
      for (const { Action, Resource } of Statement) {
        const actions = [Action].flat()
        assert.ok(!actions.some((action) => action.endsWith(':*') || action === '*'), `${id}: ${actions}`)
        if (Resource === '*')
          assert.ok(
            actions.every((action) => action === 'dynamodb:ListStreams'),
            `${id}: ${actions} on *`,
          )
      }
    }
  })
})
