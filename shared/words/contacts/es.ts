import type { Translated } from '../phrase.ts'
import type { ContactPhrases } from './en.ts'

export const phrases: Translated<ContactPhrases> = {
  contacts: 'Contactos',
  search: 'Buscar por nombre o dirección',
  newContact: 'Nuevo contacto',
  editContact: 'Editar contacto',
  name: 'Nombre',
  email: 'Correo',
  phone: 'Teléfono',
  save: 'Guardar',
  nameMissing: 'Indica un nombre.',
  emailMissing: 'Indica una dirección de correo.',
  emailTaken: 'Otro contacto tiene esta dirección.',
  showMore: 'Mostrar más',
  none: 'Aún no hay contactos',
  noneHint: 'Aquí están las personas de fuera con quienes se reúne; se pueden invitar por su nombre.',
  nothingFound: 'Nadie',
  nothingFoundHint: 'Ningún contacto tiene un nombre o una dirección que empiece así.',
  remove: 'Quitar',
  removeQuestion: '¿Quitar a {name}?',
  removeHint: 'Lo previsto con esta persona sigue en el calendario.',
  keep: 'Conservar',
  removed: 'Se quitó a {name}.',
  saved: 'Se guardó a {name}.',
  notReached: 'No se pudieron cargar los contactos',
}
