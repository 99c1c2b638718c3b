/**
 * Codes of the checks after `format` in Arabic.
 *
 * @module
 */

import type { CounterCheckCodes } from '../messages.ts'
import { ANOTHER, CLOCK, NEW_KEY, NO_RELIANCE, ORIGINAL, OTHER_DEVICE, UPDATE } from './actions.ts'

export const COUNTER_CODES: CounterCheckCodes = {
  'signer.unknown': { title: 'الجهة المُصدِرة غير معترف بها' },
  'signer.list-missing': { title: 'قائمة الجهات المُصدِرة غير محمّلة' },
  'signer.list-stale': { title: 'قائمة الجهات المُصدِرة قديمة' },
  'signer.evidence': { title: 'ليس مؤكدًا بما يكفي أن المفتاح للجهة المُصدِرة' },
  'signer.not-issued': { title: 'الموقّع ليس الجهة التي يدّعيها', action: ORIGINAL },
  'signer.unsupported-authority': {
    title: 'لا يمكن لهذا الجهاز التحقق من الجهة التي صدّقت مفتاح الموقّع',
    action: OTHER_DEVICE,
  },
  'signature.invalid': { title: 'التوقيع لا يطابق المحتوى' },
  'signature.algorithm': { title: 'التوقيع ليس من النوع الذي يولّده مفتاح الجهة المُصدِرة' },
  'signature.unsupported-key': {
    title: 'لا يدعم هذا الجهاز مفتاح الجهة المُصدِرة',
    action: OTHER_DEVICE,
  },
  'key-usage.not-allowed': {
    title: 'مفتاح الجهة المُصدِرة غير مخصص لهذا النوع من الشهادات',
    action: NEW_KEY,
  },
  'key-usage.weak-key': { title: 'مفتاح الجهة المُصدِرة أضعف من أن يثبت شيئًا', action: NEW_KEY },
  'key-usage.withdrawn': { title: 'سُحب مفتاح الجهة المُصدِرة', action: NEW_KEY },
  'key-usage.country': { title: 'المفتاح لبلد آخر', action: ORIGINAL },
  'key-usage.domain': { title: 'المفتاح مخصص لشهادات أخرى', action: ORIGINAL },
  'validity.expired': { title: 'انتهت فترة التوقيع' },
  'validity.not-yet': { title: 'لم تبدأ فترة التوقيع', action: CLOCK },
  'validity.unreadable': { title: 'أحد تواريخ فترة التوقيع ناقص أو غير مقروء' },
  'validity.contradictory': { title: 'تنتهي فترة التوقيع قبل أن تبدأ' },
  'validity.clock': { title: 'لا يمكن أن تكون ساعة هذا الجهاز صحيحة' },
  'validity.key-expired': { title: 'انتهى عمر مفتاح الجهة المُصدِرة' },
  'validity.key-not-yet': { title: 'لم يبدأ عمر مفتاح الجهة المُصدِرة', action: CLOCK },
  'revocation.revoked': { title: 'ألغت الجهة المُصدِرة هذه الشهادة، أو المفتاح الذي وُقّعت به' },
  'revocation.list-missing': { title: 'قائمة الشهادات الملغاة غير محمّلة' },
  'revocation.list-stale': { title: 'قائمة الشهادات الملغاة لم تعد حديثة' },
  'revocation.list-gap': { title: 'لا يمكن قراءة قائمة الشهادات الملغاة كاملة' },
  'revocation.not-covered': { title: 'لا تشمل قائمة الشهادات الملغاة هذه الشهادة' },
  'revocation.no-token': {
    title: 'لم يُخصص لها مكان في قائمة الشهادات الملغاة',
    reason: 'لم يكن إلغاؤها ممكنًا قط',
  },
  'content.unsupported': {
    title: 'التوقيع سليم، لكن هذا البرنامج لا يستطيع قراءة المحتوى',
    action: UPDATE,
  },
  'content.structure': { title: 'لا تذكر الشهادة ما يجب أن تذكره', action: ANOTHER },
  'content.implausible': { title: 'تذكر الشهادة أمرًا مستحيلًا', action: ANOTHER },
  'content.several-entries': {
    title: 'الشهادة عن عدة أمور أو عدة أشخاص معًا',
    action: 'يُرجى أن تُطلب من حاملها شهادات، كل منها عن أمر واحد وشخص واحد.',
  },
  'content.no-fact': {
    title: 'لم يُعثر في البطاقة على تطعيم أو فحص',
    action: 'يُرجى طلب البطاقة التي فيها التطعيم أو الفحص من حاملها.',
  },
  'content.fhir': { title: 'بنية السجل الصحي الذي في البطاقة غير سليمة', action: ANOTHER },
  'content.unsigned': { title: 'لم يوقّع هذا أحد', action: 'يُرجى طلب شهادة موقّعة من حاملها.' },
  'content.link': {
    title: 'هذا رابط إلى شهادات وليس شهادة',
    action: 'يُرجى أن يُطلب من حامله إبراز الشهادات نفسها.',
  },
  'content.holder-unsigned': { title: 'لا يشمل التوقيع هوية حامل الشهادة', action: NO_RELIANCE },
  'content.ambiguous': { title: 'ربما استُبدل بعض البيانات الموقّعة ببعض', action: NO_RELIANCE },
  'content.not-in-catalogue': {
    title: 'المنتج غير وارد في دليل المنتجات',
    action: 'لا تُقبل بوصفها شهادة من هذا النوع. وإذا كان الدليل قديمًا فيُرجى تحميل الدليل الحالي.',
  },
  'content.no-catalogue': {
    title: 'لا يتوفر دليل منتجات للبحث فيه عن المنتج',
    action: 'يُرجى تحميل دليل المنتجات وإعادة التحقق.',
  },
  'content.template-version': {
    title: 'صيغة من هذه الشهادة أحدث من الصيغ المعروفة',
    action: UPDATE,
  },
  'holder.mismatch': {
    title: 'الأسماء أو تواريخ الميلاد ليست لشخص واحد',
    headline: 'ليس الشخص نفسه',
    action: 'يُرجى الرجوع إلى وثيقة الهوية، والتحقق مما يخص الشخص الحاضر وحده.',
  },
  'holder.unclear': {
    title: 'ليس واضحًا أن الأمر يتعلق بشخص واحد',
    action: 'يُرجى مقارنة الشهادات بوثيقة الهوية، والتحقق من كل منها على حدة.',
  },
  'policy.unknown': { title: 'لا تُعرف أي قاعدة دخول لهذه الوجهة' },
  'policy.outdated': {
    title: 'قواعد الدخول قديمة',
    action: 'يُرجى تحميل القواعد الحالية، أو اتباع التعليمات الرسمية لبلد الوجهة.',
  },
  'policy.evidence': {
    title: 'تطلب قاعدة الدخول مصدرًا أوثق للمفتاح، أو قوائم أحدث',
    action: 'يُرجى تحميل القوائم الحالية، ومنها ما تطلبه القاعدة، وإعادة التحقق.',
  },
  'policy.value-missing': {
    title: 'تحتاج قاعدة الدخول إلى معلومة لا تذكرها الشهادة',
    action: 'يُرجى أن تُطلب من حاملها شهادة تذكرها، أو إثبات آخر.',
  },
  'policy.not-evaluable': {
    title: 'تعذّر تطبيق إحدى قواعد الدخول',
    action: 'يُتخذ القرار وفق النص الرسمي للقاعدة.',
  },
  'policy.more-needed': { title: 'تلزم وثيقة إضافية واحدة' },
  'policy.not-met': {
    title: 'قاعدة الدخول غير مستوفاة',
    action: 'يُرجى إبلاغ حامل الشهادة بالشرط الذي لم يتحقق، وبموعد تحققه إن كان معروفًا.',
  },
}
