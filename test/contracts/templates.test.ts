import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { liquidTemplates } from '../../functions/adapters/liquid/liquid-templates.ts'
import { laidOut } from '../../functions/usecases/mail/layout.ts'
import { saidByTemplate } from '../../functions/usecases/mail/template-letter.ts'
import { templateFields, templateLanguages } from '../../shared/domain/booking/mail-template.ts'
import { languages } from '../../shared/words/language.ts'
import { mailVoice } from '../../shared/words/mail/mail-voice.ts'
import { builtStationery } from '../support/built-stationery.ts'
import { at, bookingOf, memberOf } from './samples.ts'

/** Templates, and what is wrong with them: code, line, column, word. */
const cases: [title: string, source: string, ...faults: [string, number, number, string][]][] = [
  ['all fields', templateFields.map((name) => `{{ ${name} }}`).join('\n')],
  [
    'a loop over answers',
    '{% for one in answers %}{{ one.question }}: {{ one["answer"] }} {{ forloop.index }}{% else %}none{% endfor %}',
  ],
  [
    'dates by their place, and how many',
    '{{ dates[0].day }} {{ dates.last.time }} {{ dates.size }} {{ answers | size }}',
  ],
  ['what depends on a field', '{% if message != blank %}{{ message | default: "none" }}{% else %}-{% endif %}'],
  ['a comment', '{% comment %} {{ nobody }} {% endcomment %}'],
  [
    'unknown fields',
    'Hi\n{{ customer.phone }} {{ token }}',
    ['templateField', 2, 4, 'customer.phone'],
    ['templateField', 2, 25, 'token'],
  ],
  ['what every object has', '{{ customer.constructor }}', ['templateField', 1, 4, 'customer.constructor']],
  ['a field by another field', '{{ customer[start.day] }}', ['templateField', 1, 4, 'customer.[...]']],
  ['a whole object', '{{ customer }}', ['templateField', 1, 4, 'customer']],
  ['a field in the argument of a filter', '{{ place | default: secret }}', ['templateField', 1, 21, 'secret']],
  ['an unknown part in a loop', '{% for d in dates %}{{ d.answer }}{% endfor %}', ['templateField', 1, 24, 'd.answer']],
  ['a loop that counts', '{% for i in (1..100000) %}x{% endfor %}', ['templateLoop', 1, 1, '(1..100000)']],
  ['a loop over a text', '{% for c in customer.name %}x{% endfor %}', ['templateLoop', 1, 1, 'customer.name']],
  [
    'a loop in a loop',
    '{% for a in answers %}{% if a.answer %}{% for b in answers %}x{% endfor %}{% endif %}{% endfor %}',
    ['templateLoop', 1, 40, 'answers'],
  ],
  [
    'a loop that hides a field',
    '{% for customer in answers %}{{ customer.answer }}{% endfor %}',
    ['templateLoop', 1, 1, 'answers'],
  ],
  ['files', 'a\n  {% include "x" %}', ['templateTag', 2, 3, 'include']],
  ['layouts', '{% layout "x" %}', ['templateTag', 1, 1, 'layout']],
  ['own names', '{% assign x = 1 %}', ['templateTag', 1, 1, 'assign']],
  ['tables', '{% tablerow a in answers %}{% endtablerow %}', ['templateTag', 1, 1, 'tablerow']],
  ['filters that are not there', '{{ customer.name | raw }}', ['templateFilter', 1, 1, 'raw']],
  ['what is not closed', 'Hi {{ customer.name', ['templateUnclosed', 1, 4, '{{ customer.name']],
  ['a condition without an end', '{% if message %}x', ['templateUnclosed', 1, 1, '{% if message %}']],
]

