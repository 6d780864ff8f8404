import type { EventEntry } from '../../../shared/api/event-list.ts'
import type { Me } from '../../../shared/api/me.ts'
import { addDays } from '../../../shared/domain/time/time.ts'
import { sayIn } from '../../../shared/words/phrase.ts'
import { phrases, type RecordPhrases } from '../../../shared/words/records/en.ts'
import { toDoId } from '../calendar/to-do-entry.ts'
import { ask } from '../ui/api.ts'
import { typeWords } from './record-words.ts'

/** What one is to do oneself, each on its day; what has a meeting stands in the calendar by that. */
export async function toDoEntries(me: Me, locale: string): Promise<EventEntry[]> {
  const { activities } = await ask('listActivities')
  const open = activities.filter(({ meeting }) => meeting === undefined)
  if (open.length === 0) return []
  const settings = await ask('readRecordSettings')
  const say = sayIn<RecordPhrases>(phrases, locale)
  return open.map(({ id, type, summary, dueDate, recordId, record }) => {
    const kind = typeWords(settings, type, say)
    return {
      id: toDoId(id, recordId),
      version: 1,
      title: summary === kind ? summary : `${kind}: ${summary}`,
      startDate: dueDate,
      endDate: addDays(dueDate, 1),
      location: record.title,
      tags: [],
      privacy: 'public',
      showAs: 'free',
      organizer: { id: me.id, name: me.name, email: me.email },
      ownerIds: [me.id],
      attendeeCount: 0,
      marks: [],
    }
  })
}
