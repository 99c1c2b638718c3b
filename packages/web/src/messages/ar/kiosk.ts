/**
 * The kiosk, in Arabic.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const KIOSK_AR: Messages['kiosk'] = {
  attract: 'أظهر شهادتك الصحية',
  attractHint: 'ضع الرمز أمام الكاميرا.',
  opening: 'لحظة من فضلك…',
  parts: 'أظهر الرموز الأخرى لهذه البطاقة',
  another: 'تلزم شهادة إضافية واحدة',
  anotherHint: 'ضع رمزها أمام الكاميرا.',
  one: 'أظهر رمزًا واحدًا كل مرة.',
  unfit: 'هذا الرمز لا يخص البطاقة نفسها.',
  repeated: 'قُرئ هذا الرمز من قبل.',
  checking: 'جارٍ التحقق…',
  document: 'أظهر الآن جواز سفرك أو بطاقة هويتك',
  documentHint: 'ضع الوثيقة على القارئ، أو اكتب الأسطر الموجودة في أسفلها وفيها العلامة <.',
  line: 'السطر {number}',
  compare: 'مقارنة',
  unreadable: 'تعذرت قراءة الأسطر. تحقق من كل حرف.',
  nothingKept: 'لا تُحفظ هذه البيانات.',
  cancel: 'إلغاء',
  accepted: 'تفضل بالمرور',
  acceptedHint: 'شهادتك تستوفي قواعد الدخول.',
  genuine: 'شهادتك أصلية',
  genuineHint: 'لم يُتحقق من أي قاعدة دخول.',
  moreNeeded: 'تلزم شهادة إضافية واحدة',
  refused: 'يُرجى مراجعة أحد الموظفين',
  refusedHint: 'قواعد الدخول غير مستوفاة، أو الوثيقة لشخص آخر.',
  notGenuine: 'يُرجى مراجعة أحد الموظفين',
  notGenuineHint: 'لا يمكن قبول هذه الشهادة.',
  undecided: 'يُرجى مراجعة أحد الموظفين',
  undecidedHint: 'لا يمكن إعطاء جواب هنا.',
  notACertificate: 'هذه ليست شهادة صحية',
  notACertificateHint: 'أظهر رمز شهادتك الصحية.',
  specimen: 'شهادة تجريبية',
  specimenHint: 'لا تخص أي شخص.',
  staff: 'سيساعدك أحد الموظفين',
  staffHint: 'انتظر هنا أو توجه إلى مكتب الخدمة.',
  again: 'البدء من جديد',
  fault: 'الكاميرا غير متاحة. استخدم القارئ، أو اسأل أحد الموظفين.',
}
