import type { SubjectsOf } from '../search/subject.ts'

export const hoursSubjects: SubjectsOf = (say) => [
  { id: 'hours-which', label: say('whichHours'), help: [say('hoursIntro'), say('usualHours'), say('newHours')] },
  { id: 'hours-zone', label: say('hoursZone') },
  { id: 'hours-week', label: say('week'), help: [say('hours'), say('hoursIntro')] },
  { id: 'hours-dates', label: say('otherDates'), help: [say('otherDatesHint'), say('addDate')] },
  { id: 'hours-off', label: say('daysOff'), help: [say('daysOffHint'), say('partOfDay'), say('addDaysOff')] },
]
