import type { Translated } from '../phrase.ts'
import type { DoorPhrases } from './en.ts'

export const phrases: Translated<DoorPhrases> = {
  product: 'Almanac',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  signIn: 'Se connecter',
  signingIn: 'Connexion…',
  bothNeeded: 'Veuillez indiquer votre adresse e-mail et votre mot de passe.',
  setUpTitle: 'Configurer Almanac',
  setUpIntro: 'Votre entreprise et vous, son propriétaire. Les autres seront invités plus tard.',
  setUpCode: 'Code de configuration',
  company: 'Entreprise',
  companyAddress: 'Adresse de l’entreprise',
  companyAddressHint: 'Un mot dans les liens vers vos pages de réservation.',
  yourName: 'Votre nom',
  yourEmail: 'Votre adresse e-mail',
  newPassword: 'Mot de passe (10 caractères au moins)',
  setUp: 'Configurer l’entreprise',
  marked: 'Veuillez revoir les champs signalés.',
  invites: '{who} vous invite en tant que {email}.',
  join: 'Rejoindre {company}',
  accepted: 'Cette invitation a été acceptée. Vous pouvez vous connecter avec votre adresse.',
  revoked: 'Cette invitation a été retirée. Demandez à la personne qui vous a invité.',
  expired: 'Cette invitation a expiré. Demandez-en une nouvelle.',
  noInvitation: 'Ce lien n’est pas une invitation.',
}
