import type { SubjectsOf } from '../search/subject.ts'

export const recordsSubjects: SubjectsOf = (say) => [
  { id: 'record-kinds', label: say('recordKinds'), help: [say('recordKindsHint'), say('stages'), say('addKind')] },
  { id: 'activity-types', label: say('activityTypes'), help: [say('activityTypesHint'), say('addActivityType')] },
]
