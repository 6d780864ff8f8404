import type { Translated } from '../phrase.ts'
import type { MailedPhrases } from './en.ts'

export const phrases: Translated<MailedPhrases> = {
  proposes: 'يقترح {who} وقتًا آخر: {when}',
  proposesAll: 'يقترح {who} وقتًا آخر لكل المواعيد: {when}',
  accept: 'قبول',
  decline: 'رفض',
  notBelieved: 'رد لم يُعتمد، على دعوة {asked}: {why}.',
  wrote: 'وصلت رسالة بدلًا من رد، على دعوة {asked}.',
  fromWhom: 'من: {from}',
  dismiss: 'إخفاء',
  unreadable: 'لا يمكن قراءة ملف التقويم فيه',
  noAnswer: 'لا يقول نعم ولا ربما ولا لا',
  otherPerson: 'يذكر {attendee}',
  otherEvent: 'يخص حدثًا آخر',
  notInvited: 'لم يعد الشخص مدعوًا',
  cancelled: 'كان الحدث قد أُلغي',
  noDate: 'لا يوجد هذا الموعد',
  olderRevision: 'يجيب عن دعوة أقدم',
  otherTimes: 'يجيب عن وقت غير الوقت الحالي',
  olderAnswer: 'يوجد رد أحدث منه',
  over: 'كان الموعد قد انتهى',
  notKept: 'لا يتسع الحدث للمزيد',
}
