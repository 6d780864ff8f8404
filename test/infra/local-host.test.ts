import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { App, Duration, Stack } from 'aws-cdk-lib'
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Code, FilterCriteria, FilterRule, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { type Host, startHost } from '../../infra/local/host.ts'
import type { Bus } from '../../infra/stack/bus.ts'
import { CalendarStack } from '../../infra/stack/calendar-stack.ts'
import type { Doors } from '../../infra/stack/doors.ts'
import { directionOf, languages } from '../../shared/words/language.ts'
import { ROOT, temporaryFolder } from '../support/host.ts'
import { untilAsMany } from '../support/waiting.ts'

/** A copy of the stack with a route, a queue with a job and a rule that the host has never heard of. */
function synthesize(out: string, handlers: string, notes: string): void {
  const app = new App({ outdir: out, builtinCloudFormationValidation: false } as never)
  const stack = new CalendarStack(app, 'Almanac')
  const make = (name: string, handler: string, timeout = Duration.seconds(5)) =>
    new LambdaFunction(stack, name, {
      runtime: Runtime.NODEJS_24_X,
      code: Code.fromAsset(handlers),
      handler,
      timeout,
      environment: { GREETING: `hello from ${name}`, NOTES: notes },
    })
  const doors = stack.node.findChild('Doors') as Doors
  doors.api.addRoutes({
    path: '/api/echo/{word}',
    methods: [HttpMethod.GET, HttpMethod.POST],
    integration: new HttpLambdaIntegration('echo', make('Echo', 'echo.handler')),
  })
  doors.api.addRoutes({
    path: '/api/slow',
    methods: [HttpMethod.GET],
    integration: new HttpLambdaIntegration('slow', make('Slow', 'echo.slow', Duration.seconds(1))),
  })
  const queue = new Queue(stack, 'Notes', { visibilityTimeout: Duration.seconds(2) })
  make('Job', 'job.handler').addEventSource(
    new SqsEventSource(queue, {
      batchSize: 5,
      reportBatchItemFailures: true,
      filters: [
        FilterCriteria.filter({ body: { keep: FilterRule.isEqual('yes') } }),
        FilterCriteria.filter({ body: { source: FilterRule.isEqual('test') } }),
      ],
    }),
  )
  new Rule(stack, 'ToNotes', {
    eventBus: (stack.node.findChild('Bus') as Bus).bus,
    eventPattern: { source: ['test'], detail: { size: [{ numeric: ['>', 3] }] } },
    targets: [new SqsQueue(queue)],
  })
  app.synth()
  void Stack.of(stack)
}

