/** The booking page's words in five languages; English where a language is not here. */
const en = {
  minutes: '{n} minutes',
  with: 'with {who}',
  chooseDay: 'Choose a day',
  earliest: 'Earliest: {when}',
  noTimesAtAll: 'There are no free times in the coming weeks.',
  timesOn: 'Times on {day}',
  noTimes: 'No free times on {day}: {why}.',
  nextFree: 'Next free: {when}',
  full: 'fully booked',
  outsideHours: 'closed',
  override: 'closed that day',
  past: 'already over',
  notice: 'too soon',
  horizon: 'not open for booking yet',
  limit: 'the limit is reached',
  capacity: 'no seats left',
  calendarNotKnownThatFar: 'not known that far ahead',
  timeZone: 'Time zone',
  yourDetails: 'Your details',
  name: 'Name',
  email: 'E-mail',
  guests: 'Guests (e-mail addresses, separated by commas)',
  optional: 'optional',
  book: 'Book this time',
  booking: 'Booking…',
  back: 'Choose another time',
  taken: 'Somebody else has just taken this time. What you typed is kept; these are the nearest free times:',
  confirmed: 'Your appointment is booked',
  confirmedMail: 'A confirmation is on its way to {email}.',
  cancelled: 'This appointment is cancelled',
  yourTime: 'Your time',
  hostTime: 'Time of {who}',
  addToCalendar: 'Add to calendar',
  download: 'Calendar file (.ics)',
  move: 'Move',
  cancel: 'Cancel appointment',
  cancelSure: 'Cancel this appointment? The time becomes free for others.',
  keep: 'Keep it',
  moveTo: 'Move to {when}',
  moving: 'Moving…',
  moved: 'The appointment was moved.',
  bookAgain: 'Book another time',
  notFound: 'This page does not exist, or its link has ended.',
  failed: 'Something went wrong. Nothing was booked.',
  retry: 'Try again',
  required: 'Please fill this in.',
  badEmail: 'Please give an address such as ann@example.com.',
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  free: '{n} times free',
  none: 'no free times',
  manageHint: 'You can move or cancel it any time with the link in your mail.',
}

type Words = typeof en

const de: Words = {
  minutes: '{n} Minuten', with: 'mit {who}', chooseDay: 'Tag wählen', earliest: 'Frühestens: {when}',
  noTimesAtAll: 'In den nächsten Wochen ist nichts frei.', timesOn: 'Zeiten am {day}', noTimes: 'Am {day} ist nichts frei: {why}.',
  nextFree: 'Nächster freier Termin: {when}', full: 'ausgebucht', outsideHours: 'geschlossen', override: 'an diesem Tag geschlossen',
  past: 'schon vorbei', notice: 'zu kurzfristig', horizon: 'noch nicht buchbar', limit: 'das Limit ist erreicht', capacity: 'keine Plätze mehr',
  calendarNotKnownThatFar: 'so weit voraus nicht bekannt', timeZone: 'Zeitzone', yourDetails: 'Ihre Angaben', name: 'Name', email: 'E-Mail',
  guests: 'Gäste (E-Mail-Adressen, mit Komma getrennt)', optional: 'freiwillig', book: 'Diesen Termin buchen', booking: 'Wird gebucht …',
  back: 'Andere Zeit wählen', taken: 'Diese Zeit wurde gerade vergeben. Ihre Angaben bleiben erhalten; das sind die nächsten freien Zeiten:',
  confirmed: 'Ihr Termin ist gebucht', confirmedMail: 'Eine Bestätigung ist unterwegs an {email}.', cancelled: 'Dieser Termin ist abgesagt',
  yourTime: 'Ihre Zeit', hostTime: 'Zeit von {who}', addToCalendar: 'In den Kalender', download: 'Kalenderdatei (.ics)', move: 'Verschieben',
  cancel: 'Termin absagen', cancelSure: 'Diesen Termin absagen? Die Zeit wird für andere frei.', keep: 'Behalten', moveTo: 'Verschieben auf {when}',
  moving: 'Wird verschoben …', moved: 'Der Termin wurde verschoben.', bookAgain: 'Neuen Termin buchen', notFound: 'Diese Seite gibt es nicht, oder ihr Link ist abgelaufen.',
  failed: 'Etwas ist schiefgegangen. Es wurde nichts gebucht.', retry: 'Noch einmal', required: 'Bitte ausfüllen.', badEmail: 'Bitte eine Adresse wie ann@example.com angeben.',
  previousMonth: 'Voriger Monat', nextMonth: 'Nächster Monat', free: '{n} Zeiten frei', none: 'nichts frei', manageHint: 'Mit dem Link in der Mail können Sie ihn jederzeit verschieben oder absagen.',
}

