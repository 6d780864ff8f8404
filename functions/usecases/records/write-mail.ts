import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { entryOf, type RecordEntry } from '../../../shared/domain/records/record-entry.ts'
import { MOST_RECORD_MAILS, type RecordMail } from '../../../shared/domain/records/record-mail.ts'
import { DAY_MS, SECOND_MS } from '../../../shared/domain/time/units.ts'
import { type BusinessRecords, recordEntryWrite } from '../../ports/business-records.ts'
import { changeWrite } from '../../ports/changes.ts'
import type { Committing } from '../../ports/commit.ts'
import type { Contacts } from '../../ports/contacts.ts'
import { recordMailWrite } from '../../ports/record-mails.ts'
import type { Throttles } from '../../ports/throttles.ts'
import { attempt, over } from '../attempt.ts'
import type { World } from '../world.ts'
import { recordFor } from './change-records.ts'

/** The repositories that it uses. */
export type WriteMailStore = BusinessRecords & Pick<Contacts, 'contact'> & Throttles & Committing

/**
 * Writes a mail to the contact of a record; it goes with the change that tells of it, and stands in the timeline.
 * @returns NotAllowed where the record has no contact
 */
export async function writeMail(
  tools: World<WriteMailStore>,
  member: Member,
  recordId: string,
  { subject, text }: Pick<RecordMail, 'subject' | 'text'>,
): Promise<RecordEntry | Refusal> {
  const { company, id: by } = member
  const begun = tools.clock.now()
  const written = await tools.store.countTry(
    `recordMails#${company}#${by}`,
    begun - (begun % DAY_MS),
    DAY_MS / SECOND_MS,
  )
  if (written > MOST_RECORD_MAILS) return refuse('TooManyTries')
  const id = tools.random.id()
  return attempt<RecordEntry | Refusal>(tools, async () => {
    const record = await recordFor(tools, member, recordId)
    if (isRefusal(record)) return over(record)
    const contact = record.contactId === undefined ? undefined : await tools.store.contact(company, record.contactId)
    if (!contact) return over(refuse('NotAllowed', { detail: 'The record has no contact to write to.' }))
    const { name, email } = contact
    const mail: RecordMail = {
      ...{ id, company, recordId, contactId: contact.id, to: { name, email }, subject, text, by, at: begun },
    }
    const content = { kind: 'mail', mailId: id, to: email, subject, text } as const
    const entry = entryOf(record, content, { at: begun, by, unlike: id })
    return {
      writes: [
        recordMailWrite(mail),
        recordEntryWrite(entry),
        changeWrite({
          ...{ company, subjectKind: 'recordMail', subjectId: id, version: 1, kind: 'created' },
          ...{ origin: `member:${by}`, at: begun },
        }),
      ],
      done: () => entry,
    }
  })
}
