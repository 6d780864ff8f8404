import type { Translated } from '../phrase.ts'
import type { WelcomePhrases } from './en.ts'

export const phrases: Translated<WelcomePhrases> = {
  welcome: 'Te damos la bienvenida, {name}',
  welcomeHint: 'Tres cosas y podrán reservar contigo. Todo se puede cambiar después.',
  yourHours: 'Tu horario',
  hoursHint: 'Solo se puede reservar en estas horas. Zona horaria: {zone}.',
  noHours: 'Aún sin horario: nadie puede reservar por semanas.',
  changeHours: 'Cambiar el horario',
  yourCalendar: 'Tu calendario',
  calendarHint: 'Lo que hay en él no se ofrece a nadie: anota lo que ya está fijado.',
  connectHint: 'Las citas de otro calendario cuentan en cuanto se conecta.',
  openCalendar: 'Abrir el calendario',
  connectCalendar: 'Conectar {providers}',
  yourLink: 'Tu primer enlace',
  linkHint: '«{title}», {length}: quien tiene el enlace elige una hora libre tuya.',
  publishLink: 'Publicar y copiar el enlace',
  copyLink: 'Copiar enlace',
  copied: 'El enlace está copiado: envíalo a quien quiera una cita.',
  published: 'Ya se puede reservar. Copia el enlace desde aquí.',
  changeType: 'Cambiarla',
  yourLinkLabel: 'Enlace',
}
