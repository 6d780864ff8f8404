import { BadInput, type InputFault, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import {
  type BusinessRecord,
  changedRecord,
  followedBy,
  isRecordOf,
  maySeeRecord,
  type RecordChange,
} from '../../../shared/domain/records/business-record.ts'
import { entryOf, type RecordEntry, toldChanges } from '../../../shared/domain/records/record-entry.ts'
import { kindOf, type RecordKind } from '../../../shared/domain/records/record-settings.ts'
import { idAt } from '../../../shared/domain/time/id-at.ts'
import { type BusinessRecords, recordEntryWrite, recordWrite } from '../../ports/business-records.ts'
import type { Committing } from '../../ports/commit.ts'
import type { Contacts } from '../../ports/contacts.ts'
import type { Members } from '../../ports/members.ts'
import { attempt, over } from '../attempt.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ChangeRecordsStore = BusinessRecords & Pick<Contacts, 'contact'> & Pick<Members, 'member'> & Committing

type Tools = World<ChangeRecordsStore>

/** What a new record says. */
export interface RecordDraft {
  kind: string
  title: string
  stage?: string | undefined
  contactId?: string | undefined
  ownerId?: string | undefined
  value?: number | undefined
}

/** What a record names that its company has not. */
async function faultsIn(
  { store }: Tools,
  company: string,
  kind: RecordKind | undefined,
  { stage, contactId, ownerId }: Pick<RecordChange, 'stage' | 'contactId' | 'ownerId'>,
): Promise<InputFault[]> {
  const [contact, owner] = await Promise.all([
    contactId == null ? undefined : store.contact(company, contactId),
    ownerId == null ? undefined : store.member(company, ownerId),
  ])
  return [
    ...(stage !== undefined && !kind?.stages.some(({ id }) => id === stage)
      ? [inputFault('stage', 'notOfCompany')]
      : []),
    ...(contactId != null && !contact ? [inputFault('contactId', 'notOfCompany')] : []),
    ...(ownerId != null && !owner ? [inputFault('ownerId', 'notOfCompany')] : []),
  ]
}

/**
 * A record as a member may see it; what they may not see is not there.
 * @returns the refusal where it is not
 */
export async function recordFor(
  { store }: { store: Pick<BusinessRecords, 'record'> },
  member: Member,
  id: string,
): Promise<BusinessRecord | Refusal> {
  const record = await store.record(member.company, id)
  return record && maySeeRecord(record, member) ? record : refuse('NotFound')
}

/**
 * Makes a record; its maker's, where nobody is named.
 * @throws BadInput for what the company has not
 */
export async function createRecord(tools: Tools, maker: Member, draft: RecordDraft): Promise<BusinessRecord | Refusal> {
  const { company } = maker
  const settings = await tools.store.recordSettings(company)
  const kind = kindOf(settings, draft.kind)
  const { title, stage = kind?.stages[0]?.id ?? '', contactId, ownerId = maker.id, value } = draft
  const faults = await faultsIn(tools, company, kind, { stage: draft.stage, contactId, ownerId })
  if (!kind || kind.isHidden) faults.unshift(inputFault('kind', 'notOfCompany'))
  if (faults.length > 0) throw new BadInput(...faults)
  const now = tools.clock.now()
  const unlike = tools.random.id()
  const made: BusinessRecord = {
    id: idAt(now, unlike),
    company,
    version: 1,
    kind: draft.kind,
    title,
    stage,
    ...(contactId !== undefined && { contactId }),
    ownerId,
    ...(value !== undefined && { value }),
    notes: [],
    createdAt: now,
  }
  const record = followedBy(made, maker.id)
  const entry = entryOf(record, { kind: 'made' }, { at: now, by: maker.id, unlike })
  return attempt<BusinessRecord | Refusal>(tools, async () => ({
    writes: [recordWrite(record), recordEntryWrite(entry)],
    done: () => record,
    // After a lost answer it may be our own that is in the way.
    failed: () => tools.store.record(company, record.id),
  }))
}

/**
 * Changes a record as it stands, and writes into its timeline what is worth telling.
 * @param ifVersion refused as Changed where another stands
 * @throws BadInput for what the company has not
 */
export async function changeRecord(
  tools: Tools,
  member: Member,
  id: string,
  change: RecordChange,
  ifVersion?: number,
): Promise<BusinessRecord | Refusal> {
  const { company } = member
  const unlike = tools.random.id()
  return attempt<BusinessRecord | Refusal>(tools, async ({ now }) => {
    const before = await recordFor(tools, member, id)
    if (isRefusal(before)) return over(before)
    if (ifVersion !== undefined && ifVersion !== before.version) return over(refuse('Changed'))
    const settings = await tools.store.recordSettings(company)
    const faults = await faultsIn(tools, company, kindOf(settings, before.kind), change)
    if (faults.length > 0) throw new BadInput(...faults)
    const after = changedRecord(before, change)
    const entries = toldChanges(before, after).map((content, i) =>
      entryOf(after, content, { at: now, by: member.id, unlike: `${unlike}-${i}` }),
    )
    return { writes: [recordWrite(after, before), ...entries.map(recordEntryWrite)], done: () => after }
  })
}

/** Takes a record away; it can be brought back for a while, with all that was written down. */
export async function removeRecord(tools: Tools, member: Member, id: string): Promise<Refusal | undefined> {
  const removed = await attempt<Refusal | 'removed'>(tools, async ({ number, now }) => {
    const record = await recordFor(tools, member, id)
    // One that was there a moment ago was taken away by this, or by somebody else: all the same.
    if (isRefusal(record)) return over(number === 0 ? record : 'removed')
    const gone = { ...record, version: record.version + 1, removedAt: now }
    return { writes: [recordWrite(gone, record)], done: () => 'removed' }
  })
  return removed === 'removed' ? undefined : removed
}

/** Brings back a record that was taken away. */
export async function restoreRecord(tools: Tools, member: Member, id: string): Promise<BusinessRecord | Refusal> {
  return attempt<BusinessRecord | Refusal>(tools, async () => {
    const gone = await tools.store.record(member.company, id)
    if (!gone || !isRecordOf(gone, member)) return over(refuse('NotFound'))
    if (gone.removedAt === undefined) return over(gone)
    const { removedAt: _removed, ...record } = { ...gone, version: gone.version + 1 }
    return { writes: [recordWrite(record, gone)], done: () => record }
  })
}

/** Writes a note into the timeline of a record. */
export async function addNote(tools: Tools, member: Member, id: string, text: string): Promise<RecordEntry | Refusal> {
  // The same entry in each try: it stands there once, also where an answer was lost.
  const moment = { at: tools.clock.now(), by: member.id, unlike: tools.random.id() }
  return attempt<RecordEntry | Refusal>(tools, async () => {
    const record = await recordFor(tools, member, id)
    if (isRefusal(record)) return over(record)
    const entry = entryOf(record, { kind: 'note', text }, moment)
    return { writes: [recordEntryWrite(entry)], done: () => entry }
  })
}
