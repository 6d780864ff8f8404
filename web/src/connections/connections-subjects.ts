import type { SubjectsOf } from '../settings/search/subject.ts'

export const connectionsSubjects: SubjectsOf = (say) => [
  {
    id: 'connections-title',
    label: say('connected'),
    help: [say('connect', { name: 'Google' }), say('connect', { name: 'Outlook' }), say('disconnect')],
  },
]
