import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { sesMailer } from '../../functions/adapters/mail/ses.ts'
import { smtpMailer } from '../../functions/adapters/mail/smtp.ts'
import { type Mail, type Mailer, MailingStopped, MailRefused } from '../../functions/ports/mailer.ts'
import { mails, setFaults } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

const mail: Mail = {
  messageId: '<one.two@almanac.test>',
  to: { name: 'Zoë', address: 'zoe@example.test' },
  fromName: 'Demo',
  subject: 'Grüße',
  text: 'plain',
  html: '<p>html</p>',
  calendar: { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n' },
}

/** One suite for every mailer: the same message arrives, and a permanent no is told apart. */
describe('mailers', () => {
  let host: RunningHost
  let raw = ''
  let settings: string | undefined
  let refusal: { name: string; message: string } | undefined
  const ses = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const sent = JSON.parse(body)
      settings = sent.ConfigurationSetName
      raw = Buffer.from(sent.Content.Raw.Data, 'base64').toString('utf8')
      response.writeHead(refusal ? 400 : 200, {
        'content-type': 'application/json',
        ...(refusal && { 'x-amzn-errortype': refusal.name }),
      })
      response.end(JSON.stringify(refusal ? { message: refusal.message } : { MessageId: '1' }))
    })
  })
  let sesOne: Mailer
  let smtpOne: Mailer

  beforeAll(async () => {
    host = await startHost({ args: ['--empty'] })
    await new Promise<void>((resolve) => ses.listen(0, '127.0.0.1', resolve))
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SESV2: `http://127.0.0.1:${(ses.address() as AddressInfo).port}`,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    })
    // By its settings it tells what came of a mail.
    sesOne = sesMailer('desk@almanac.test', 'settings')
    smtpOne = smtpMailer(host.local.smtp, 'desk@almanac.test')
  })
  afterAll(async () => {
    ses.close()
    await host.stop()
  })

  test('SMTP delivers text, html and the calendar part under the given Message-ID', async () => {
    await smtpOne.send(mail)
    const [received] = await mails(host, 'zoe@example.test')
    assert.deepEqual(
      [received!.subject, received!.text.trim(), received!.headers['message-id']],
      ['Grüße', 'plain', mail.messageId],
    )
    assert.ok(received!.attachments?.some(({ contentType }) => contentType.startsWith('text/calendar')))
  })

  test('no header says what is not written in it', async () => {
    const to = { name: '=?utf-8?q?Somebody=0Aelse?=\r\nBcc: all@example.test', address: 'plain@example.test' }
    const fromName = '\u202eDemo\ud83d'
    await smtpOne.send({ ...mail, messageId: '<three@almanac.test>', to, fromName, subject: '=?utf-8?q?Free_money?=' })
    const [received] = await mails(host, 'plain@example.test')
    assert.equal(received!.subject, '= ?utf-8?q?Free_money?=')
    const { name } = received!.from[0] as unknown as { name: string }
    assert.deepEqual([name, received!.to.length, received!.headers['bcc']], ['Demo\ufffd', 1, undefined])
  })

  test('SES delivers the same message', async () => {
    await sesOne.send(mail)
    // The whole run's record of who called what: this is the one call that no local host makes.
    const calls = process.env['ALMANAC_CALLS']
    if (calls)
      appendFileSync(
        join(calls, 'ses.jsonl'),
        // The door sends tests of templates by the same mailer.
        ['jobs/send-mail.handler', 'http/app.handler']
          .flatMap((handler) =>
            // A raw message is allowed by either name.
            ['ses:SendEmail', 'ses:SendRawEmail'].map(
              (action) => `${JSON.stringify({ handler, action, resource: 'identity' })}\n`,
            ),
          )
          .join(''),
      )
    assert.equal(settings, 'settings')
    assert.match(raw, /Message-ID: <one\.two@almanac\.test>/)
    assert.match(raw, /Content-Type: text\/calendar; charset=utf-8; method=REQUEST/)
  })

  test('what is wrong with one mail is MailRefused, by either road', async () => {
    refusal = { name: 'MessageRejected', message: 'Address is on the suppression list' }
    await assert.rejects(sesOne.send(mail), MailRefused)
    const nowhere = { ...mail, to: { address: 'not an address' } }
    await assert.rejects(smtpOne.send(nowhere), Error)
  })

  const notVerified = 'Email address is not verified. The following identities failed the check in region EU-WEST-1:'
  const ofAmazon: [name: string, message: string, found: string][] = [
    ['MessageRejected', `${notVerified} zoe@example.test`, 'sandbox'],
    ['MessageRejected', `${notVerified} desk@almanac.test, zoe@example.test`, 'senderNotVerified'],
    ['MessageRejected', `${notVerified} Demo <desk@almanac.test>`, 'senderNotVerified'],
    ['MessageRejected', `${notVerified} almanac.test`, 'senderNotVerified'],
    ['MailFromDomainNotVerifiedException', 'MAIL FROM domain is not verified', 'senderNotVerified'],
    ['AccessDeniedException', 'is not authorized to perform ses:SendRawEmail', 'denied'],
    ['NotFoundException', 'Configuration set does not exist', 'denied'],
    ['AccountSuspendedException', 'suspended', 'paused'],
    ['SendingPausedException', 'Email sending is paused', 'paused'],
    ['LimitExceededException', 'Daily message quota exceeded', 'rate'],
    ['BadRequestException', 'Missing final @domain', 'refused'],
    ['ConcurrentModificationException', 'try again', 'again'],
  ]
  for (const [name, message, found] of ofAmazon)
    test(`Amazon says ${name}, ${message}: ${found}`, async () => {
      refusal = { name, message }
      assert.equal(await meaningOf(sesOne.send(mail)), found)
    })

  const RCPT = 'RCPT TO'
  const ofServers: [at: string, answer: string, found: string][] = [
    [RCPT, '550 5.1.1 no such user', 'unknownMailbox'],
    [RCPT, '550 unknown', 'unknownMailbox'],
    [RCPT, '552 5.2.2 mailbox full', 'refused'],
    [RCPT, '450 4.2.1 greylisted', 'again'],
    [RCPT, '550 5.7.1 relaying denied', 'policy'],
    [RCPT, '530 5.7.0 authentication required', 'denied'],
    ['MAIL FROM', '550 5.7.1 you may not send as that', 'policy'],
    ['MAIL FROM', '530 5.7.0 must issue STARTTLS first', 'denied'],
    ['MAIL FROM', '535 5.7.8 credentials invalid', 'denied'],
    ['MAIL FROM', '454 4.7.0 Throttling failure: Maximum sending rate exceeded', 'rate'],
    ['MAIL FROM', '451 4.3.0 later', 'again'],
    ['DATA', '550 5.7.1 this text looks like an advertisement', 'refused'],
    ['DATA', `554 Message rejected: ${notVerified} zoe@example.test`, 'sandbox'],
    ['DATA', '421 closing', 'again'],
    ['', 'down', 'again'],
  ]
  for (const [at, answer, found] of ofServers)
    test(`a mail server says at ${at || 'once'}, ${answer}: ${found}`, async () => {
      await setFaults(host, { mail: { at, answer } })
      assert.equal(await meaningOf(smtpOne.send(mail)), found)
      await setFaults(host, { mail: null })
    })
})

/** What a mailer makes of a no. */
async function meaningOf(sending: Promise<void>): Promise<string> {
  const error = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof MailRefused) return error.trouble
  return error instanceof MailingStopped ? error.fault : error instanceof Error ? 'again' : 'sent'
}
