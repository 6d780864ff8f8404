import type { Translated } from '../phrase.ts'
import type { ContactPhrases } from './en.ts'

export const phrases: Translated<ContactPhrases> = {
  contacts: 'Kontakte',
  search: 'Nach Name oder Adresse suchen',
  newContact: 'Neuer Kontakt',
  editContact: 'Kontakt bearbeiten',
  name: 'Name',
  email: 'E-Mail',
  phone: 'Telefon',
  save: 'Speichern',
  nameMissing: 'Bitte gib einen Namen an.',
  emailMissing: 'Bitte gib eine E-Mail-Adresse an.',
  emailTaken: 'Ein anderer Kontakt hat diese Adresse.',
  showMore: 'Mehr zeigen',
  none: 'Noch keine Kontakte',
  noneHint: 'Hier stehen Menschen außerhalb der Firma, die Sie treffen; sie lassen sich mit Namen einladen.',
  nothingFound: 'Niemand gefunden',
  nothingFoundHint: 'Kein Kontakt hat einen Namen oder eine Adresse, die so beginnt.',
  remove: 'Entfernen',
  removeQuestion: '{name} entfernen?',
  removeHint: 'Was mit ihnen geplant war, bleibt im Kalender.',
  keep: 'Behalten',
  removed: '{name} ist entfernt.',
  saved: '{name} ist gespeichert.',
  notReached: 'Die Kontakte konnten nicht geladen werden',
}
