import { unmarshall } from '@aws-sdk/util-dynamodb'
import { readChange } from '../adapters/dynamodb/effects.ts'
import { forEachRecord } from '../middleware/records.ts'
import { publishChange } from '../usecases/changes/publish-changes.ts'
import { changesTools } from '../wiring/changes.ts'

const tools = changesTools()

/** From the table's stream: each change row, once it is there, becomes effects, a notice and sync jobs. */
export const handler = forEachRecord(async (record) => {
  const image = record.dynamodb?.NewImage
  if (image) await publishChange(tools, readChange(unmarshall(image as Parameters<typeof unmarshall>[0])))
})
