import type { Phrases } from '../phrase.ts'

/** What came by mail in answer to an event, as whoever may change it reads it. `{when}` is a time in words. */
export const phrases = {
  proposes: '{who} proposes another time: {when}',
  proposesAll: '{who} proposes another time for all dates: {when}',
  accept: 'Accept',
  decline: 'Decline',
  notBelieved: 'A reply that was not believed, to the invitation of {asked}: {why}.',
  wrote: 'A mail came in place of an answer, to the invitation of {asked}.',
  fromWhom: 'From: {from}',
  dismiss: 'Dismiss',
  unreadable: 'its calendar file cannot be read',
  noAnswer: 'it says neither yes, maybe nor no',
  otherPerson: 'it names {attendee}',
  otherEvent: 'it is about another event',
  notInvited: 'they are not invited any more',
  cancelled: 'the event had been called off',
  noDate: 'there is no such date',
  olderRevision: 'it answers an earlier invitation',
  otherTimes: 'it answers another time than it has now',
  olderAnswer: 'a later answer is known',
  over: 'it was over by then',
  notKept: 'the event can hold no more',
} as const satisfies Phrases

export type MailedPhrases = typeof phrases
