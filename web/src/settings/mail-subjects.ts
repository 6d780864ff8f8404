import type { SubjectsOf } from './search/subject.ts'

export const mailSubjects: SubjectsOf = (say) => [{ id: 'mail-templates', label: say('mailTemplates') }]
