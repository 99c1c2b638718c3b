/**
 * Printed certificates in Arabic.
 *
 * @module
 */

import { POLICY_WORDS } from '../policy/ar/words.ts'
import type { PrintMessages } from './messages.ts'

const MONTHS = [
  'يناير',
  'فبراير',
  'مارس',
  'أبريل',
  'مايو',
  'يونيو',
  'يوليو',
  'أغسطس',
  'سبتمبر',
  'أكتوبر',
  'نوفمبر',
  'ديسمبر',
]

export const PRINT_MESSAGES: PrintMessages = {
  language: 'ar',
  direction: 'rtl',
  titles: {
    vaccination: 'شهادة تطعيم',
    icvp: 'الشهادة الدولية للتطعيم أو الاتقاء',
    test: 'شهادة فحص',
    recovery: 'شهادة تعافٍ',
    certificate: 'شهادة صحية',
    link: 'رابط إلى وثائق صحية',
  },
  labels: {
    name: 'الاسم',
    family: 'اسم العائلة',
    given: 'الأسماء الأولى',
    ownName: 'الاسم بكتابته الأصلية',
    ownNameBeside: 'الاسم بكتابته الأصلية (غير وارد في الرمز)',
    birthDate: 'تاريخ الميلاد',
    documentNumber: 'رقم وثيقة الهوية',
    disease: 'المرض',
    testResult: 'نتيجة الفحص',
    sampledAt: 'وقت أخذ العينة',
    testClass: 'نوع الفحص',
    testName: 'اسم الفحص',
    testDevice: 'جهاز الفحص',
    testCentre: 'مركز الفحص',
    testStatus: 'حالة النتيجة',
    vaccinationDate: 'تاريخ التطعيم',
    product: 'اللقاح',
    vaccineType: 'نوع اللقاح',
    manufacturer: 'الشركة المصنّعة',
    dose: 'الجرعة',
    lot: 'رقم التشغيلة',
    vaccinationStatus: 'حالة التطعيم',
    firstPositive: 'أول فحص إيجابي',
    validFrom: 'صالحة من',
    validUntil: 'صالحة حتى',
    statement: 'البيان',
    documentsAt: 'الوثائق محفوظة لدى',
    country: 'البلد',
    statedBy: 'الجهة المصرّحة',
    issuer: 'جهة الإصدار',
    codeFrom: 'يُعتد بالرمز من',
    codeUntil: 'يُعتد بالرمز حتى',
    identifier: 'معرّف الشهادة',
  },
  words: POLICY_WORDS,
  values: { notDone: 'لم يُعطَ', notFinal: 'غير نهائية', unknownDate: 'غير معروف' },
  dates: {
    months: MONTHS,
    monthsAlone: MONTHS,
    full: '{day} {month} {year}',
    month: '{month} {year}',
  },
  steps: {
    code: 'يحتوي الرمز على هذه الشهادة موقّعة من جهة إصدارها. يمكن التحقق منه دون شبكة، ولا يُسأل أحد عنك.',
    showWithDocument: 'أبرزه مع وثيقة هويتك.',
    nobodyElse: 'لا يحتاج إليه إلا من يتحقق من الشهادات الصحية. لا تنشر صورة له.',
    validUntil: 'يُعتد بالرمز حتى {date}. بعد ذلك اطلب رمزًا جديدًا من جهة الإصدار.',
    noEnd: 'لا يذكر الرمز نهاية لصلاحيته.',
  },
  paper: {
    symbol: 'رمز QR يحتوي على هذه الشهادة، يُبرز عند التحقق',
    part: 'الرمز {first} من {count}: جميعها مطلوبة',
    fold: 'قص عند علامات الزوايا ثم اطوِ مرتين: تصبح الورقة بحجم بطاقة مصرفية ويتسع لها جواز السفر.',
    card: 'يُبرز مع وثيقة هوية.',
  },
}
