import type { SubjectsOf } from './search/subject.ts'

export const typesSubjects: SubjectsOf = (say) => [
  { id: 'appointment-types', label: say('types'), help: [say('preview'), say('copyLink')] },
]
