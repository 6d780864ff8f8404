import type { z } from 'zod'
import { faultOf, type InputFault, type InputFaultCode, inputFault, inputFaults } from '../domain/answers/bad-input.ts'

type Issue = z.core.$ZodIssue

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
}

const said = (sentence: string) => sentence.replaceAll(/\{\w+\}/g, '').length

/** What a schema says of a field where it says it itself: sentences of the list, which may have blanks. */
const sentences = (Object.entries(inputFaults) as [InputFaultCode, string][])
  // A sentence that is one blank would be every sentence; one that says more goes before one that says less.
  .filter(([, sentence]) => !/^\{\w+\}$/.test(sentence))
  .sort(([, one], [, other]) => said(other) - said(one))
  .map(([code, sentence]) => {
    const escaped = sentence.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
    return { code, pattern: new RegExp(`^${escaped.replaceAll(/\{(\w+)\}/g, '(?<$1>.+)')}$`) }
  })

/** A fault that a schema found: by the sentence that it says itself, else by what kind of check failed. */
export function faultAt(path: string, issue: Issue): InputFault {
  for (const { code, pattern } of sentences) {
    const found = pattern.exec(issue.message)
    if (found) return { path, ...faultOf(code, found.groups && { ...found.groups }) }
  }
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? inputFault(path, 'missing')
        : inputFault(path, 'wrongType', { expected: KINDS[issue.expected] ?? issue.expected })
    case 'invalid_value':
      return issue.input === undefined
        ? inputFault(path, 'missing')
        : inputFault(path, 'notOneOf', { options: issue.values.map(String).join(', ') })
    case 'too_small': {
      const minimum = Number(issue.minimum)
      if (issue.origin === 'string') return inputFault(path, 'tooShort', { minimum })
      return issue.origin === 'array'
        ? inputFault(path, 'tooFew', { minimum })
        : inputFault(path, 'tooSmall', { minimum })
    }
    case 'too_big': {
      const maximum = Number(issue.maximum)
      if (issue.origin === 'string') return inputFault(path, 'tooLong', { maximum })
      return issue.origin === 'array'
        ? inputFault(path, 'tooMany', { maximum })
        : inputFault(path, 'tooLarge', { maximum })
    }
    case 'invalid_union':
      return inputFault(path, issue.input === undefined ? 'missing' : 'wrongForm')
    default:
      return inputFault(path, 'wrongForm')
  }
}
