import { z } from 'zod'
import { questionKinds } from '../domain/booking/question.ts'
import { line, optionalLine } from './fields.ts'

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
const fields = {
  label: line(200),
  kind: z
    .enum(questionKinds)
    .describe(
      'How it is answered: `choices` by some of them, in lines; `yesNo` by `yes` or `no`; `date` as `YYYY-MM-DD`.',
    ),
  choices: z.array(line(100)).max(30).default([]),
  placeholder: optionalLine(200).default(''),
  help: optionalLine(300).default(''),
  isRequired: z.boolean().default(false),
  shownIf: z
    .object({ question: id, answer: line(200) })
    .optional()
    .describe('Asked only where an earlier question was answered so.'),
}

export const question = z.object({ id, ...fields }).meta({ id: 'Question' })

/** A question as it is given: without an id it gets one from its words. */
export const givenQuestion = z.object({ id: id.optional(), ...fields })
