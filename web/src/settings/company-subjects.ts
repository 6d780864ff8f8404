import { MEETING_BLANK } from '../../../shared/domain/people/member.ts'
import type { SubjectsOf } from './search/subject.ts'

export const companySubjects: SubjectsOf = (say) => [
  { id: 'company-logo', label: say('logo'), help: [say('pictureHint'), say('chooseLogo')], isForAdmins: true },
  { id: 'company-name', label: say('companyName') },
  { id: 'company-address', label: say('address'), help: [say('addressHint')] },
  { id: 'company-zone', label: say('timeZone'), help: [say('companyZone'), say('companyZoneHint')] },
  { id: 'company-colour', label: say('colour') },
  { id: 'company-weekend', label: say('weekend'), help: [say('weekendHint')] },
  { id: 'company-meetings', label: say('meetings'), help: [say('meetingsHint', { blank: MEETING_BLANK })] },
  { id: 'holidays-title', label: say('holidays'), help: [say('noHolidays'), say('addHoliday')] },
]
