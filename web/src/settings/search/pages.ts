import type { Say } from '../../../../shared/words/phrase.ts'
import type { SettingsPhrases } from '../../../../shared/words/settings/en.ts'
import { connectionsSubjects } from '../../connections/connections-subjects.ts'
import { companySubjects } from '../company-subjects.ts'
import { hoursSubjects } from '../hours/hours-subjects.ts'
import { mailSubjects } from '../mail-subjects.ts'
import { paymentsSubjects } from '../payments-subjects.ts'
import { peopleSubjects } from '../people-subjects.ts'
import { recordsSubjects } from '../records/records-subjects.ts'
import { youSubjects } from '../you-subjects.ts'
import type { Subject } from './subject.ts'

export interface SettingsPage {
  /** Its part of the address: `/settings/company`. */
  id: string
  label: string
  subjects: Subject[]
}

/** The pages of the settings in their order, and what can be set on each, in the words of the reader. */
export const settingsPages = (say: Say<SettingsPhrases>): SettingsPage[] => [
  { id: 'you', label: say('you'), subjects: youSubjects(say) },
  { id: 'hours', label: say('hours'), subjects: hoursSubjects(say) },
  { id: 'company', label: say('company'), subjects: companySubjects(say) },
  { id: 'people', label: say('people'), subjects: peopleSubjects(say) },
  { id: 'records', label: say('records'), subjects: recordsSubjects(say) },
  { id: 'mail', label: say('mail'), subjects: mailSubjects(say) },
  { id: 'calendars', label: say('calendars'), subjects: connectionsSubjects(say) },
  { id: 'payments', label: say('payments'), subjects: paymentsSubjects(say) },
]
