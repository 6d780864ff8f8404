import type { TemplateField, TemplateList } from '../../../../shared/domain/booking/mail-template.ts'
import { type Say, sayIn } from '../../../../shared/words/phrase.ts'
import { phrases, type TemplatePhrases } from '../../../../shared/words/templates/en.ts'
import { getReader } from '../../ui/reader.svelte.ts'

/** What the page of mail templates says to whoever reads it. */
export const templateWords = (): Say<TemplatePhrases> => sayIn<TemplatePhrases>(phrases, getReader().locale)

/** What each field is called. */
export const FIELD_WORDS = {
  'customer.name': 'customerName',
  'customer.email': 'customerEmail',
  'appointment.title': 'appointmentTitle',
  when: 'when',
  'start.day': 'startDay',
  'start.time': 'startTime',
  'end.day': 'endDay',
  'end.time': 'endTime',
  timeZone: 'timeZone',
  'host.name': 'hostName',
  place: 'place',
  videoLink: 'videoLink',
  seats: 'seats',
  message: 'message',
  'company.name': 'companyName',
  'company.address': 'companyAddress',
  'links.booking': 'bookingLink',
  answers: 'answers',
  dates: 'dates',
} as const satisfies Record<TemplateField | TemplateList, keyof TemplatePhrases>
