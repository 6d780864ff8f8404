import type { Translated } from '../phrase.ts'
import type { ContactPhrases } from './en.ts'

export const phrases: Translated<ContactPhrases> = {
  contacts: 'Contacts',
  search: 'Chercher un nom ou une adresse',
  newContact: 'Nouveau contact',
  editContact: 'Modifier le contact',
  name: 'Nom',
  email: 'E-mail',
  phone: 'Téléphone',
  save: 'Enregistrer',
  nameMissing: 'Indiquez un nom.',
  emailMissing: 'Indiquez une adresse e-mail.',
  emailTaken: 'Un autre contact a cette adresse.',
  showMore: 'Afficher plus',
  none: 'Pas encore de contacts',
  noneHint: 'Ici se trouvent les personnes extérieures que vous rencontrez ; on peut les inviter par leur nom.',
  nothingFound: 'Personne',
  nothingFoundHint: 'Aucun contact n’a un nom ou une adresse qui commence ainsi.',
  remove: 'Retirer',
  removeQuestion: 'Retirer {name} ?',
  removeHint: 'Ce qui était prévu avec cette personne reste dans le calendrier.',
  keep: 'Garder',
  removed: '{name} est retiré.',
  saved: '{name} est enregistré.',
  notReached: 'Les contacts n’ont pas pu être chargés',
}
