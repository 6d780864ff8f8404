import { forEachRecord } from '../middleware/records.ts'
import { publishChange } from '../usecases/effects/publish-changes.ts'
import { changeOfRecord, changesTools } from '../wiring/changes.ts'

const tools = changesTools()

/** From the table's stream: each change row, once it is there, becomes effects, a notice and sync jobs. */
export const handler = forEachRecord(async (record) => {
  const change = changeOfRecord(record)
  if (change) await publishChange(tools, change)
})
