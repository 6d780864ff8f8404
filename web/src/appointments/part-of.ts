import type { NewType, Part, TypeChange } from './type-draft.svelte.ts'

/** In which part of the form each field stands that is sent; `above`: before the parts, where it is always seen. */
const PART_OF: Record<keyof NewType | keyof TypeChange, Part | 'above'> = {
  title: 'above',
  slug: 'above',
  state: 'above',
  isPersonal: 'above',
  durationsMinutes: 'above',
  noticeMinutes: 'above',
  cancelNoticeMinutes: 'above',
  moveNoticeMinutes: 'above',
  hosts: 'above',
  resources: 'above',
  assignment: 'above',
  choose: 'above',
  needed: 'above',
  groups: 'above',
  hostTerms: 'above',
  showPictures: 'above',
  manageCapacities: 'above',
  ranges: 'schedule',
  hours: 'schedule',
  bufferBeforeMinutes: 'schedule',
  bufferAfterMinutes: 'schedule',
  buffersAddUp: 'schedule',
  stepMinutes: 'schedule',
  horizonDays: 'schedule',
  limits: 'schedule',
  dates: 'schedule',
  overrides: 'schedule',
  isOpenOnHolidays: 'schedule',
  alignMinutes: 'schedule',
  offer: 'schedule',
  websites: 'options',
  embedOn: 'options',
  timeZone: 'options',
  isTimeZoneLocked: 'options',
  location: 'options',
  videoCall: 'options',
  access: 'options',
  confirmation: 'options',
  answerWithinMinutes: 'options',
  approvalAbovePercent: 'options',
  limitToWorkingHours: 'options',
  seats: 'options',
  mostDates: 'options',
  waitlistMinutes: 'options',
  createOpportunity: 'options',
  reminderMinutesBefore: 'options',
  confirmationMail: 'options',
  cancellationMail: 'options',
  allowGuests: 'options',
  ccTo: 'options',
  price: 'options',
  refundRule: 'options',
  questions: 'questions',
  description: 'messages',
  descriptionHtml: 'messages',
  confirmationMessage: 'messages',
  confirmationMessageHtml: 'messages',
  continueUrl: 'messages',
}

/**
 * The part in which the field of a fault stands.
 * @param path as the API names it
 * @returns nothing where it stands before all parts
 */
export function partOf(path: string): Part | undefined {
  const [field = ''] = path.split('.')
  const part = (PART_OF as Record<string, Part | 'above'>)[field]
  return part === 'above' ? undefined : part
}
