import type { Translated } from '../phrase.ts'
import type { MailedPhrases } from './en.ts'

export const phrases: Translated<MailedPhrases> = {
  proposes: '{who} propose un autre horaire : {when}',
  proposesAll: '{who} propose un autre horaire pour toutes les dates : {when}',
  accept: 'Accepter',
  decline: 'Refuser',
  notBelieved: 'Une réponse qui n’a pas été prise en compte, à l’invitation de {asked} : {why}.',
  wrote: 'Un e-mail est arrivé au lieu d’une réponse, à l’invitation de {asked}.',
  fromWhom: 'De : {from}',
  dismiss: 'Masquer',
  unreadable: 'son fichier de calendrier est illisible',
  noAnswer: 'elle ne dit ni oui, ni peut-être, ni non',
  otherPerson: 'elle nomme {attendee}',
  otherEvent: 'elle concerne un autre événement',
  notInvited: 'la personne n’est plus invitée',
  cancelled: 'l’événement était annulé',
  noDate: 'cette date n’existe pas',
  olderRevision: 'elle répond à une invitation antérieure',
  otherTimes: 'elle répond à un autre horaire que l’actuel',
  olderAnswer: 'une réponse plus récente est connue',
  over: 'c’était déjà terminé',
  notKept: 'l’événement ne peut rien contenir de plus',
}
