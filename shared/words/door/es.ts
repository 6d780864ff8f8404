import type { Translated } from '../phrase.ts'
import type { DoorPhrases } from './en.ts'

export const phrases: Translated<DoorPhrases> = {
  product: 'Almanac',
  email: 'Correo electrónico',
  password: 'Contraseña',
  signIn: 'Iniciar sesión',
  signingIn: 'Iniciando sesión…',
  bothNeeded: 'Indique su correo electrónico y su contraseña.',
  setUpTitle: 'Configurar Almanac',
  setUpIntro: 'Su empresa y usted como propietario. A los demás se les invita después.',
  setUpCode: 'Código de configuración',
  company: 'Empresa',
  companyAddress: 'Dirección de la empresa',
  companyAddressHint: 'Una palabra en los enlaces a sus páginas de reserva.',
  yourName: 'Su nombre',
  yourEmail: 'Su correo electrónico',
  newPassword: 'Contraseña (al menos 10 caracteres)',
  setUp: 'Configurar la empresa',
  marked: 'Revise los campos marcados.',
  invites: '{who} le invita como {email}.',
  join: 'Unirse a {company}',
  accepted: 'Esta invitación ya se aceptó. Puede iniciar sesión con su dirección.',
  revoked: 'Esta invitación se retiró. Pregunte a quien le invitó.',
  expired: 'Esta invitación ha caducado. Pida una nueva.',
  noInvitation: 'Este enlace no es una invitación.',
}
