import type { Translated } from '../phrase.ts'
import type { MailedPhrases } from './en.ts'

export const phrases: Translated<MailedPhrases> = {
  proposes: '{who} propone otra hora: {when}',
  proposesAll: '{who} propone otra hora para todas las fechas: {when}',
  accept: 'Aceptar',
  decline: 'Rechazar',
  notBelieved: 'Una respuesta que no se creyó, a la invitación de {asked}: {why}.',
  wrote: 'Llegó un correo en lugar de una respuesta, a la invitación de {asked}.',
  fromWhom: 'De: {from}',
  dismiss: 'Descartar',
  unreadable: 'su archivo de calendario no se puede leer',
  noAnswer: 'no dice ni sí, ni quizá, ni no',
  otherPerson: 'nombra a {attendee}',
  otherEvent: 'trata de otro evento',
  notInvited: 'la persona ya no está invitada',
  cancelled: 'el evento estaba cancelado',
  noDate: 'no existe esa fecha',
  olderRevision: 'responde a una invitación anterior',
  otherTimes: 'responde a otra hora que la actual',
  olderAnswer: 'se conoce una respuesta posterior',
  over: 'ya había terminado',
  notKept: 'el evento no admite nada más',
}
