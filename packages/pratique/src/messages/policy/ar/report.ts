/**
 * The lines of a report on entry rules in Arabic.
 *
 * @module
 */

import type { PolicyReport } from '../messages.ts'

export const POLICY_REPORT: PolicyReport = {
  results: {
    passed: 'مستوفٍ لقواعد الدخول',
    'more-needed': 'تلزم وثيقة إضافية واحدة',
    failed: 'غير مستوفٍ لقواعد الدخول',
    open: 'لا جواب',
  },
  causes: {
    'no-rules': 'لا جواب: لا تُعرف قواعد دخول',
    outdated: 'لا جواب: القواعد أو القوائم قديمة',
    evidence: 'لا جواب: مصدر المفتاح غير مؤكد بما يكفي',
    'value-missing': 'لا جواب: تنقص معلومة يتوقف عليها الجواب',
    error: 'لا جواب: لا يمكن تطبيق إحدى القواعد آليًا',
  },
  windows: {
    acceptedBetween: 'القبول من {from} حتى {until}',
    acceptedFrom: 'القبول اعتبارًا من {from}',
    acceptedUntil: 'القبول حتى {until}',
    acceptedAlways: 'القبول دون حد زمني',
    acceptedNever: 'لا قبول في أي وقت',
    nextPass: 'يمكن القبول اعتبارًا من {date}',
    between: 'من {from} حتى {until}',
    from: 'اعتبارًا من {from}',
    until: 'حتى {until}',
  },
  headings: {
    destination: 'قواعد الدخول: {destination}',
    arrival: 'الوصول: {date}',
    reasons: 'الأسباب',
    actions: 'ما يمكن فعله',
    windows: 'أوقات القبول',
    officialText: 'النص الرسمي لبلد الوجهة',
    usedFields: 'ما نظرت فيه القواعد',
    derivedFields: 'غير مذكور ولكنه مستنتج',
    missingFields: 'غير مذكور ويتوقف عليه الجواب',
    rules: 'القواعد المطبقة',
  },
  notes: {
    certificate: 'الشهادة رقم {number}',
    show: 'يكفي إبراز: {certificates}',
    asOf: 'القواعد بتاريخ {date}',
    timeZone: 'الأوقات بحسب المنطقة الزمنية {zone}',
    rule: 'القاعدة {rule}',
    windowLimits: 'بحسب القواعد المعروفة اليوم وللوثائق المُبرزة.',
  },
}
