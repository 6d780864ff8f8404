import type { Translated } from '../phrase.ts'
import type { MailedPhrases } from './en.ts'

export const phrases: Translated<MailedPhrases> = {
  proposes: '{who} schlägt eine andere Zeit vor: {when}',
  proposesAll: '{who} schlägt für alle Termine eine andere Zeit vor: {when}',
  accept: 'Annehmen',
  decline: 'Ablehnen',
  notBelieved: 'Eine Antwort, die nicht geglaubt wurde, auf die Einladung an {asked}: {why}.',
  wrote: 'Statt einer Antwort kam eine E-Mail, auf die Einladung an {asked}.',
  fromWhom: 'Von: {from}',
  dismiss: 'Ausblenden',
  unreadable: 'ihre Kalenderdatei ist nicht lesbar',
  noAnswer: 'sie sagt weder ja, vielleicht noch nein',
  otherPerson: 'sie nennt {attendee}',
  otherEvent: 'sie gehört zu einem anderen Termin',
  notInvited: 'die Person ist nicht mehr eingeladen',
  cancelled: 'der Termin war abgesagt',
  noDate: 'diesen Termin gibt es nicht',
  olderRevision: 'sie antwortet auf eine frühere Einladung',
  otherTimes: 'sie antwortet auf eine andere Zeit als die jetzige',
  olderAnswer: 'eine spätere Antwort ist bekannt',
  over: 'er war schon vorbei',
  notKept: 'der Termin kann nicht mehr aufnehmen',
}