const fr: Words = {
  minutes: '{n} minutes', with: 'avec {who}', chooseDay: 'Choisissez un jour', earliest: 'Au plus tôt : {when}',
  noTimesAtAll: "Aucun horaire libre dans les semaines à venir.", timesOn: 'Horaires du {day}', noTimes: 'Rien de libre le {day} : {why}.',
  nextFree: 'Prochain horaire : {when}', full: 'complet', outsideHours: 'fermé', override: 'fermé ce jour-là', past: 'déjà passé', notice: 'trop tôt',
  horizon: 'pas encore ouvert', limit: 'limite atteinte', capacity: 'plus de places', calendarNotKnownThatFar: 'pas encore connu', timeZone: 'Fuseau horaire',
  yourDetails: 'Vos coordonnées', name: 'Nom', email: 'E-mail', guests: 'Invités (adresses séparées par des virgules)', optional: 'facultatif',
  book: 'Réserver cet horaire', booking: 'Réservation…', back: 'Choisir un autre horaire', taken: "Quelqu'un vient de prendre cet horaire. Votre saisie est conservée ; voici les plus proches :",
  confirmed: 'Votre rendez-vous est réservé', confirmedMail: 'Une confirmation est envoyée à {email}.', cancelled: 'Ce rendez-vous est annulé', yourTime: 'Votre heure',
  hostTime: 'Heure de {who}', addToCalendar: "Ajouter à l'agenda", download: 'Fichier agenda (.ics)', move: 'Déplacer', cancel: 'Annuler le rendez-vous',
  cancelSure: 'Annuler ce rendez-vous ? Le créneau redevient libre.', keep: 'Le garder', moveTo: 'Déplacer au {when}', moving: 'Déplacement…', moved: 'Le rendez-vous a été déplacé.',
  bookAgain: 'Réserver un autre horaire', notFound: "Cette page n'existe pas, ou son lien a expiré.", failed: "Une erreur s'est produite. Rien n'a été réservé.", retry: 'Réessayer',
  required: 'Veuillez remplir ce champ.', badEmail: 'Indiquez une adresse comme ann@example.com.', previousMonth: 'Mois précédent', nextMonth: 'Mois suivant', free: '{n} horaires libres',
  none: 'rien de libre', manageHint: 'Le lien reçu par mail permet de le déplacer ou de l’annuler.',
}

const es: Words = {
  minutes: '{n} minutos', with: 'con {who}', chooseDay: 'Elija un día', earliest: 'Lo antes posible: {when}', noTimesAtAll: 'No hay horas libres en las próximas semanas.',
  timesOn: 'Horas del {day}', noTimes: 'Nada libre el {day}: {why}.', nextFree: 'Próxima hora libre: {when}', full: 'completo', outsideHours: 'cerrado', override: 'cerrado ese día',
  past: 'ya pasó', notice: 'demasiado pronto', horizon: 'aún no disponible', limit: 'límite alcanzado', capacity: 'sin plazas', calendarNotKnownThatFar: 'aún no se conoce',
  timeZone: 'Zona horaria', yourDetails: 'Sus datos', name: 'Nombre', email: 'Correo electrónico', guests: 'Invitados (correos separados por comas)', optional: 'opcional',
  book: 'Reservar esta hora', booking: 'Reservando…', back: 'Elegir otra hora', taken: 'Alguien acaba de tomar esta hora. Lo escrito se conserva; estas son las más próximas:',
  confirmed: 'Su cita está reservada', confirmedMail: 'Enviamos una confirmación a {email}.', cancelled: 'Esta cita está cancelada', yourTime: 'Su hora', hostTime: 'Hora de {who}',
  addToCalendar: 'Añadir al calendario', download: 'Archivo de calendario (.ics)', move: 'Mover', cancel: 'Cancelar la cita', cancelSure: '¿Cancelar esta cita? La hora queda libre para otros.',
  keep: 'Conservarla', moveTo: 'Mover al {when}', moving: 'Moviendo…', moved: 'La cita se movió.', bookAgain: 'Reservar otra hora', notFound: 'Esta página no existe o su enlace ha caducado.',
  failed: 'Algo salió mal. No se reservó nada.', retry: 'Reintentar', required: 'Complete este campo.', badEmail: 'Indique una dirección como ann@example.com.', previousMonth: 'Mes anterior',
  nextMonth: 'Mes siguiente', free: '{n} horas libres', none: 'nada libre', manageHint: 'Con el enlace del correo puede moverla o cancelarla cuando quiera.',
}