describe('the local host boots what the template says', () => {
  let host: Host
  let notes: string
  let assembly: string
  const noted = async () => {
    const { readFileSync, existsSync } = await import('node:fs')
    return existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : []
  }

  beforeAll(async () => {
    const folder = temporaryFolder()
    const handlers = join(folder, 'handlers')
    notes = join(folder, 'notes.txt')
    mkdirSync(handlers)
    writeFileSync(
      join(handlers, 'echo.mjs'),
      'export const handler = async (event) => ({ statusCode: 201, headers: { "x-greeting": process.env.GREETING }, cookies: ["a=1", "b=2"], body: JSON.stringify({ event, environment: Object.keys(process.env) }) })\nexport const slow = () => new Promise(() => {})\n',
    )
    writeFileSync(
      join(handlers, 'job.mjs'),
      'import { appendFileSync } from "node:fs"\nconst seen = new Set()\nexport const handler = async ({ Records }) => {\n  const batchItemFailures = []\n  for (const { body, messageId } of Records) {\n    const { name } = JSON.parse(body)\n    if (name === "once" && !seen.has(name)) { seen.add(name); batchItemFailures.push({ itemIdentifier: messageId }); continue }\n    appendFileSync(process.env.NOTES, (name ?? JSON.parse(body).source) + "\\n")\n  }\n  return { batchItemFailures }\n}\n',
    )
    const here = process.cwd()
    process.chdir(ROOT)
    assembly = join(folder, 'out')
    synthesize(assembly, handlers, notes)
    process.chdir(here)
    host = await startHost({ assembly, dataFolder: join(folder, 'data'), port: 0, isTest: true })
  })
  afterAll(() => host.stop())

  test('the rehearsal has a Stripe, and the doors are told where; on AWS it is Stripe’s own', async () => {
    const answer = await fetch(`${host.rehearsals.stripe}/v1/account`, {
      headers: { authorization: 'Bearer sk_test_host' },
    })
    assert.equal(answer.status, 200)
    const { Resources, Parameters } = JSON.parse(readFileSync(join(assembly, 'Almanac.template.json'), 'utf8')) as {
      Resources: Record<
        string,
        { Properties?: { Handler?: string; Environment?: { Variables: Record<string, unknown> } } }
      >
      Parameters: Record<string, { Default: string }>
    }
    const door = Object.values(Resources).find(({ Properties }) => Properties?.Handler === 'http/app.handler')
    assert.deepEqual(door?.Properties?.Environment?.Variables['STRIPE_API'], { Ref: 'StripeApi' })
    assert.equal(Parameters['StripeApi']?.Default, 'https://api.stripe.com')
  })

  test('an added route is served: payload format 2.0, its own environment, cookies, and the template’s response headers', async () => {
    const response = await fetch(`${host.address}/api/echo/w%20ord?x=1&x=2&y`, {
      method: 'POST',
      headers: { cookie: 's=1; t=2', 'content-type': 'application/json' },
      body: '{"a":1}',
    })
    assert.equal(response.status, 201)
    const { event, environment } = (await response.json()) as { event: Record<string, unknown>; environment: string[] }
    assert.deepEqual(
      { ...event, headers: undefined, requestContext: undefined },
      {
        version: '2.0',
        routeKey: 'POST /api/echo/{word}',
        rawPath: '/api/echo/w%20ord',
        rawQueryString: 'x=1&x=2&y',
        cookies: ['s=1', 't=2'],
        headers: undefined,
        queryStringParameters: { x: '1,2', y: '' },
        requestContext: undefined,
        pathParameters: { word: 'w%20ord' },
        body: '{"a":1}',
        isBase64Encoded: false,
      },
    )
    assert.equal((event['requestContext'] as { http: { method: string } }).http.method, 'POST')
    assert.equal(response.headers.get('x-greeting'), 'hello from Echo')
    assert.ok(
      !environment.includes('TABLE_NAME') && !environment.includes('HOME'),
      'a function sees only its own environment',
    )
    assert.deepEqual([...response.headers.getSetCookie()], ['a=1', 'b=2'])
    assert.match(response.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
    assert.match(response.headers.get('strict-transport-security') ?? '', /max-age=31536000/)
  })

  test('its time-out and the limits of HTTP API and Lambda are kept', async () => {
    assert.equal((await fetch(`${host.address}/api/slow`)).status, 500)
    const post = (bytes: number) =>
      fetch(`${host.address}/api/echo/big`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: 'x'.repeat(bytes),
      })
    assert.deepEqual([(await post(7 * 1024 * 1024)).status, (await post(10.5 * 1024 * 1024)).status], [413, 413])
    assert.equal((await fetch(`${host.address}/api/echo/x`, { headers: { 'x-long': 'x'.repeat(11_000) } })).status, 431)
  })

  test('an added queue feeds its job: filters drop, partial failures come again, and a rule routes to it', async () => {
    const { queues } = host
    const url = [...queues.urls].find(([name]) => name.startsWith('Notes'))![1]
    for (const [name, keep] of [
      ['first', 'yes'],
      ['dropped', 'no'],
      ['once', 'yes'],
    ])
      await queues.client.call('SendMessage', { QueueUrl: url, MessageBody: JSON.stringify({ name, keep }) })
    host.bus.put([
      { EventBusName: host.bus.names()[0], Source: 'test', DetailType: 't', Detail: '{"size":4}' },
      { EventBusName: host.bus.names()[0], Source: 'test', DetailType: 't', Detail: '{"size":2}' },
    ])
    await untilAsMany('three notes', async () => (await noted()).length, 3)
    assert.deepEqual((await noted()).sort(), ['first', 'once', 'test'])
    assert.equal((await host.pending()).bus, 0)
  })

  test('pages come from the deployed folder: addresses without a file are pages, hashed assets are cached for a year', async () => {
    const page = await fetch(`${host.address}/calendar/week`)
    assert.deepEqual([page.status, page.headers.get('cache-control')], [200, 'no-cache'])
    const asset = /\/assets\/[\w.-]+\.js/.exec(await page.text())![0]
    const script = await fetch(host.address + asset)
    assert.match(script.headers.get('cache-control') ?? '', /max-age=31536000, immutable/)
    assert.equal(
      (await fetch(host.address + asset, { headers: { 'if-none-match': script.headers.get('etag')! } })).status,
      304,
    )
    assert.equal((await fetch(`${host.address}/missing.js`)).status, 403)
  })

  test('the booking page comes in the visitor’s most wanted language, or the one that is asked for', async () => {
    const languageOf = async (accepts: string, query = '') => {
      const page = await fetch(`${host.address}/book/any/thing${query}`, { headers: { 'accept-language': accepts } })
      return /<html lang="(\w+)" dir="(\w+)">/
        .exec(await page.text())!
        .slice(1)
        .join(' ')
    }
    for (const language of languages) {
      const expected = `${language} ${directionOf(language)}`
      assert.equal(await languageOf(`${language}-XX,en;q=0.5`), expected)
      assert.equal(await languageOf('pl', `?language=${language}`), expected)
    }
    assert.equal(await languageOf('pl,de;q=0.4,fr;q=0.9'), 'fr ltr')
    assert.equal(await languageOf('*'), 'en ltr')
    assert.equal(await languageOf('xx;q=nonsense', '?language=nonsense'), 'en ltr')
  })
})
