/** What all occurrences of a series share: one of them cannot differ in it. */
export const WHOLE_ONLY = [
  'rrule',
  'moreRules',
  'rdates',
  'exdates',
  'isDraft',
  'privacy',
  'showAs',
  'organizerId',
  'calendarId',
  'appointmentTypeId',
  'recordId',
] as const
