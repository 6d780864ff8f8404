import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { z } from 'zod'
import { email, instant, line, localDate, minutes, slug, timeZone } from '../../shared/api/fields.ts'
import { faultAt } from '../../shared/api/schema-fault.ts'

/** The first fault of what was given. */
function faultOf(schema: z.ZodType, given: unknown) {
  const { error } = schema.safeParse(given, { reportInput: true })
  const { path: _, ...fault } = faultAt('x', error!.issues[0]!)
  return fault
}

describe('a fault that a schema finds has a code, its data and a sentence', () => {
  const cases: [z.ZodType, unknown, object][] = [
    [line(5), undefined, { code: 'missing', message: 'is missing' }],
    [line(5), 5, { code: 'wrongType', message: 'must be a text', data: { expected: 'a text' } }],
    [line(5), '', { code: 'empty', message: 'must not be empty' }],
    [line(5), 'abcdef', { code: 'tooLong', message: 'must have at most 5 characters', data: { maximum: 5 } }],
    [line(50), 'a\u0007b', { code: 'notOneLine', message: 'must be one line without control characters' }],
    [email, 'ann', { code: 'notEmail', message: 'must be an e-mail address' }],
    [instant, 'soon', { code: 'notInstant', message: 'must be an instant such as 2026-11-24T09:00:00Z' }],
    [instant, '1950-01-01T00:00:00Z', { code: 'outOfTime', message: 'must lie between 1970 and 2200' }],
    [localDate, '2026-02-30', { code: 'noSuchDate', message: 'is not a date that exists' }],
    [timeZone, 'Mars/Base', { code: 'notTimeZone', message: 'must be an IANA time zone such as Europe/Berlin' }],
    [slug, 'A b', { code: 'notSlug', message: 'must be 1 to 48 lower-case letters, digits and hyphens' }],
    [minutes(60), 61, { code: 'tooLarge', message: 'must be at most 60', data: { maximum: 60 } }],
    [minutes(60), -1, { code: 'tooSmall', message: 'must be at least 0', data: { minimum: 0 } }],
    [minutes(60), 1.5, { code: 'wrongType', message: 'must be a whole number', data: { expected: 'a whole number' } }],
    [z.enum(['a', 'b']), 'c', { code: 'notOneOf', message: 'must be one of: a, b', data: { options: 'a, b' } }],
    [z.enum(['a', 'b']), undefined, { code: 'missing', message: 'is missing' }],
    [
      z.array(z.string()).max(1),
      ['a', 'b'],
      { code: 'tooMany', message: 'must have at most 1 entries', data: { maximum: 1 } },
    ],
    [
      z.string().refine(() => false, 'must be after startsAt'),
      'x',
      { code: 'notAfter', message: 'must be after startsAt', data: { other: 'startsAt' } },
    ],
    [z.string().refine(() => false), 'x', { code: 'wrongForm', message: 'is not written as it must be' }],
  ]
  for (const [schema, given, expected] of cases)
    test(`${JSON.stringify(given)}: ${JSON.stringify(expected)}`, () =>
      assert.deepEqual(faultOf(schema, given), expected))
})
