import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RecurrenceCase } from './recurrence-case.ts'
import type { SlotInput } from './slot-question.ts'

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'bench')

export const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T

/** The scenarios whose answers two other programs agree on. */
export const knownScenarios = ['A', 'D', 'E1', 'E3'] as const

export const knownInput = (scenario: string) => readJson<SlotInput>(join(FOLDER, 'slots', 'inputs', `${scenario}.json`))

export const knownStarts = (scenario: string) =>
  readJson<{ slots: number[] }>(join(FOLDER, 'slots', 'expected', `${scenario}.json`)).slots

export const knownRecurrences = () => readJson<RecurrenceCase[]>(join(FOLDER, 'recurrence', 'cases.json'))
