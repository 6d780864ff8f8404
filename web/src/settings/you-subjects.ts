import type { SubjectsOf } from './search/subject.ts'

export const youSubjects: SubjectsOf = (say) => [
  { id: 'own-picture', label: say('picture'), help: [say('pictureHint'), say('choosePicture')] },
  { id: 'own-name', label: say('name'), help: [say('profile')] },
  { id: 'own-email', label: say('email'), help: [say('emailHint')] },
  { id: 'own-page-word', label: say('pageWord'), help: [say('ownPage'), say('pageWordHint')] },
  { id: 'own-page-introduction', label: say('pageIntroduction'), help: [say('ownPage')] },
  { id: 'own-language', label: say('language'), help: [say('languageHint')] },
  { id: 'own-hours', label: say('hourFormat'), help: [say('h12'), say('h23')] },
  { id: 'own-zone', label: say('timeZone'), help: [say('timeZoneHint')] },
  { id: 'own-second-clock', label: say('secondZone'), help: [say('secondZoneHint'), say('addSecondZone')] },
  { id: 'own-first-weekday', label: say('firstWeekday') },
  { id: 'own-theme', label: say('theme'), help: [say('look'), say('themeLight'), say('themeDark')] },
  { id: 'own-hour-height', label: say('hourHeight'), help: [say('look'), say('compact'), say('roomy')] },
  { id: 'own-showsWeekends', label: say('showsWeekends') },
  { id: 'own-showsWeekNumbers', label: say('showsWeekNumbers') },
  { id: 'own-showsDeclined', label: say('showsDeclined') },
  {
    id: 'own-privacy',
    label: say('defaultPrivacy'),
    help: [say('newEvents'), say('public'), say('private'), say('confidential')],
  },
  { id: 'own-reminders', label: say('defaultReminders'), help: [say('newEvents')] },
  { id: 'own-whole-days', label: say('wholeDayRemindersAt'), help: [say('myReminders'), say('wholeDayRemindersHint')] },
  {
    id: 'own-notifications',
    label: say('notifications'),
    help: [say('myReminders'), say('notificationsHint'), say('notificationsAsk')],
  },
]
