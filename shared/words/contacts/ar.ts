import type { Translated } from '../phrase.ts'
import type { ContactPhrases } from './en.ts'

export const phrases: Translated<ContactPhrases> = {
  contacts: 'جهات الاتصال',
  search: 'ابحث بالاسم أو العنوان',
  newContact: 'جهة اتصال جديدة',
  editContact: 'تعديل جهة الاتصال',
  name: 'الاسم',
  email: 'البريد الإلكتروني',
  phone: 'الهاتف',
  save: 'حفظ',
  nameMissing: 'أدخل اسمًا من فضلك.',
  emailMissing: 'أدخل عنوان بريد إلكتروني من فضلك.',
  emailTaken: 'لجهة اتصال أخرى هذا العنوان.',
  showMore: 'إظهار المزيد',
  none: 'لا جهات اتصال بعد',
  noneHint: 'هنا من تلتقيهم من خارج الشركة؛ يمكن دعوتهم بأسمائهم.',
  nothingFound: 'لم يُعثر على أحد',
  nothingFoundHint: 'لا جهة اتصال باسم أو عنوان يبدأ هكذا.',
  remove: 'إزالة',
  removeQuestion: 'إزالة {name}؟',
  removeHint: 'ما خُطط معهم يبقى في التقويم.',
  keep: 'إبقاء',
  removed: 'تمت إزالة {name}.',
  saved: 'تم حفظ {name}.',
  notReached: 'تعذر تحميل جهات الاتصال',
}
