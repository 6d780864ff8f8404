import type { RefusalName } from '../../domain/answers/refusal.ts'
import type { outages as english } from './en.ts'

export const phrases: Record<RefusalName, string> = {
  SlotTaken: 'Diese Zeit wurde gerade an jemand anderen vergeben.',
  Busy: 'Gerade buchen zu viele gleichzeitig. Bitte versuchen Sie es in einem Moment noch einmal.',
  NotOffered: 'Diese Zeit wird nicht angeboten.',
  OutsideHours: 'Diese Zeit liegt außerhalb der angebotenen Zeiten.',
  TooSoon: 'Diese Zeit ist zu bald, um gebucht zu werden.',
  TooFar: 'So weit im Voraus werden keine Buchungen angenommen.',
  LimitReached: 'Für diesen Zeitraum werden keine Buchungen mehr angenommen.',
  Full: 'Zu dieser Zeit ist kein Platz mehr frei.',
  TooLateToCancel: 'Zum Absagen ist es zu spät.',
  TooLateToMove: 'Zum Verschieben ist es zu spät.',
  BookingOver: 'Diese Buchung ist abgesagt oder vorbei.',
  TooManyDates: 'Das beträfe zu viele Tage auf einmal.',
  RoomTaken: 'Ein Raum ist zu dieser Zeit belegt.',
  IdempotencyKeyReused: 'Dieser Schlüssel gehört schon zu einer anderen Anfrage.',
  Changed: 'Das wurde inzwischen von jemand anderem geändert.',
  ForeignOrigin: 'Diese Anfrage kam von einer anderen Seite.',
  CalendarNotKnownThatFar: 'Der Kalender des Gastgebers ist so weit voraus nicht bekannt.',
  NotFound: 'Hier ist nichts.',
  MethodNotAllowed: 'Das geht an dieser Adresse nicht.',
  NotSignedIn: 'Bitte melden Sie sich an.',
  WrongCredentials: 'E-Mail-Adresse oder Passwort ist falsch.',
  NotAllowed: 'Das dürfen Sie nicht.',
  LinkEnded: 'Dieser Link ist abgelaufen.',
  InvitationOver: 'Diese Einladung ist benutzt, zurückgezogen oder abgelaufen.',
  AlreadySetUp: 'Diese Firma ist schon eingerichtet.',
  WrongSetupCode: 'Der Einrichtungscode ist falsch.',
  TooMany: 'Davon gibt es schon so viele, wie es geben darf.',
  AlreadyExists: 'Das gibt es schon.',
  StillInUse: 'Das wird noch benutzt.',
  LastOwner: 'Ein Unternehmen braucht einen Inhaber: Machen Sie zuerst jemand anderen dazu.',
  StillHosting: 'Diese Person betreut noch Termine.',
  NotConfigured: 'Dieser Anbieter ist für Ihre Firma nicht eingerichtet.',
  TooManyTries: 'Zu viele Versuche. Bitte warten Sie ein wenig.',
  NotJson: 'Die Anfrage muss JSON sein.',
  TooLarge: 'Die Anfrage ist zu groß.',
}

export const outages: typeof english = {
  fault: 'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.',
  outage: 'Das lässt sich gerade nicht beantworten. Bitte versuchen Sie es in einem Moment noch einmal.',
  offline:
    'Die Verbindung ist abgebrochen. Ob es angekommen ist, ist nicht bekannt; bitte versuchen Sie es noch einmal.',
  unreached: 'Im Moment besteht keine Verbindung.',
  unsent: 'Es besteht keine Verbindung: Nichts wurde gesendet. Bitte versuchen Sie es wieder, wenn sie zurück ist.',
}
