import type { TimeZone } from './time.ts'

export interface Question {
  id: string
  label: string
  kind: 'line' | 'text' | 'choice'
  choices: string[]
  placeholder: string
  isRequired: boolean
}

/** A thing that can be booked: a room, a table, a machine. It has a ledger and opening hours like a person. */
export interface Resource {
  id: string
  name: string
  timeZone: TimeZone
}

/** What a booking link offers: how long, how often, with whom, under which rules. */
export interface AppointmentType {
  slug: string
  company: string
  version: number
  title: string
  description: string
  location: string
  durationsMinutes: number[]
  stepMinutes: number
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  noticeMinutes: number
  cancelNoticeMinutes: number
  horizonDays: number
  hosts: string[]
  resources: string[]
  assignment: 'roundRobin' | 'collective'
  questions: Question[]
  reminderMinutesBefore: number[]
}

/** What is wrong with a customer's answers, by question; nothing when all is well. */
export function faultsInAnswers(
  questions: Question[],
  answers: Record<string, string>,
): { path: string; message: string }[] {
  const faults: { path: string; message: string }[] = []
  const known = new Set(questions.map((question) => question.id))
  for (const name of Object.keys(answers))
    if (!known.has(name)) faults.push({ path: `answers.${name}`, message: 'is not asked here' })
  for (const question of questions) {
    const answer = (Object.hasOwn(answers, question.id) ? answers[question.id] : undefined)?.trim() ?? ''
    const path = `answers.${question.id}`
    if (question.isRequired && answer === '') faults.push({ path, message: 'needs an answer' })
    else if (question.kind === 'line' && /[\r\n]/.test(answer)) faults.push({ path, message: 'must be one line' })
    else if (question.kind === 'choice' && answer !== '' && !question.choices.includes(answer))
      faults.push({ path, message: `must be one of: ${question.choices.join(', ')}` })
  }
  return faults
}
