import type { RefusalName } from '../../domain/answers/refusal.ts'
import type { outages as english } from './en.ts'

export const phrases: Record<RefusalName, string> = {
  SlotTaken: 'Quelqu’un vient de prendre cet horaire.',
  Busy: 'Trop de personnes réservent en ce moment. Réessayez dans un instant.',
  NotOffered: 'Cet horaire n’est pas proposé.',
  OutsideHours: 'Cet horaire est hors des heures proposées.',
  TooSoon: 'Cet horaire est trop proche pour être réservé.',
  TooFar: 'Les réservations ne sont pas prises aussi loin à l’avance.',
  LimitReached: 'Plus aucune réservation n’est prise pour cette période.',
  Full: 'Il ne reste aucune place à cet horaire.',
  TooLateToCancel: 'Il est trop tard pour annuler cette réservation.',
  TooLateToMove: 'Il est trop tard pour déplacer cette réservation.',
  BookingOver: 'Cette réservation est annulée ou passée.',
  TooManyDates: 'Cela toucherait trop de jours à la fois.',
  RoomTaken: 'Une salle est prise à ce moment-là.',
  IdempotencyKeyReused: 'Cette clé a déjà servi pour une autre demande.',
  Changed: 'Quelqu’un a modifié ceci entre-temps.',
  ForeignOrigin: 'Cette demande vient d’un autre site.',
  CalendarNotKnownThatFar: 'L’agenda de l’hôte n’est pas connu aussi loin.',
  NotFound: 'Il n’y a rien ici.',
  MethodNotAllowed: 'Cela n’est pas possible à cette adresse.',
  NotSignedIn: 'Veuillez vous connecter.',
  WrongCredentials: 'Adresse e-mail ou mot de passe incorrect.',
  NotAllowed: 'Vous n’avez pas ce droit.',
  LinkEnded: 'Ce lien a expiré.',
  InvitationOver: 'Cette invitation a été utilisée, retirée ou a expiré.',
  AlreadySetUp: 'Cette entreprise est déjà configurée.',
  WrongSetupCode: 'Le code d’installation est incorrect.',
  TooMany: 'Il y en a déjà autant qu’il peut y en avoir.',
  AlreadyExists: 'Cela existe déjà.',
  StillInUse: 'C’est encore utilisé.',
  NotConfigured: 'Ce fournisseur n’est pas configuré pour votre entreprise.',
  TooManyTries: 'Trop d’essais. Patientez un peu.',
  NotJson: 'La demande doit être en JSON.',
  TooLarge: 'La demande est trop grande.',
}

export const outages: typeof english = {
  fault: 'Une erreur s’est produite de notre côté. Veuillez réessayer.',
  outage: 'Impossible de répondre pour l’instant. Réessayez dans un instant.',
  offline: 'La connexion a été coupée. On ne sait pas si c’est arrivé\u00a0; veuillez réessayer.',
}