describe('templates of mails', () => {
  for (const [title, source, ...faults] of cases)
    test(`${title}: ${faults.length === 0 ? 'may be' : 'refused at its place'}`, () =>
      assert.deepEqual(
        liquidTemplates.check(source).faults.map(({ code, line, column, word }) => [code, line, column, word]),
        faults,
      ))

  test('the languages are those of the mails', () => assert.deepEqual(templateLanguages, languages))

  const company = { slug: 'c', name: 'Ours & Theirs', timeZone: 'UTC' }
  const booking = {
    ...bookingOf('c'),
    title: 'Call',
    customer: { name: 'Pat <b>\n\nhttps://evil.test/', email: 'pat@x.test', timeZone: 'Europe/Berlin' },
    location: 'https://meet.test/room',
    startsAt: at('09:00'),
    endsAt: at('09:30'),
    answers: { why: 'Because', when: '' },
    questions: { why: 'Why?' },
    confirmationMessage: 'Bring papers.',
  }
  const spoken = {
    booking,
    company,
    hosts: [memberOf('c')],
    manageUrl: 'https://a.test/booking/t',
    kind: 'confirmation' as const,
  }
  const said = (subject: string, body: string, locale = 'de') =>
    saidByTemplate(liquidTemplates, { subject, body }, spoken, mailVoice(locale, 'Europe/Berlin'))
  const mail = ({ headline, paragraphs }: ReturnType<typeof said>) => {
    const letter = { language: 'en' as const, headline, paragraphs, facts: [], links: [], footer: 'F' }
    return laidOut(
      { messageId: '', to: { address: 'pat@example.test' }, fromName: '', subject: headline, letter },
      builtStationery,
    )
  }

  test('times are of the zone and in the language of the reader; a subject is one line', () => {
    const { headline } = said('{{ customer.name }}:\n {{ start.day }}, {{ start.time }}–{{ end.time }}', 'x')
    assert.equal(headline, 'Pat <b> https://evil.test/: Montag, 1. Februar 2027, 10:00–10:30')
  })

  test('everything is escaped once, and only what the company wrote becomes a link', async () => {
    const { html, text } = await mail(
      said(
        'Hi',
        'Dear {{ customer.name }},\n\nsee https://ours.test/a?b=1&c=2. <i>Bye</i>\n\n\n{{ videoLink }} {{ links.booking }}',
      ),
    )
    assert.ok(html.includes('Dear Pat &lt;b><br/><br/>https://evil.test/,</p>'), html)
    assert.ok(html.includes('href="https://ours.test/a?b=1&amp;c=2" style="'), html)
    assert.ok(html.includes('>https://ours.test/a?b=1&amp;c=2</a>. &lt;i>Bye&lt;/i></p>'), html)
    assert.ok(html.includes('href="https://meet.test/room"'), html)
    assert.ok(html.includes('href="https://a.test/booking/t"'), html)
    assert.ok(
      text.includes(
        'Dear Pat <b>\n\nhttps://evil.test/,\n\nsee https://ours.test/a?b=1&c=2. <i>Bye</i>\n\nhttps://meet.test/room',
      ),
      text,
    )
  })

  test('lists are said one by one; what was not answered is left out; whether the message is said is known', () => {
    const { paragraphs, saysMessage } = said(
      'Hi',
      '{% for a in answers %}{{ a.question }} {{ a.answer }}{% endfor %}\n\n{{ dates.size }}',
    )
    assert.deepEqual(
      paragraphs.map((runs) => runs.map(({ text }) => text).join('')),
      ['Why? Because', '1'],
    )
    assert.equal(saysMessage, false)
    assert.equal(said('Hi', '{% if message %}{{ message }}{% endif %}').saysMessage, true)
  })

  test('what says nothing is thrown, so that the built-in text is sent', () => {
    assert.throws(() => said('{% if seats == "9" %}x{% endif %}', 'x'), /subject is empty/)
    assert.throws(() => said('x', '{% if seats == "9" %}x{% endif %}'), /text is empty/)
    assert.throws(() => said('x', '{% broken'))
  })
})
