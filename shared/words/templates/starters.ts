import type { Language } from '../language.ts'

interface Starter {
  subject: string
  body: string
}

/** What a new template begins with, in each language: it is written in all of them by whoever reads one. */
export const starters: Record<'confirmation' | 'cancellation', Record<Language, Starter>> = {
  confirmation: {
    en: {
      subject: 'Confirmed: {{ appointment.title }}, {{ start.day }}',
      body: 'Hello {{ customer.name }},\n\nyour appointment is confirmed: {{ when }}.\n\n{{ message }}\n\nSee you soon\n{{ host.name }}',
    },
    de: {
      subject: 'Bestätigt: {{ appointment.title }}, {{ start.day }}',
      body: 'Guten Tag {{ customer.name }},\n\nIhr Termin ist bestätigt: {{ when }}.\n\n{{ message }}\n\nBis bald\n{{ host.name }}',
    },
    fr: {
      subject: 'Confirmé : {{ appointment.title }}, {{ start.day }}',
      body: 'Bonjour {{ customer.name }},\n\nvotre rendez-vous est confirmé : {{ when }}.\n\n{{ message }}\n\nÀ bientôt\n{{ host.name }}',
    },
    es: {
      subject: 'Confirmada: {{ appointment.title }}, {{ start.day }}',
      body: 'Hola, {{ customer.name }}:\n\nsu cita está confirmada: {{ when }}.\n\n{{ message }}\n\nHasta pronto\n{{ host.name }}',
    },
    ar: {
      subject: 'تم التأكيد: {{ appointment.title }}، {{ start.day }}',
      body: 'مرحبًا {{ customer.name }}،\n\nتم تأكيد موعدك: {{ when }}.\n\n{{ message }}\n\nإلى اللقاء\n{{ host.name }}',
    },
  },
  cancellation: {
    en: {
      subject: 'Cancelled: {{ appointment.title }}, {{ start.day }}',
      body: 'Hello {{ customer.name }},\n\nyour appointment is cancelled: {{ when }}.\n\n{{ message }}\n\nYou are welcome to book another time.',
    },
    de: {
      subject: 'Abgesagt: {{ appointment.title }}, {{ start.day }}',
      body: 'Guten Tag {{ customer.name }},\n\nIhr Termin ist abgesagt: {{ when }}.\n\n{{ message }}\n\nBuchen Sie gern einen anderen.',
    },
    fr: {
      subject: 'Annulé : {{ appointment.title }}, {{ start.day }}',
      body: 'Bonjour {{ customer.name }},\n\nvotre rendez-vous est annulé : {{ when }}.\n\n{{ message }}\n\nN’hésitez pas à en réserver un autre.',
    },
    es: {
      subject: 'Cancelada: {{ appointment.title }}, {{ start.day }}',
      body: 'Hola, {{ customer.name }}:\n\nsu cita se ha cancelado: {{ when }}.\n\n{{ message }}\n\nPuede reservar otra cuando quiera.',
    },
    ar: {
      subject: 'أُلغي: {{ appointment.title }}، {{ start.day }}',
      body: 'مرحبًا {{ customer.name }}،\n\nأُلغي موعدك: {{ when }}.\n\n{{ message }}\n\nيسرّنا أن تحجز موعدًا آخر.',
    },
  },
}
