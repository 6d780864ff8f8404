import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import {
  type RecordSettings,
  type RecordSettingsGiven,
  settingsFaults,
  withIds,
} from '../../../shared/domain/records/record-settings.ts'
import type { BusinessRecords } from '../../ports/business-records.ts'
import type { Committing } from '../../ports/commit.ts'
import { attempt, over } from '../attempt.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ChangeRecordSettingsStore = Pick<BusinessRecords, 'recordSettings' | 'putRecordSettings'> & Committing

/**
 * Changes what a company follows up and how, as a whole.
 * @param ifVersion refused as Changed where another stands
 * @throws BadInput where a kind, a stage or a type is missing that there was: they are hidden, not taken away
 */
export async function changeRecordSettings(
  tools: World<ChangeRecordSettingsStore>,
  { company }: Member,
  given: RecordSettingsGiven,
  ifVersion?: number,
): Promise<RecordSettings | Refusal> {
  const next = withIds(given, () => tools.random.id())
  return attempt<RecordSettings | Refusal>(tools, async () => {
    const before = await tools.store.recordSettings(company)
    if (ifVersion !== undefined && ifVersion !== before.version) return over(refuse('Changed'))
    const faults = settingsFaults(next, before)
    if (faults.length > 0) throw new BadInput(...faults.map(({ path, code }) => inputFault(path, code)))
    const after: RecordSettings = { company, version: before.version + 1, ...next }
    return { put: () => tools.store.putRecordSettings(after, before.version), done: () => after }
  })
}
