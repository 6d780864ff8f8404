import type { SubjectsOf } from './search/subject.ts'

export const mailSubjects: SubjectsOf = (say) => [
  { id: 'unsent-mails', label: say('unsentMails'), isForAdmins: true },
  { id: 'mail-templates', label: say('mailTemplates') },
]
