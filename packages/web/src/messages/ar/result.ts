/**
 * What is said of a result, in Arabic.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const RESULT_AR: Messages['result'] = {
  mode: 'جرى التحقق من: {mode}',
  name: 'الاسم',
  birthDate: 'تاريخ الميلاد',
  documentNumber: 'رقم الوثيقة',
  notStated: 'غير مذكور',
  reason: 'السبب',
  next: 'الخطوة التالية',
  issuer: 'الجهة المُصدِرة',
  format: 'النوع',
  remarks:
    '{count, plural, zero {لا ملاحظات} one {ملاحظة واحدة} two {ملاحظتان} few {# ملاحظات} many {# ملاحظة} other {# ملاحظة}}',
  remarksNote: 'لا تغيّر الجواب.',
  lists: 'القوائم المعتمد عليها',
  keysAsOf: 'المفاتيح: {date}',
  revocationAsOf: 'الإلغاءات: {date}',
  policiesAsOf: 'قواعد الدخول: {date}',
  code: 'رمز للدعم: {code}',
  codeNone: 'رمز للدعم: {exitCode}',
  compare: 'المقارنة بوثيقة الهوية',
  compareTitle: 'هل هو الشخص نفسه؟',
  compareText: 'أمسك وثيقة الهوية بيدك وقارن حرفًا حرفًا.',
  same: 'البيانات صحيحة',
  differs: 'هناك خطأ ما',
  confirmed: 'تمت مقارنة الهوية',
  differsTitle: 'ليست شهادة هذا الشخص',
  differsText:
    'لا تقبلها. قد تختلف كتابة الاسم بين الأبجديات: قارن الأحرف اللاتينية. وإلا فاطلب شهادة الشخص نفسه.',
  another: 'مسح الوثيقة الأخرى',
  scanNext: 'مسح التالي',
  keepOpen: 'إبقاء الشاشة مفتوحة',
  keepOpenLeft:
    '{count, plural, zero {لا مرات أخرى} one {مرة أخرى} two {مرتين أخريين} few {# مرات أخرى} many {# مرة أخرى} other {# مرة أخرى}}',
  closes:
    '{seconds, plural, zero {تُغلق هذه الشاشة الآن} one {تُغلق هذه الشاشة بعد ثانية واحدة} two {تُغلق هذه الشاشة بعد ثانيتين} few {تُغلق هذه الشاشة بعد # ثوانٍ} many {تُغلق هذه الشاشة بعد # ثانية} other {تُغلق هذه الشاشة بعد # ثانية}}',
  closesSoon: 'تُغلق هذه الشاشة بعد ثوانٍ قليلة',
  cardTitle: 'ما تعرضه الشاشة، وما ينبغي فعله',
  cardIntro: 'اقرأ الكلمة أولًا، ثم الشكل. اللون للمساعدة فقط. والرمز في أسفل الشاشة لفريق الدعم.',
  cardVerdict: 'تعرض الشاشة',
  cardDo: 'ما ينبغي فعله',
  cardReason: '{reason}.',
  cardPrint: 'طباعة',
  cardFooter: 'لا يُحفظ أي شيء عن أي شخص. لا تصوّر الشاشة أو أي رمز أبدًا.',
}
