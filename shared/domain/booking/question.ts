import { type InputFault, inputFault } from '../answers/bad-input.ts'
import { slugOf } from '../people/slug-of.ts'
import { isLocalDate } from '../time/time.ts'

export const questionKinds = [
  'line',
  'text',
  'phone',
  'number',
  'email',
  'web',
  'choice',
  'choices',
  'yesNo',
  'date',
] as const
export type QuestionKind = (typeof questionKinds)[number]

/** So many questions a type may ask. */
export const MOST_QUESTIONS = 30

/** What a customer is asked when they book. */
export interface Question {
  id: string
  label: string
  kind: QuestionKind
  /** Of one or many of several: what can be answered. */
  choices: string[]
  placeholder: string
  /** A sentence below the field. */
  help: string
  isRequired: boolean
  /** Asked only where an earlier question was answered so: by its id, and of many of several one of them. */
  shownIf?: { question: string; answer: string }
}

/**
 * Answers by the id of their question. Many of several stand in lines, yes and no are `yes` and `no`, dates
 * `YYYY-MM-DD`.
 */
export type Answers = Record<string, string>

/** What was chosen, of many of several. */
export const chosenIn = (answer: string): string[] => answer.split('\n').filter((one) => one !== '')

/** What an answer is that is not words already. */
export type AnswerKind = 'yesNo' | 'date' | 'choices'

/** How answers are said that are not words already. */
export interface AnswerWords {
  yes: string
  no: string
  list: (chosen: string[]) => string
  /** @param date `YYYY-MM-DD` */
  date: (date: string) => string
}

/** An answer as it is said. @param kind none: it is words already */
export function answerInWords(answer: string, kind: AnswerKind | undefined, words: AnswerWords): string {
  if (kind === 'yesNo') return answer === 'yes' ? words.yes : words.no
  if (kind === 'date') return words.date(answer)
  return kind === 'choices' ? words.list(chosenIn(answer)) : answer
}

const answerTo = (answers: Answers, id: string): string =>
  (Object.hasOwn(answers, id) ? (answers[id] ?? '') : '').trim()

/**
 * The questions that are asked, given what was answered so far: one that depends on one that is not asked is not asked
 * either.
 */
export function questionsAsked(questions: readonly Question[], answers: Answers): Question[] {
  const asked: Question[] = []
  for (const question of questions) {
    const { shownIf } = question
    const other = shownIf && asked.find(({ id }) => id === shownIf.question)
    const answer = other ? answerTo(answers, other.id) : ''
    const isSo = other?.kind === 'choices' ? chosenIn(answer).includes(shownIf!.answer) : answer === shownIf?.answer
    if (!shownIf || (other && isSo)) asked.push(question)
  }
  return asked
}

const PHONE = /^\+?[\d\s().\-/]{3,40}$/
const NUMBER = /^-?\d{1,15}([.,]\d{1,6})?$/
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
/** Whether a text is written as an e-mail address is. */
export const isEmailAddress = (text: string): boolean => EMAIL.test(text)
const isWebAddress = (answer: string) => URL.canParse(answer) && /^https?:/i.test(answer)

/** What is wrong with an answer that is not empty; nothing when all is well. */
function faultIn({ kind, choices }: Question, answer: string, path: string): InputFault | undefined {
  const isLine = kind !== 'text' && kind !== 'choices'
  if (isLine && /[\r\n]/.test(answer)) return inputFault(path, 'notOneLine')
  if (kind === 'phone' && !PHONE.test(answer)) return inputFault(path, 'notPhone')
  if (kind === 'number' && !NUMBER.test(answer)) return inputFault(path, 'notNumber')
  if (kind === 'email' && !isEmailAddress(answer)) return inputFault(path, 'notEmail')
  if (kind === 'web' && !isWebAddress(answer)) return inputFault(path, 'notWebAddress')
  if (kind === 'date' && !isLocalDate(answer)) return inputFault(path, 'notDate')
  const wanted = kind === 'yesNo' ? ['yes', 'no'] : choices
  const given = kind === 'choices' ? chosenIn(answer) : kind === 'choice' || kind === 'yesNo' ? [answer] : []
  const isWrong = given.some((one) => !wanted.includes(one)) || new Set(given).size < given.length
  return isWrong ? inputFault(path, 'notOneOf', { options: wanted.join(', ') }) : undefined
}

/** What is wrong with a customer's answers, by question; nothing when all is well. */
export function faultsInAnswers(questions: Question[], answers: Answers): InputFault[] {
  const faults: InputFault[] = []
  const asked = questionsAsked(questions, answers)
  const known = new Set(asked.map(({ id }) => id))
  for (const name of Object.keys(answers)) if (!known.has(name)) faults.push(inputFault(`answers.${name}`, 'notAsked'))
  for (const question of asked) {
    const answer = answerTo(answers, question.id)
    const path = `answers.${question.id}`
    if (answer === '') {
      if (question.isRequired) faults.push(inputFault(path, 'unanswered'))
      continue
    }
    const fault = faultIn(question, answer, path)
    if (fault) faults.push(fault)
  }
  return faults
}

/**
 * What is wrong with the questions themselves: each has an id of its own, choices where some are offered, and looks
 * back only.
 */
export function faultsInQuestions(questions: readonly Question[]): InputFault[] {
  return questions.flatMap(({ id, kind, choices, shownIf }, i) => {
    const earlier = questions.slice(0, i)
    const other = shownIf && earlier.find((one) => one.id === shownIf.question)
    const couldBe = other?.kind === 'yesNo' ? ['yes', 'no'] : other?.choices
    const isOfChoices = other?.kind === 'choice' || other?.kind === 'choices' || other?.kind === 'yesNo'
    const path = `questions.${i}`
    return [
      ...(earlier.some((one) => one.id === id) ? [inputFault(`${path}.id`, 'twice')] : []),
      ...((kind === 'choice' || kind === 'choices') && new Set(choices).size < 2
        ? [inputFault(`${path}.choices`, 'fewChoices')]
        : []),
      ...(shownIf && !other ? [inputFault(`${path}.shownIf.question`, 'notEarlier')] : []),
      ...(shownIf && other && isOfChoices && !couldBe?.includes(shownIf.answer)
        ? [inputFault(`${path}.shownIf.answer`, 'notOneOf', { options: couldBe?.join(', ') ?? '' })]
        : []),
    ]
  })
}

/** So much of a word is kept that a number still fits behind it. */
const LONGEST_WORD = 36

const idOf = (label: string): string => slugOf(label).slice(0, LONGEST_WORD).replace(/-+$/, '') || 'question'

/** A question as it is asked for: without an id it gets one from its words. */
export type GivenQuestion = Omit<Question, 'id'> & { id?: string | undefined }

/** Questions with an id each: one that is given is kept, the others get one that no other has, from their words. */
export function withQuestionIds(questions: GivenQuestion[]): Question[] {
  const known = new Set(questions.flatMap(({ id }) => id ?? []))
  return questions.map(({ id: given, ...question }) => {
    let id = given ?? idOf(question.label)
    for (let n = 2; given === undefined && known.has(id); n++) id = `${idOf(question.label)}-${n}`
    known.add(id)
    return { ...question, id }
  })
}
