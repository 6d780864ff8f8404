import type { Translated } from '../phrase.ts'
import type { DoorPhrases } from './en.ts'

export const phrases: Translated<DoorPhrases> = {
  product: 'Almanac',
  email: 'E-Mail',
  password: 'Passwort',
  signIn: 'Anmelden',
  signingIn: 'Anmeldung läuft …',
  bothNeeded: 'Bitte geben Sie E-Mail-Adresse und Passwort an.',
  setUpTitle: 'Almanac einrichten',
  setUpIntro: 'Ihr Unternehmen und Sie als Inhaber. Alle anderen werden später eingeladen.',
  setUpCode: 'Einrichtungscode',
  company: 'Unternehmen',
  companyAddress: 'Adresse des Unternehmens',
  companyAddressHint: 'Ein Wort in den Links zu Ihren Buchungsseiten.',
  yourName: 'Ihr Name',
  yourEmail: 'Ihre E-Mail',
  newPassword: 'Passwort (mindestens 10 Zeichen)',
  setUp: 'Unternehmen einrichten',
  marked: 'Bitte sehen Sie sich die markierten Felder an.',
  invites: '{who} lädt Sie als {email} ein.',
  join: '{company} beitreten',
  accepted: 'Diese Einladung wurde angenommen. Sie können sich mit Ihrer Adresse anmelden.',
  revoked: 'Diese Einladung wurde zurückgezogen. Fragen Sie, wer Sie eingeladen hat.',
  expired: 'Diese Einladung ist abgelaufen. Bitten Sie um eine neue.',
  noInvitation: 'Dieser Link ist keine Einladung.',
}
