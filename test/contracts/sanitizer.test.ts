import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import fc from 'fast-check'
import { sanitizer } from '../../functions/adapters/markup/sanitizer.ts'

const LINK = 'rel="noopener noreferrer nofollow" target="_blank"'

describe('markup that people have written', () => {
  const cases: [title: string, given: string, html: string, plain: string][] = [
    [
      'bold and italic stay',
      '<b>a</b> <i>b</i> <strong>c</strong> <em>d</em>',
      '<b>a</b> <i>b</i> <strong>c</strong> <em>d</em>',
      'a b c d',
    ],
    [
      'lists stay',
      '<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>',
      '<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>',
      '- a\n- b\n\n- c',
    ],
    ['a browser’s line is a paragraph', '<div>a</div><div>b<br>c</div>', '<p>a</p><p>b<br />c</p>', 'a\nb\nc'],
    [
      'a link is told what it may',
      '<a href="https://x.test/a">b</a>',
      `<a href="https://x.test/a" ${LINK}>b</a>`,
      'b (https://x.test/a)',
    ],
    [
      'an address is a link',
      '<a href="mailto:a@b.test">a@b.test</a>',
      `<a href="mailto:a@b.test" ${LINK}>a@b.test</a>`,
      'a@b.test',
    ],
    ['script in a link', '<a href=" java\tscript:x()">a</a>', `<a ${LINK}>a</a>`, 'a'],
    ['data in a link', '<a href="data:text/html,x">a</a>', `<a ${LINK}>a</a>`, 'a'],
    [
      'a link into our own pages',
      '<a href="/settings">a</a><a href="//x.test">b</a>',
      `<a ${LINK}>a</a><a ${LINK}>b</a>`,
      'ab',
    ],
    ['what runs goes with its text', 'a<script>x()</script><style>b{}</style>c', 'ac', 'ac'],
    [
      'what is not known goes, its text stays',
      '<h1 onclick="x()">a</h1><table><tr><td>b</td></tr></table><svg><p>c</p></svg>',
      'ab<p>c</p>',
      'abc',
    ],
    ['nothing of its own looks', '<p style="color:red" class="x" id="y">a</p>', '<p>a</p>', 'a'],
    ['signs stay signs', 'a &lt;b&gt; &amp;amp; "c"', 'a &lt;b&gt; &amp;amp; "c"', 'a <b> &amp; "c"'],
    ['what is left open is closed', '<ul><li><b>a', '<ul><li><b>a</b></li></ul>', '- a'],
    ['nothing is nothing', '<p>  </p><img src=x onerror=x()>', '<p>  </p>', ''],
  ]
  for (const [title, given, html, plain] of cases)
    test(title, () => assert.deepEqual(sanitizer.made(given), { html, plain }))

  test('whatever is given, only what is allowed is left, also where it is done again', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<b>',
        '</b>',
        '<a href="',
        '">',
        '</a>',
        '<script>',
        '</script>',
        '<img src=x onerror=',
        '<!--',
        '-->',
        '<svg onload=',
        '<p',
        '>',
        '&lt;',
        '&#106;avascript:',
        'javascript:',
        '<math><mtext>',
        "'",
        '"',
        '<ul><li>',
        '<iframe srcdoc="',
        '<![CDATA[',
        '\u0000',
        'href=',
      ),
      fc.string({ maxLength: 8 }),
    )
    const ALLOWED =
      /^<\/?(?:p|b|strong|i|em|ul|ol|li)>$|^<br \/>$|^<\/a>$|^<a(?: href="(?:https?:\/\/|mailto:)[^"<>]*")? rel="noopener noreferrer nofollow" target="_blank">$/i
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { html } = sanitizer.made(pieces.join(''))
        for (const text of [html, sanitizer.made(html).html])
          for (const tag of text.match(/<[^>]*>?/g) ?? []) assert.match(tag, ALLOWED, text)
      }),
      { numRuns: 3000 },
    )
  })
})
