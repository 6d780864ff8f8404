/** What people write for a place that is none, in the five languages, and the services by their names. */
const CALLS = new RegExp(
  `^(?:${[
    '(?:video|online|phone|web|telefon|video[ -]?)?[ -]?(?:call|chat|meeting|konferenz|conference|anruf|telefonat)',
    'video',
    'online',
    'remote',
    'phone',
    'telefon',
    'visio(?:conférence)?',
    '(?:appel )?(?:vidéo|téléphonique)',
    'en ligne',
    'télétravail',
    'à distance',
    '(?:video)?llamada',
    'videoconferencia',
    'en línea',
    'a distancia',
    'teléfono',
    'téléphone',
    'مكالمة فيديو',
    'مكالمة',
    'عبر الإنترنت',
    'هاتف',
  ].join('|')})$`,
)
const SERVICES =
  /^(?:(?:google|ms|microsoft) )?(?:zoom|meet|hangouts?|teams|skype|webex|whereby|jitsi(?: meet)?|facetime|whatsapp|slack|discord)(?:[ -](?:call|meeting|besprechung|anruf))?$/
const ADDRESS =
  /[a-z][a-z0-9+.-]*:\/\/|\bwww\.|^(?:tel|mailto|sip|facetime|skype|zoommtg|msteams):|^[^\s@]+@[^\s@]+$|^[^\s/]+\.[a-z]{2,}(?:\/\S*)?$/
const PHONE = /^\+?[\d\s()/.-]{6,}$/

/** Whether a place is one that a map may know: no web address, no call, no number to dial. */
export function isOnMap(location: string): boolean {
  const written = location.trim().toLowerCase()
  return written !== '' && ![CALLS, SERVICES, ADDRESS, PHONE].some((pattern) => pattern.test(written))
}
