import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { beginAsked, beginsOf, isWordAsked, MOST_WORDS, searchWords } from '../../../shared/domain/search/words.ts'

describe('the words of a text', () => {
  const texts: [text: string, words: string[]][] = [
    ['Quarterly review, Q3', ['quarterly', 'review', 'q3']],
    ['Müller & MÜLLER – muller', ['muller']],
    ['Straße, Łódź, Søren, Ísafjörður, Ilıca', ['strasse', 'lodz', 'soren', 'isafjordur', 'ilica']],
    ['Élève, señor', ['eleve', 'senor']],
    ['مُراجَعة أسبوعيّة', ['مراجعة', 'اسبوعية']],
    // No spaces between words: each character is one.
    ['会議 室', ['会', '議', '室']],
    ['ﬁnance ２０２７', ['finance', '2027']],
    ['1:1 — ☕ !!', ['1']],
    ['', []],
  ]
  for (const [text, words] of texts) test(text || 'nothing', () => assert.deepEqual(searchWords(text), words))

  test('only so many, and only so much of each', () => {
    const many = Array.from({ length: 200 }, (_, i) => `word${i}`).join(' ')
    assert.equal(searchWords(many).length, MOST_WORDS)
    assert.deepEqual(searchWords('x'.repeat(5000)), ['x'.repeat(40)])
  })
})

describe('a word is found by its beginning', () => {
  const cases: [word: string, asked: string, isFound: boolean][] = [
    ['quarterly', 'quart', true],
    ['quarterly', 'qua', true],
    ['quarterly', 'quarterly', true],
    ['quarterly', 'quarters', false],
    ['sync', 'sync', true],
    ['syncing', 'sync', true],
    ['hr', 'hr', true],
    // Of one letter or two it must be all of the word.
    ['hris', 'hr', false],
    ['会', '会', true],
  ]
  for (const [word, asked, isFound] of cases)
    test(`${asked} ${isFound ? 'finds' : 'does not find'} ${word}`, () => {
      assert.equal(isWordAsked(word, asked), isFound)
      // Whatever is found stands where it is looked up.
      if (isFound) assert.ok(beginsOf(word).includes(beginAsked(asked)))
    })

  test('a word stands under two beginnings at most', () => {
    assert.deepEqual(beginsOf('quarterly'), ['qua', 'quart'])
    assert.deepEqual(beginsOf('sync'), ['syn'])
    assert.deepEqual(beginsOf('hr'), ['hr'])
  })
})
