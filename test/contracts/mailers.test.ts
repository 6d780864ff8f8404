import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { sesMailer } from '../../functions/adapters/mail/ses.ts'
import { smtpMailer } from '../../functions/adapters/mail/smtp.ts'
import { type Mail, type Mailer, MailRefused } from '../../functions/ports/mailer.ts'
import { mails } from '../support/client.ts'
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
  let refuses = false
  const ses = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      raw = Buffer.from(JSON.parse(body).Content.Raw.Data, 'base64').toString('utf8')
      response.writeHead(refuses ? 400 : 200, {
        'content-type': 'application/json',
        ...(refuses && { 'x-amzn-errortype': 'MessageRejected' }),
      })
      response.end(refuses ? '{"message":"Address is on the suppression list"}' : '{"MessageId":"1"}')
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
    sesOne = sesMailer('desk@almanac.test')
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
          .map((handler) => `${JSON.stringify({ handler, action: 'ses:SendEmail', resource: 'identity' })}\n`)
          .join(''),
      )
    assert.match(raw, /Message-ID: <one\.two@almanac\.test>/)
    assert.match(raw, /Content-Type: text\/calendar; charset=utf-8; method=REQUEST/)
  })

  test('a permanent no is MailRefused, by either road', async () => {
    refuses = true
    await assert.rejects(sesOne.send(mail), MailRefused)
    await assert.rejects(smtpOne.send({ ...mail, to: { address: 'not an address' } }), Error)
  })
})
