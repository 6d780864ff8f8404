import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import {
  type Activity,
  type ActivityDraft,
  changedActivity,
  MOST_OPEN_OF_RECORD,
  plannedActivity,
} from '../../../shared/domain/records/activity.ts'
import { type BusinessRecord, followedBy } from '../../../shared/domain/records/business-record.ts'
import { doneEntry, entryOf } from '../../../shared/domain/records/record-entry.ts'
import { activityTypeOf } from '../../../shared/domain/records/record-settings.ts'
import { type Activities, activityRemoval, activityWrite } from '../../ports/activities.ts'
import { type BusinessRecords, recordEntryWrite, recordWrite } from '../../ports/business-records.ts'
import type { Committing, Write } from '../../ports/commit.ts'
import type { Members } from '../../ports/members.ts'
import { attempt, over } from '../attempt.ts'
import type { World } from '../world.ts'
import { recordFor } from './change-records.ts'

/** The repositories that it uses. */
export type ChangeActivitiesStore = Activities & BusinessRecords & Pick<Members, 'member'> & Committing

type Tools = World<ChangeActivitiesStore>

/** That an activity names a type and somebody of the company. @throws BadInput for each that it has not */
async function checkDraft(
  { store }: Tools,
  company: string,
  { type, assigneeId }: Partial<ActivityDraft>,
  path = '',
): Promise<void> {
  const [settings, assignee] = await Promise.all([
    type === undefined ? undefined : store.recordSettings(company),
    assigneeId === undefined ? undefined : store.member(company, assigneeId),
  ])
  const faults = [
    ...(type !== undefined && !activityTypeOf(settings!, type) ? [inputFault(`${path}type`, 'notOfCompany')] : []),
    ...(assigneeId !== undefined && !assignee ? [inputFault(`${path}assigneeId`, 'notOfCompany')] : []),
  ]
  if (faults.length > 0) throw new BadInput(...faults)
}

/** Whoever is given something to do about a record follows it from now on. */
function followWrites(record: BusinessRecord, assigneeId: string): Write[] {
  const followed = followedBy(record, assigneeId)
  return followed === record ? [] : [recordWrite({ ...followed, version: record.version + 1 }, record)]
}

/**
 * Plans something to be done about a record.
 * @param isDone it was done already: it goes into the timeline at once
 * @throws BadInput for a type or an assignee that the company has not
 */
export async function scheduleActivity(
  tools: Tools,
  member: Member,
  recordId: string,
  { isDone, ...draft }: ActivityDraft & { isDone?: boolean | undefined },
): Promise<Activity | Refusal> {
  const { company } = member
  await checkDraft(tools, company, draft)
  const id = tools.random.id()
  return attempt<Activity | Refusal>(tools, async ({ now }) => {
    const record = await recordFor(tools, member, recordId)
    if (isRefusal(record)) return over(record)
    const open = await tools.store.openActivitiesOf(company, recordId, MOST_OPEN_OF_RECORD)
    if (!isDone && open.length >= MOST_OPEN_OF_RECORD)
      return over(
        refuse('TooMany', { detail: `A record has at most ${MOST_OPEN_OF_RECORD} activities that are not done yet.` }),
      )
    const plan = plannedActivity(record, draft, { id, by: member.id, at: now })
    const activity = isDone ? { ...plan, done: { at: now, by: member.id } } : plan
    return {
      writes: [
        activityWrite(activity),
        ...followWrites(record, activity.assigneeId),
        ...(isDone
          ? [recordEntryWrite(entryOf(record, doneEntry(activity), { at: now, by: member.id, unlike: id }))]
          : []),
      ],
      done: () => activity,
      failed: async () => {
        // After a lost answer it may be our own that is in the way.
        const stands = await tools.store.activity(company, id)
        return stands
      },
    }
  })
}

/** An activity that is still to be done, with its record, for whoever may see that. */
async function openActivity(
  { store }: Tools,
  member: Member,
  id: string,
): Promise<{ activity: Activity; record: BusinessRecord } | Refusal> {
  const activity = await store.activity(member.company, id)
  if (!activity) return refuse('NotFound')
  const record = await recordFor({ store }, member, activity.recordId)
  return isRefusal(record) ? record : { activity, record }
}

/**
 * Changes what is planned, as it stands.
 * @throws BadInput for a type or an assignee that the company has not
 */
export async function changeActivity(
  tools: Tools,
  member: Member,
  id: string,
  change: Partial<ActivityDraft>,
): Promise<Activity | Refusal> {
  await checkDraft(tools, member.company, change)
  return attempt<Activity | Refusal>(tools, async () => {
    const found = await openActivity(tools, member, id)
    if (isRefusal(found)) return over(found)
    const { activity: before, record } = found
    if (before.done) return over(refuse('Changed', { detail: 'It was done meanwhile.' }))
    const after = changedActivity(before, change)
    return { writes: [activityWrite(after, before), ...followWrites(record, after.assigneeId)], done: () => after }
  })
}

/**
 * Marks an activity as done, and plans what comes next with it: both or none. Done twice it is done once.
 * @returns the activity, and the next one
 * @throws BadInput for a type or an assignee that the company has not
 */
export async function markActivityDone(
  tools: Tools,
  member: Member,
  id: string,
  { feedback, next }: { feedback?: string | undefined; next?: ActivityDraft | undefined },
): Promise<{ activity: Activity; next?: Activity } | Refusal> {
  const { company } = member
  if (next) await checkDraft(tools, company, next, 'next.')
  const nextId = tools.random.id()
  return attempt<{ activity: Activity; next?: Activity } | Refusal>(tools, async ({ now }) => {
    const found = await openActivity(tools, member, id)
    if (isRefusal(found)) return over(found)
    const { activity: before, record } = found
    if (before.done) {
      const own = await tools.store.activity(company, nextId)
      return over({ activity: before, ...(own && { next: own }) })
    }
    const activity: Activity = {
      ...before,
      version: before.version + 1,
      done: { at: now, by: member.id, ...(feedback && { feedback }) },
    }
    const following = next && plannedActivity(record, next, { id: nextId, by: member.id, at: now })
    const entry = entryOf(record, doneEntry(activity), { at: now, by: member.id, unlike: id })
    return {
      writes: [
        activityWrite(activity, before),
        recordEntryWrite(entry),
        ...(following ? [activityWrite(following), ...followWrites(record, following.assigneeId)] : []),
      ],
      done: () => ({ activity, ...(following && { next: following }) }),
    }
  })
}

/** Takes away what was planned and is not to be done. What was done stays. */
export async function removeActivity(tools: Tools, member: Member, id: string): Promise<Refusal | undefined> {
  const removed = await attempt<Refusal | 'removed'>(tools, async ({ number }) => {
    const found = await openActivity(tools, member, id)
    // One that was there a moment ago was taken away by this, or by somebody else: all the same.
    if (isRefusal(found)) return over(number === 0 ? found : 'removed')
    if (found.activity.done) return over(refuse('Changed', { detail: 'It was done meanwhile.' }))
    return { writes: [activityRemoval(found.activity)], done: () => 'removed' }
  })
  return removed === 'removed' ? undefined : removed
}
