import type { Translated } from '../phrase.ts'
import type { WelcomePhrases } from './en.ts'

export const phrases: Translated<WelcomePhrases> = {
  welcome: 'Bienvenue, {name}',
  welcomeHint: 'Trois choses, et l’on peut réserver auprès de vous. Tout se change plus tard.',
  yourHours: 'Vos horaires',
  hoursHint: 'On ne peut réserver que dans ces heures. Fuseau horaire : {zone}.',
  noHours: 'Pas encore d’horaires : personne ne peut réserver à la semaine.',
  changeHours: 'Changer les horaires',
  yourCalendar: 'Votre calendrier',
  calendarHint: 'Ce qui s’y trouve n’est proposé à personne : inscrivez ce qui est déjà pris.',
  connectHint: 'Les rendez-vous d’un autre calendrier comptent dès qu’il est connecté.',
  openCalendar: 'Ouvrir le calendrier',
  connectCalendar: 'Connecter {providers}',
  yourLink: 'Votre premier lien',
  linkHint: '« {title} », {length} : qui a le lien choisit un de vos moments libres.',
  publishLink: 'Publier et copier le lien',
  copyLink: 'Copier le lien',
  copied: 'Le lien est copié : envoyez-le à qui veut un rendez-vous.',
  published: 'On peut réserver maintenant. Copiez le lien ici.',
  changeType: 'Modifier',
  yourLinkLabel: 'Lien',
}
