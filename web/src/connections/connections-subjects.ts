import { calendarProviders } from '../../../shared/domain/event/calendar-providers.ts'
import type { SubjectsOf } from '../settings/search/subject.ts'

export const connectionsSubjects: SubjectsOf = (say) => [
  {
    id: 'connections-title',
    label: say('connected'),
    help: [...Object.values(calendarProviders).map(({ name }) => say('connect', { name })), say('disconnect')],
  },
]