const ar: Words = {
  minutes: '{n} دقيقة', with: 'مع {who}', chooseDay: 'اختر يومًا', earliest: 'أقرب موعد: {when}', noTimesAtAll: 'لا توجد مواعيد متاحة في الأسابيع القادمة.', timesOn: 'مواعيد {day}',
  noTimes: 'لا مواعيد متاحة في {day}: {why}.', nextFree: 'الموعد المتاح التالي: {when}', full: 'محجوز بالكامل', outsideHours: 'مغلق', override: 'مغلق في هذا اليوم', past: 'انقضى', notice: 'قريب جدًا',
  horizon: 'لم يُفتح للحجز بعد', limit: 'تم بلوغ الحد', capacity: 'لا مقاعد متبقية', calendarNotKnownThatFar: 'غير معروف بعد', timeZone: 'المنطقة الزمنية', yourDetails: 'بياناتك', name: 'الاسم',
  email: 'البريد الإلكتروني', guests: 'الضيوف (عناوين بريد مفصولة بفواصل)', optional: 'اختياري', book: 'احجز هذا الموعد', booking: 'جارٍ الحجز…', back: 'اختر وقتًا آخر',
  taken: 'حجز شخص آخر هذا الوقت للتو. ما كتبته محفوظ؛ هذه أقرب الأوقات المتاحة:', confirmed: 'تم حجز موعدك', confirmedMail: 'أُرسل تأكيد إلى {email}.', cancelled: 'أُلغي هذا الموعد',
  yourTime: 'وقتك', hostTime: 'وقت {who}', addToCalendar: 'أضف إلى التقويم', download: 'ملف تقويم (.ics)', move: 'نقل', cancel: 'إلغاء الموعد', cancelSure: 'هل تلغي هذا الموعد؟ سيصبح الوقت متاحًا لغيرك.',
  keep: 'إبقاؤه', moveTo: 'نقل إلى {when}', moving: 'جارٍ النقل…', moved: 'تم نقل الموعد.', bookAgain: 'احجز وقتًا آخر', notFound: 'هذه الصفحة غير موجودة أو انتهت صلاحية رابطها.',
  failed: 'حدث خطأ. لم يُحجز شيء.', retry: 'أعد المحاولة', required: 'يرجى ملء هذا الحقل.', badEmail: 'اكتب عنوانًا مثل ann@example.com.', previousMonth: 'الشهر السابق', nextMonth: 'الشهر التالي',
  free: '{n} أوقات متاحة', none: 'لا شيء متاح', manageHint: 'يمكنك نقله أو إلغاؤه في أي وقت عبر الرابط في بريدك.',
}

const catalogue: Record<string, Words> = { en, de, fr, es, ar }

/** The visitor's language as far as the catalogue has it, and the locale that words dates and numbers in it. */
export function languageOf(preferred: readonly string[]): { language: string; locale: string } {
  for (const locale of preferred) {
    const language = locale.split('-')[0]!.toLowerCase()
    if (catalogue[language]) return { language, locale }
  }
  return { language: 'en', locale: 'en-GB' }
}

/** A phrase with its blanks filled in. */
export function phrase(language: string, name: keyof Words, blanks: Record<string, string | number> = {}): string {
  const words = catalogue[language] ?? en
  return words[name].replaceAll(/\{(\w+)\}/g, (_, blank: string) => String(blanks[blank] ?? ''))
}

export type PhraseName = keyof Words
