/**
 * The kiosk, in Arabic.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const KIOSK_AR: Messages['kiosk'] = {
  attract: 'أظهر شهادتك الصحية',
  attractHint: 'ضع الرمز أمام الكاميرا.',
  opening: 'لحظة من فضلك …',
  parts: 'أظهر الرموز الأخرى لهذه البطاقة',
  another: 'يلزم شهادة أخرى',
  anotherHint: 'ضع رمزها أمام الكاميرا.',
  one: 'أظهر رمزًا واحدًا في كل مرة.',
  unfit: 'هذا الرمز لا يتبع الرمز السابق.',
  repeated: 'قُرئ هذا الرمز من قبل.',
  checking: 'جارٍ التحقق …',
  document: 'الآن جواز سفرك أو بطاقة هويتك',
  documentHint: 'ضعه على القارئ، أو اكتب الأسطر في أسفله التي فيها علامات <.',
  line: 'السطر {number}',
  compare: 'قارن',
  unreadable: 'تعذرت قراءة الأسطر. تحقق من كل حرف.',
  nothingKept: 'لا يُحفظ منه شيء.',
  cancel: 'إلغاء',
  accepted: 'تفضل بالمرور',
  acceptedHint: 'شهادتك تستوفي شروط الدخول.',
  genuine: 'شهادتك أصلية',
  genuineHint: 'لم يُفحص أي شرط من شروط الدخول.',
  moreNeeded: 'يلزم شهادة أخرى',
  refused: 'راجع أحد الموظفين',
  refusedHint: 'شروط الدخول غير مستوفاة، أو أن الوثيقة لشخص آخر.',
  notGenuine: 'راجع أحد الموظفين',
  notGenuineHint: 'لا يمكن قبول هذه الشهادة.',
  undecided: 'راجع أحد الموظفين',
  undecidedHint: 'لا يوجد جواب هنا.',
  notACertificate: 'هذه ليست شهادة صحية',
  notACertificateHint: 'أظهر رمز شهادتك الصحية.',
  specimen: 'شهادة اختبار',
  specimenHint: 'لا تخص أحدًا.',
  staff: 'سيساعدك أحد الموظفين',
  staffHint: 'انتظر هنا أو توجه إلى مكتب الخدمة.',
  again: 'ابدأ من جديد',
  fault: 'الكاميرا غير متاحة. استخدم القارئ أو اسأل أحد الموظفين.',
}
