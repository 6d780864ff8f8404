import { z } from 'zod'
import type { Span } from '../../../shared/domain/ledger/ledger.ts'
import { type Action, put } from './actions.ts'
import { type Key, ledgerOf } from './keys.ts'
import { repetition } from './repetition-schema.ts'
import { readerOf } from './row-codec.ts'

const keyOf = (company: string, principal: string, id: string): Key => ({
  pk: ledgerOf(company, principal),
  sk: `span#${id}`,
})

const spanOfOld = z.object({
  id: z.string(),
  principal: z.string(),
  kind: z.enum(['event', 'external']),
  isFree: z.boolean().optional(),
  taking: z
    .object({
      isFree: z.boolean(),
      turns: z.array(z.object({ from: z.string(), isFree: z.boolean() })),
      dates: z.record(z.string(), z.boolean()),
    })
    .optional(),
  ...repetition,
})

/** A span as it stands in its own row and in the rows that keep one. */
export const span = spanOfOld.extend({
  announcement: z.object({ id: z.string(), at: z.number(), previous: spanOfOld.optional() }).optional(),
})

export const readSpan = readerOf<Span>()('span', span)

export const putSpan = (table: string, company: string, span: Span): Action =>
  put(table, { ...keyOf(company, span.principal, span.id), row: 'span', ...span })

export const removeSpan = (table: string, company: string, principal: string, id: string): Action => ({
  Delete: { TableName: table, Key: keyOf(company, principal, id) },
})
