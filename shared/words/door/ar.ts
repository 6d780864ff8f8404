import type { Translated } from '../phrase.ts'
import type { DoorPhrases } from './en.ts'

export const phrases: Translated<DoorPhrases> = {
  product: 'Almanac',
  email: 'البريد الإلكتروني',
  password: 'كلمة المرور',
  signIn: 'تسجيل الدخول',
  signingIn: 'جارٍ تسجيل الدخول…',
  bothNeeded: 'يرجى كتابة البريد الإلكتروني وكلمة المرور.',
  setUpTitle: 'إعداد Almanac',
  setUpIntro: 'شركتك وأنت مالكها. يُدعى الآخرون لاحقًا.',
  setUpCode: 'رمز الإعداد',
  company: 'الشركة',
  companyAddress: 'عنوان الشركة',
  companyAddressHint: 'كلمة في روابط صفحات الحجز.',
  yourName: 'اسمك',
  yourEmail: 'بريدك الإلكتروني',
  newPassword: 'كلمة المرور (١٠ أحرف على الأقل)',
  setUp: 'إعداد الشركة',
  marked: 'يرجى مراجعة الحقول المعلَّمة.',
  invites: 'يدعوك {who} بالعنوان {email}.',
  join: 'الانضمام إلى {company}',
  accepted: 'قُبلت هذه الدعوة. يمكنك تسجيل الدخول بعنوانك.',
  revoked: 'سُحبت هذه الدعوة. اسأل من دعاك.',
  expired: 'انتهت صلاحية هذه الدعوة. اطلب دعوة جديدة.',
  noInvitation: 'هذا الرابط ليس دعوة.',
}
