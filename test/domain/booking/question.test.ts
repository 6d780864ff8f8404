import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import {
  faultsInAnswers,
  faultsInQuestions,
  type Question,
  questionsAsked,
  withQuestionIds,
} from '../../../shared/domain/booking/question.ts'

const question = (id: string, change: Partial<Question> = {}): Question => ({
  id,
  label: id,
  kind: 'line',
  choices: [],
  placeholder: '',
  help: '',
  isRequired: false,
  ...change,
})

describe('what customers are asked', () => {
  const wrong = (kind: Question['kind'], answer: string) =>
    faultsInAnswers([question('q', { kind, choices: ['tea', 'coffee'] })], { q: answer }).map(({ code }) => code)

  for (const [kind, right, bad, code] of [
    ['line', 'one line', 'two\nlines', 'notOneLine'],
    ['phone', '+49 (30) 123-45', 'call me', 'notPhone'],
    ['number', '-12,5', 'a dozen', 'notNumber'],
    ['email', 'noor@example.test', 'noor at home', 'notEmail'],
    ['web', 'https://example.test/a', 'javascript:alert(1)', 'notWebAddress'],
    ['choice', 'tea', 'milk', 'notOneOf'],
    ['choices', 'tea\ncoffee', 'tea\nmilk', 'notOneOf'],
    ['choices', 'coffee', 'tea\ntea', 'notOneOf'],
    ['yesNo', 'no', 'maybe', 'notOneOf'],
    ['date', '2027-02-28', '2027-02-29', 'notDate'],
  ] as const)
    test(`${kind}: ${JSON.stringify(right)} is an answer, ${JSON.stringify(bad)} is none`, () => {
      assert.deepEqual(wrong(kind, right), [])
      assert.deepEqual(wrong(kind, bad), [code])
    })

  const pet = question('pet', { kind: 'yesNo' })
  const which = question('which', {
    kind: 'choices',
    choices: ['dog', 'cat'],
    isRequired: true,
    shownIf: { question: 'pet', answer: 'yes' },
  })
  const breed = question('breed', { isRequired: true, shownIf: { question: 'which', answer: 'dog' } })
  const all = [pet, which, breed]
  const asked = (answers: Record<string, string>) => questionsAsked(all, answers).map(({ id }) => id)

  test('a question that depends on another is asked, and wanted, only where that one was answered so, through all steps', () => {
    assert.deepEqual(asked({}), ['pet'])
    assert.deepEqual(asked({ pet: 'no', which: 'dog' }), ['pet'])
    assert.deepEqual(asked({ pet: 'yes', which: 'cat\ndog' }), ['pet', 'which', 'breed'])
    assert.deepEqual(faultsInAnswers(all, { pet: 'no' }), [])
    const paths = (answers: Record<string, string>) =>
      faultsInAnswers(all, answers).map(({ path, code }) => `${path} ${code}`)
    assert.deepEqual(paths({ pet: 'yes' }), ['answers.which unanswered'])
    assert.deepEqual(paths({ pet: 'no', breed: 'Collie' }), ['answers.breed notAsked'])
    assert.deepEqual(paths({ pet: 'yes', which: 'dog' }), ['answers.breed unanswered'])
  })

  test('each has an id of its own, looks back only, and offers what it asks for', () => {
    const paths = (questions: Question[]) => faultsInQuestions(questions).map(({ path, code }) => `${path} ${code}`)
    assert.deepEqual(paths(all), [])
    assert.deepEqual(paths([breed, which, pet]), [
      'questions.0.shownIf.question notEarlier',
      'questions.1.shownIf.question notEarlier',
    ])
    assert.deepEqual(paths([pet, pet]), ['questions.1.id twice'])
    assert.deepEqual(paths([question('q', { kind: 'choice', choices: ['a', 'a'] })]), [
      'questions.0.choices fewChoices',
    ])
    assert.deepEqual(paths([pet, question('q', { shownIf: { question: 'pet', answer: 'perhaps' } })]), [
      'questions.1.shownIf.answer notOneOf',
    ])
  })

  test('an id that is given is kept; the others get one from their words that no other has', () => {
    const { id: _id, ...unnamed } = question('x', { label: 'Größe & Maß?' })
    const nothing = { ...unnamed, label: '؟؟' }
    assert.deepEqual(
      withQuestionIds([unnamed, unnamed, question('gro-e-ma-2'), nothing]).map(({ id }) => id),
      ['gro-e-ma', 'gro-e-ma-3', 'gro-e-ma-2', 'question'],
    )
  })
})
