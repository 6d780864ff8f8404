import type { Translated } from '../phrase.ts'
import type { WelcomePhrases } from './en.ts'

export const phrases: Translated<WelcomePhrases> = {
  welcome: 'Willkommen, {name}',
  welcomeHint: 'Drei Dinge, und andere können bei Ihnen buchen. Alles lässt sich später ändern.',
  yourHours: 'Ihre Zeiten',
  hoursHint: 'Nur dann können Sie gebucht werden. Zeitzone: {zone}.',
  noHours: 'Noch keine Zeiten: niemand kann Sie nach der Woche buchen.',
  changeHours: 'Zeiten ändern',
  yourCalendar: 'Ihr Kalender',
  calendarHint: 'Was darin steht, wird niemandem angeboten: Tragen Sie ein, was schon fest ist.',
  connectHint: 'Termine eines anderen Kalenders zählen, sobald er verbunden ist.',
  openCalendar: 'Kalender öffnen',
  connectCalendar: '{providers} verbinden',
  yourLink: 'Ihr erster Link',
  linkHint: '„{title}“, {length}: Wer den Link hat, wählt eine freie Zeit von Ihnen.',
  publishLink: 'Veröffentlichen und Link kopieren',
  copyLink: 'Link kopieren',
  copied: 'Der Link ist kopiert: Senden Sie ihn allen, die einen Termin möchten.',
  published: 'Es kann jetzt gebucht werden. Kopieren Sie den Link von hier.',
  changeType: 'Ändern',
  yourLinkLabel: 'Link',
}
