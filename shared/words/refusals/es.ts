import type { RefusalName } from '../../domain/answers/refusal.ts'
import type { outages as english } from './en.ts'

export const phrases: Record<RefusalName, string> = {
  SlotTaken: 'Alguien acaba de tomar esta hora.',
  Busy: 'Demasiadas personas reservan ahora. Inténtelo de nuevo en un momento.',
  NotOffered: 'Esta hora no se ofrece.',
  OutsideHours: 'Esta hora está fuera del horario ofrecido.',
  TooSoon: 'Falta muy poco para esta hora: ya no se puede reservar.',
  TooFar: 'No se aceptan reservas con tanta antelación.',
  LimitReached: 'No se aceptan más reservas en este periodo.',
  Full: 'No quedan plazas a esta hora.',
  TooLateToCancel: 'Es demasiado tarde para cancelar esta reserva.',
  TooLateToMove: 'Es demasiado tarde para mover esta reserva.',
  BookingOver: 'Esta reserva está cancelada o ya pasó.',
  TooManyDates: 'Esto afectaría a demasiados días a la vez.',
  RoomTaken: 'Una sala está ocupada a esa hora.',
  IdempotencyKeyReused: 'Esta clave ya se usó con otra solicitud.',
  Changed: 'Alguien lo ha cambiado mientras tanto.',
  ForeignOrigin: 'Esta solicitud vino de otro sitio.',
  CalendarNotKnownThatFar: 'El calendario del anfitrión no se conoce tan lejos.',
  NotFound: 'Aquí no hay nada.',
  MethodNotAllowed: 'Eso no es posible en esta dirección.',
  NotSignedIn: 'Inicie sesión, por favor.',
  WrongCredentials: 'El correo o la contraseña no son correctos.',
  NotAllowed: 'No puede hacer esto.',
  LinkEnded: 'Este enlace ha caducado.',
  InvitationOver: 'Esta invitación se usó, se retiró o ha caducado.',
  AlreadySetUp: 'Esta empresa ya está configurada.',
  WrongSetupCode: 'El código de instalación no es correcto.',
  TooMany: 'Ya hay tantos como puede haber.',
  AlreadyExists: 'Esto ya existe.',
  StillInUse: 'Esto aún se usa.',
  NotConfigured: 'Este proveedor no está configurado para su empresa.',
  TooManyTries: 'Demasiados intentos. Espere un poco.',
  NotJson: 'La solicitud debe ser JSON.',
  TooLarge: 'La solicitud es demasiado grande.',
}

export const outages: typeof english = {
  fault: 'Algo falló por nuestra parte. Inténtelo de nuevo.',
  outage: 'No se puede responder ahora mismo. Inténtelo de nuevo en un momento.',
  offline: 'Se cortó la conexión. No se sabe si llegó; inténtelo de nuevo.',
}
