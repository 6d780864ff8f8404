import type { Phrases } from '../phrase.ts'

/** What is said of who hears of a change to an event. `{when}` is a time in words. */
export const phrases = {
  title: 'Who hears of it',
  hint: 'These people get a mail when you save.',
  hintBooking: 'It is an appointment with a customer: these people get a mail.',
  note: 'Add a line',
  send: 'Send',
  dontSend: 'Don’t send',
  more: 'and {n} more',
  invited: 'invitation',
  invitedToDate: 'invitation to {when}',
  organizes: 'it is theirs to hold',
  organizerChanged: 'another organizer',
  backAgain: 'invited again, {when}',
  moved: 'moved to {when}',
  otherEnd: 'another end: {when}',
  repeatsOtherwise: 'other dates',
  datesAdded: 'more dates',
  datesCancelled: 'dates cancelled',
  onlyDates: 'single dates only',
  endsEarlier: 'the series ends earlier',
  dateCancelled: 'cancelled: {when}',
  dateBack: 'takes place after all: {when}',
  noLongerInvited: 'no longer invited',
  noLongerInvitedToDate: 'no longer invited to {when}',
  cancelled: 'cancelled',
  renamed: 'new title',
  placeChanged: 'new place',
  detailsChanged: 'new details',
  noMailUnknown: 'gets no mail: since {when} there is no such mailbox',
  noMailBounced: 'gets no mail: mails came back on {when}',
  noMailSpam: 'gets no mail: one was reported as spam on {when}',
  untold: 'Not told yet: {who}',
  tellThem: 'Tell {n} now',
} as const satisfies Phrases

export type TellingPhrases = typeof phrases
