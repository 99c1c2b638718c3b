/**
 * Codes of the `format` check in Arabic.
 *
 * @module
 */

import type { CounterFormatCodes } from '../messages.ts'
import { ANOTHER, UPDATE } from './actions.ts'

export const COUNTER_FORMAT_CODES: CounterFormatCodes = {
  'format.prefix': { title: 'ليست شهادة صحية يعرفها هذا البرنامج' },
  'format.unsupported': { title: 'شهادة من نوع لا يتحقق منه هذا البرنامج', action: ANOTHER },
  'format.not-asked': { title: 'شهادة من نوع لم يُطلب', action: ANOTHER },
  'format.version': { title: 'شهادة من نوع أحدث مما يعرفه هذا البرنامج', action: UPDATE },
  'format.length': { title: 'النص أطول من نص أي شهادة' },
  'format.base45': { title: 'لا يمكن فك ترميز نص الرمز' },
  'format.base64url': { title: 'لا يمكن فك ترميز جزء من الشهادة' },
  'format.base64': { title: 'لا يمكن فك ترميز الملف المضغوط الذي في الرمز' },
  'format.base32': { title: 'لا يمكن فك ترميز نص التصريح' },
  'format.numeric': { title: 'لا يمكن قراءة أرقام البطاقة' },
  'format.chunks': {
    title: 'هذه الرموز ليست لبطاقة واحدة',
    action: 'يُرجى مسح جميع رموز هذه البطاقة من جديد دون غيرها.',
  },
  'format.chunk-missing': {
    title: 'جزء من البطاقة ناقص',
    action: 'يُرجى مسح الرموز الباقية أيضًا، ولا يهم ترتيبها.',
  },
  'format.file': { title: 'لا يمكن قراءة ملف البطاقات' },
  'format.zlib': { title: 'لا يمكن فك ضغط محتوى الرمز' },
  'format.deflate': { title: 'لا يمكن فك ضغط محتوى البطاقة' },
  'format.zip': { title: 'لا يمكن فتح الملف المضغوط الذي في الرمز' },
  'format.cbor': { title: 'البيانات التي في الرمز معيبة' },
  'format.cose': { title: 'ليست للشهادة بنية رسالة موقّعة' },
  'format.jws': { title: 'لا تتكون البطاقة من أجزائها الثلاثة' },
  'format.json': { title: 'النص الذي في الشهادة معيب' },
  'format.canonical': { title: 'يمكن فهم النص الموقّع على وجهين' },
  'format.certificate': { title: 'لا يمكن قراءة شهادة الموقّع التي في الرمز' },
  'format.context': { title: 'تأتي الشهادة بقاموس خاص بها' },
  'format.document': { title: 'في الشهادة أجزاء لا تكتبها أي جهة مُصدِرة' },
  'format.proof': { title: 'التوقيع غير موصوف كما ينبغي' },
  'format.link': {
    title: 'الرابط الصحي غير سليم',
    action: 'يُرجى أن يُطلب من حامله إبراز الرابط من جديد، أو الشهادة نفسها.',
  },
  'format.header': { title: 'الترويسة التقنية للشهادة غير سليمة' },
  'format.claims': { title: 'بيان أساسي في الشهادة ناقص أو غير مقروء' },
}
