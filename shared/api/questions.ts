import { z } from 'zod'
import { line, optionalLine } from './fields.ts'

export const question = z
  .object({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
    label: line(200),
    kind: z.enum(['line', 'text', 'choice']),
    choices: z.array(line(100)).max(30).default([]),
    placeholder: optionalLine(200).default(''),
    isRequired: z.boolean().default(false),
  })
  .meta({ id: 'Question' })
