import type { Phrases } from '../phrase.ts'

/** What the place of contacts says. */
export const phrases = {
  contacts: 'Contacts',
  search: 'Search by name or address',
  newContact: 'New contact',
  editContact: 'Edit contact',
  name: 'Name',
  email: 'E-mail',
  phone: 'Phone',
  save: 'Save',
  nameMissing: 'Please give a name.',
  emailMissing: 'Please give an e-mail address.',
  emailTaken: 'Another contact has this address.',
  showMore: 'Show more',
  none: 'No contacts yet',
  noneHint: 'People outside the company whom you meet stand here; they can be invited by name.',
  nothingFound: 'Nobody found',
  nothingFoundHint: 'No contact has a name or an address that begins so.',
  remove: 'Remove',
  removeQuestion: 'Remove {name}?',
  removeHint: 'What was planned with them stays in the calendar.',
  keep: 'Keep',
  removed: '{name} is removed.',
  saved: '{name} is saved.',
  notReached: 'The contacts could not be loaded',
  placesOfContacts: 'Contacts',
  people: 'People',
  records: 'Records',
  activities: 'Activities',
} as const satisfies Phrases

export type ContactPhrases = typeof phrases
