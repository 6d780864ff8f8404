import type { RefusalName } from '../../domain/answers/refusal.ts'
import type { outages as english } from './en.ts'

export const phrases: Record<RefusalName, string> = {
  SlotTaken: 'حجز شخص آخر هذا الوقت للتو.',
  Busy: 'يحجز كثيرون في هذه اللحظة. حاول مجددًا بعد قليل.',
  NotOffered: 'هذا الوقت غير معروض.',
  OutsideHours: 'هذا الوقت خارج الساعات المعروضة.',
  TooSoon: 'هذا الوقت أقرب من أن يُحجز.',
  TooFar: 'لا تُقبل الحجوزات قبل هذا القدر من الوقت.',
  LimitReached: 'لا تُقبل حجوزات أخرى في هذه الفترة.',
  Full: 'لا مقاعد متبقية في هذا الوقت.',
  TooLateToCancel: 'فات وقت إلغاء هذا الحجز.',
  TooLateToMove: 'فات وقت نقل هذا الحجز.',
  BookingOver: 'هذا الحجز ملغى أو انتهى.',
  TooManyDates: 'سيمس هذا أيامًا كثيرة دفعة واحدة.',
  RoomTaken: 'إحدى القاعات محجوزة في ذلك الوقت.',
  IdempotencyKeyReused: 'استُخدم هذا المفتاح لطلب آخر.',
  Changed: 'غيّر شخص آخر هذا في هذه الأثناء.',
  ForeignOrigin: 'جاء هذا الطلب من موقع آخر.',
  CalendarNotKnownThatFar: 'تقويم المضيف غير معروف إلى ذلك الحد.',
  NotFound: 'لا شيء هنا.',
  MethodNotAllowed: 'هذا غير ممكن في هذا العنوان.',
  NotSignedIn: 'يرجى تسجيل الدخول.',
  WrongCredentials: 'البريد الإلكتروني أو كلمة المرور غير صحيحة.',
  NotAllowed: 'لا يحق لك فعل هذا.',
  LinkEnded: 'انتهت صلاحية هذا الرابط.',
  InvitationOver: 'استُخدمت هذه الدعوة أو سُحبت أو انتهت.',
  AlreadySetUp: 'هذه الشركة مُعدّة من قبل.',
  WrongSetupCode: 'رمز الإعداد غير صحيح.',
  TooMany: 'يوجد منها بالفعل أقصى عدد ممكن.',
  AlreadyExists: 'هذا موجود من قبل.',
  StillInUse: 'هذا ما زال مستخدمًا.',
  NotConfigured: 'هذا المزوّد غير مُعدّ لشركتك.',
  TooManyTries: 'محاولات كثيرة. انتظر قليلًا.',
  NotJson: 'يجب أن يكون الطلب بصيغة JSON.',
  TooLarge: 'الطلب كبير جدًا.',
}

export const outages: typeof english = {
  fault: 'حدث خطأ من جانبنا. حاول مجددًا.',
  outage: 'لا يمكن الرد الآن. حاول مجددًا بعد قليل.',
  offline: 'انقطع الاتصال. لا نعلم إن كان الطلب قد وصل؛ حاول مجددًا.',
}
