import type { Translated } from '../phrase.ts'
import type { WelcomePhrases } from './en.ts'

export const phrases: Translated<WelcomePhrases> = {
  welcome: 'أهلًا بك يا {name}',
  welcomeHint: 'ثلاثة أمور ويصبح الحجز لديك ممكنًا. يمكن تغيير كل شيء لاحقًا.',
  yourHours: 'أوقات عملك',
  hoursHint: 'لا يمكن الحجز لديك إلا فيها. المنطقة الزمنية: {zone}.',
  noHours: 'لا أوقات بعد: لا يمكن لأحد الحجز بحسب الأسبوع.',
  changeHours: 'تغيير الأوقات',
  yourCalendar: 'تقويمك',
  calendarHint: 'ما يوجد فيه لا يُعرض على أحد: أضف ما هو ثابت من الآن.',
  connectHint: 'مواعيد تقويم آخر تُحتسب فور ربطه.',
  openCalendar: 'فتح التقويم',
  connectCalendar: 'ربط {providers}',
  yourLink: 'رابطك الأول',
  linkHint: '«{title}»، {length}: من لديه الرابط يختار وقتًا متاحًا لديك.',
  publishLink: 'نشر ونسخ الرابط',
  copyLink: 'نسخ الرابط',
  copied: 'نُسخ الرابط: أرسله إلى من يريد موعدًا معك.',
  published: 'أصبح الحجز ممكنًا الآن. انسخ الرابط من هنا.',
  changeType: 'تعديله',
  yourLinkLabel: 'الرابط',
}
