import type { Phrases } from '../phrase.ts'

/** What the frame around every place says. */
export const phrases = {
  skip: 'Skip to the page',
  places: 'Places',
  panel: 'Side panel',
  calendar: 'Calendar',
  appointments: 'Appointments',
  contacts: 'Contacts',
  settings: 'Settings',
  newEvent: 'New Event',
  more: 'More',
  you: 'Your settings',
  signOut: 'Sign out',
  toAnswer: 'To answer',
  toAnswerCount: { one: 'To answer: {n}', other: 'To answer: {n}' },
  nothingToAnswer: 'Nothing waits for an answer.',
  nothingToAnswerHint: 'Invitations and requests for your time stand here until you answer them.',
  tryAgain: 'Try again',
  keys: 'Keys',
  keyNew: 'New event',
  keyToday: 'Today',
  keyViews: 'Day, Week, Month, Year, List',
  keyPeriod: 'The period before, the next one',
  keyEvents: 'From event to event, when one has the focus',
  keyOpen: 'Open',
  keyEdit: 'Edit',
  keyDelete: 'Delete',
  keyMove: 'Move by 15 minutes or a day',
  keyResize: 'Move the end',
  keyUndo: 'Undo',
  keyCopy: 'Copy and paste an event',
  keyToasts: 'To the newest message',
  keySearch: 'Search',
  keyHelp: 'This list',
} as const satisfies Phrases

export type ShellPhrases = typeof phrases
