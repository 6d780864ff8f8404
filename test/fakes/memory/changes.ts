import type { Changes, ChangeWrite } from '../../../functions/ports/changes.ts'
import type { Change } from '../../../shared/domain/changes/change.ts'
import type { Shelves, WritesOf } from './shelves.ts'

const shelfOf = (company: string, subjectId: string) => `${company} changes ${subjectId}`

export function changes(shelves: Shelves): Changes {
  const itemOf = ({ company, subjectId, version }: Change) => shelves.item(shelfOf(company, subjectId), String(version))
  return {
    async change(company, subjectId, version) {
      return shelves.get<Change>(shelfOf(company, subjectId), String(version))
    },
    async markedChanges(dueBefore) {
      return shelves.dueIn<Change>('change', dueBefore)
    },
    async unmark(change) {
      const item = itemOf(change)
      if (item) shelves.forgetDue(item)
    },
    async postpone(change, at) {
      const item = itemOf(change)
      if (item && shelves.isDue(item)) item.due = { list: 'change', at }
    },
  }
}

export const changeWrites: WritesOf<ChangeWrite> = {
  change: {
    actions({ change }, shelves) {
      const next = { value: change, due: { list: 'change', at: change.at } }
      return [shelves.isNew(shelfOf(change.company, change.subjectId), String(change.version), next)]
    },
    found({ change }, shelves) {
      const row = shelves.get<Change>(shelfOf(change.company, change.subjectId), String(change.version))
      return shelves.isSame(row, change) ? 'there' : 'notThere'
    },
  },
}
