/**
 * Conditions of entry rules in Arabic.
 *
 * @module
 */

import { type ConditionMessages, same } from '../messages.ts'

/** In the genitive: follows "لمدة" (for), "بعد" (after), "عن" (than). */
const AMOUNT = `{unit, select,
  hour {{amount, plural, zero {# ساعة} one {ساعة واحدة} two {ساعتين} few {# ساعات} many {# ساعة} other {# ساعة}}}
  day {{amount, plural, zero {# يوم} one {يوم واحد} two {يومين} few {# أيام} many {# يومًا} other {# يوم}}}
  month {{amount, plural, zero {# شهر} one {شهر واحد} two {شهرين} few {# أشهر} many {# شهرًا} other {# شهر}}}
  year {{amount, plural, zero {# سنة} one {سنة واحدة} two {سنتين} few {# سنوات} many {# سنة} other {# سنة}}}
  other {{amount}}}`

/** In the genitive. */
const DAYS =
  '{days, plural, zero {# يوم} one {يوم واحد} two {يومين} few {# أيام} many {# يومًا} other {# يوم}}'

/** In the genitive. */
const doses = (argument: 'least' | 'most'): string =>
  `{${argument}, plural, zero {# جرعة} one {جرعة واحدة} two {جرعتين} few {# جرعات} many {# جرعة} other {# جرعة}}`

/** After its verb, which agrees with it. */
const EVENT_IS_ACCEPTED = `{event, select,
  vaccination {تُقبل آخر جرعة}
  sample {تُقبل العينة}
  first_positive {تُقبل أول نتيجة إيجابية}
  prophylaxis {يُقبل العلاج الوقائي}
  exemption {يُقبل الإعفاء}
  other {يُقبل ما تطلبه القاعدة}}`

const DATED_EVENT_IS_ACCEPTED = `{event, select,
  vaccination {تُقبل آخر جرعة (بتاريخ {date})}
  sample {تُقبل العينة (بتاريخ {date})}
  first_positive {تُقبل أول نتيجة إيجابية (بتاريخ {date})}
  prophylaxis {يُقبل العلاج الوقائي (بتاريخ {date})}
  exemption {يُقبل الإعفاء (بتاريخ {date})}
  other {يُقبل ما تطلبه القاعدة (بتاريخ {date})}}`

const DATE_OF_EVENT = `{event, select,
  vaccination {تاريخ آخر جرعة}
  sample {تاريخ أخذ العينة}
  first_positive {تاريخ أول نتيجة إيجابية}
  issuer_from {تاريخ البدء الذي حددته الجهة المُصدِرة}
  issuer_until {تاريخ الانتهاء الذي حددته الجهة المُصدِرة}
  birth {تاريخ الميلاد}
  prophylaxis {تاريخ العلاج الوقائي}
  exemption {تاريخ الإعفاء}
  other {التاريخ}}`

export const CONDITION_MESSAGES: ConditionMessages = {
  'too-old': {
    full: `{event, select,
      issuer_from {القبول لمدة ${AMOUNT} من تاريخ البدء الذي حددته الجهة المُصدِرة ({date})، أي حتى {until}.}
      issuer_until {{amount, plural,
        =0 {القبول حتى تاريخ الانتهاء الذي حددته الجهة المُصدِرة ({until}).}
        other {القبول لمدة ${AMOUNT} بعد تاريخ الانتهاء الذي حددته الجهة المُصدِرة ({date})، أي حتى {until}.}}}
      birth {القبول ما دام العمر لا يزيد على ${AMOUNT}، أي حتى {until}.}
      other {${DATED_EVENT_IS_ACCEPTED} لمدة ${AMOUNT}، أي حتى {until}.}}`,
    plain: `{event, select,
      issuer_from {القبول لمدة ${AMOUNT} من تاريخ البدء الذي حددته الجهة المُصدِرة؛ وهذه المدة منقضية عند الوصول.}
      issuer_until {{amount, plural,
        =0 {القبول حتى تاريخ الانتهاء الذي حددته الجهة المُصدِرة؛ والوصول بعد هذا التاريخ.}
        other {القبول لمدة ${AMOUNT} بعد تاريخ الانتهاء الذي حددته الجهة المُصدِرة؛ وهذه المدة منقضية عند الوصول.}}}
      birth {القبول ما دام العمر لا يزيد على ${AMOUNT}؛ والعمر عند الوصول يزيد على ذلك.}
      other {${EVENT_IS_ACCEPTED} لمدة ${AMOUNT}؛ وهذه المدة منقضية عند الوصول.}}`,
    action: `{event, select,
      birth {يُرجى إبراز وثيقة تطلبها القواعد ابتداءً من هذا العمر.}
      other {يُرجى إبراز وثيقة أحدث.}}`,
  },
  'too-recent': {
    full: `{event, select,
      issuer_from {{amount, plural,
        =0 {القبول اعتبارًا من تاريخ البدء الذي حددته الجهة المُصدِرة ({from}).}
        other {القبول بعد ${AMOUNT} من تاريخ البدء الذي حددته الجهة المُصدِرة ({date})، أي اعتبارًا من {from}.}}}
      issuer_until {{amount, plural,
        =0 {القبول اعتبارًا من تاريخ الانتهاء الذي حددته الجهة المُصدِرة ({from}).}
        other {القبول بعد ${AMOUNT} من تاريخ الانتهاء الذي حددته الجهة المُصدِرة ({date})، أي اعتبارًا من {from}.}}}
      birth {القبول عندما لا يقل العمر عن ${AMOUNT}، أي اعتبارًا من {from}.}
      other {${DATED_EVENT_IS_ACCEPTED} بعد ${AMOUNT}، أي اعتبارًا من {from}.}}`,
    plain: `{event, select,
      issuer_from {{amount, plural,
        =0 {القبول اعتبارًا من تاريخ البدء الذي حددته الجهة المُصدِرة؛ والوصول قبل هذا التاريخ.}
        other {القبول بعد ${AMOUNT} من تاريخ البدء الذي حددته الجهة المُصدِرة؛ والوصول قبل ذلك.}}}
      issuer_until {{amount, plural,
        =0 {القبول اعتبارًا من تاريخ الانتهاء الذي حددته الجهة المُصدِرة؛ والوصول قبل هذا التاريخ.}
        other {القبول بعد ${AMOUNT} من تاريخ الانتهاء الذي حددته الجهة المُصدِرة؛ والوصول قبل ذلك.}}}
      birth {القبول عندما لا يقل العمر عن ${AMOUNT}؛ والعمر عند الوصول أقل من ذلك.}
      other {${EVENT_IS_ACCEPTED} بعد ${AMOUNT}؛ وهذه المدة لا تكتمل قبل الوصول.}}`,
    action: 'يُرجى أن يكون الوصول في {from} أو بعده.',
    plainAction: 'يُرجى أن يكون الوصول في موعد لاحق.',
  },
  'in-future': {
    full: `${DATE_OF_EVENT} ({date}) لاحق للوصول.`,
    plain: `${DATE_OF_EVENT} لاحق للوصول.`,
    action: 'إذا كان التاريخ خاطئًا، فيمكن للجهة المُصدِرة تصحيحه.',
  },
  'event-before': {
    full: `يجب ألا يسبق ${DATE_OF_EVENT} يوم {ruleDate}؛ والتاريخ في الشهادة: {date}.`,
    plain: `يجب ألا يسبق ${DATE_OF_EVENT} يوم {ruleDate}؛ والتاريخ في الشهادة أسبق.`,
  },
  'event-after': {
    full: `يجب ألا يتجاوز ${DATE_OF_EVENT} يوم {ruleDate}؛ والتاريخ في الشهادة: {date}.`,
    plain: `يجب ألا يتجاوز ${DATE_OF_EVENT} يوم {ruleDate}؛ والتاريخ في الشهادة لاحق.`,
  },
  'not-yet': {
    ...same('القبول بموجب هذه القاعدة اعتبارًا من {ruleDate} فقط.'),
    action: 'يُرجى أن يكون الوصول في {ruleDate} أو بعده.',
  },
  'no-longer': same('القبول بموجب هذه القاعدة حتى {ruleDate} فقط.'),
  'too-young': {
    full: `تشترط القاعدة ألا يقل العمر عن ${AMOUNT}؛ ويتحقق ذلك في {from}.`,
    plain: `تشترط القاعدة ألا يقل العمر عن ${AMOUNT}؛ والعمر عند الوصول أقل من ذلك.`,
  },
  'too-old-holder': {
    full: `تشترط القاعدة أن يقل العمر عن ${AMOUNT}؛ ويستمر ذلك حتى {until}.`,
    plain: `تشترط القاعدة أن يقل العمر عن ${AMOUNT}؛ والعمر عند الوصول لا يقل عن ذلك.`,
    action: 'يُرجى إبراز وثيقة تطلبها القواعد ابتداءً من هذا العمر.',
  },
  product: {
    full: `{accepted, select,
      many {لا يرد {product} في قائمة اللقاحات المقبولة (عددها {count}).}
      other {لا يرد {product} ضمن اللقاحات المقبولة: {accepted}.}}`,
    plain: `{accepted, select,
      many {لا يرد اللقاح في قائمة اللقاحات المقبولة (عددها {count}).}
      other {لا يرد اللقاح ضمن اللقاحات المقبولة: {accepted}.}}`,
    action: 'يُرجى إبراز شهادة بأحد اللقاحات المقبولة.',
  },
  manufacturer: {
    full: `{accepted, select,
      many {لا ترد الشركة {manufacturer} في قائمة الشركات المقبولة لقاحاتها (عددها {count}).}
      other {لا ترد الشركة {manufacturer} ضمن الشركات المقبولة لقاحاتها: {accepted}.}}`,
    plain: `{accepted, select,
      many {لا ترد الشركة المصنّعة للقاح في قائمة الشركات المقبولة لقاحاتها (عددها {count}).}
      other {لا ترد الشركة المصنّعة للقاح ضمن الشركات المقبولة لقاحاتها: {accepted}.}}`,
    action: 'يُرجى إبراز شهادة بلقاح من إحدى الشركات المقبولة لقاحاتها.',
  },
  'vaccine-type': {
    full: `{accepted, select,
      many {لا يرد نوع اللقاح ({vaccineType}) في قائمة الأنواع المقبولة (عددها {count}).}
      other {لا يرد نوع اللقاح ({vaccineType}) ضمن الأنواع المقبولة: {accepted}.}}`,
    plain: `{accepted, select,
      many {لا يرد نوع اللقاح في قائمة الأنواع المقبولة (عددها {count}).}
      other {لا يرد نوع اللقاح ضمن الأنواع المقبولة: {accepted}.}}`,
    action: 'يُرجى إبراز شهادة بلقاح من نوع مقبول.',
  },
  'not-prequalified': {
    full: 'لا يُعرف أن اللقاح ({product}) حاصل على الاختبار المسبق للصلاحية من منظمة الصحة العالمية.',
    plain: 'لا يُعرف أن اللقاح حاصل على الاختبار المسبق للصلاحية من منظمة الصحة العالمية.',
    action: 'يُرجى إبراز شهادة بلقاح اختبرت منظمة الصحة العالمية صلاحيته مسبقًا.',
  },
  serogroups: {
    full: 'يجب أن يشمل اللقاح جميع هذه المجموعات المصلية: {accepted}. ولا يشملها {product} جميعًا.',
    plain:
      'يجب أن يشمل اللقاح جميع هذه المجموعات المصلية: {accepted}. ولا يشملها جميعًا اللقاح المذكور في الشهادة.',
    action: 'يُرجى إبراز شهادة بلقاح يشملها جميعًا.',
  },
  'series-incomplete': {
    full: 'تلزم سلسلة جرعات مكتملة؛ وتبيّن الشهادة الجرعة رقم {dose} من أصل {series}.',
    plain: 'تلزم سلسلة جرعات مكتملة؛ ولا تبيّن الشهادة آخر جرعة منها.',
    action: 'يُرجى إبراز شهادة آخر جرعة في السلسلة.',
  },
  'too-few-doses': {
    full: `يلزم ما لا يقل عن ${doses('least')}؛ وتبيّن الشهادة الجرعة رقم {dose}.`,
    plain: `يلزم ما لا يقل عن ${doses('least')}؛ وتبيّن الشهادة أقل من ذلك.`,
    action: 'يُرجى إبراز شهادة جرعة لاحقة.',
  },
  'too-many-doses': {
    full: `تخص القاعدة ما لا يزيد على ${doses('most')}؛ وتبيّن الشهادة الجرعة رقم {dose}.`,
    plain: `تخص القاعدة ما لا يزيد على ${doses('most')}؛ وتبيّن الشهادة أكثر من ذلك.`,
  },
  'beyond-series': {
    full: 'تخص القاعدة الجرعة الأخيرة من السلسلة؛ وتبيّن الشهادة الجرعة رقم {dose} من سلسلة عدد جرعاتها {series}.',
    plain: 'تخص القاعدة الجرعة الأخيرة من السلسلة؛ وتبيّن الشهادة جرعة بعدها.',
  },
  'series-length': {
    full: `يجب ألا تقل السلسلة عن ${doses('least')}؛ وعدد الجرعات المبيّن في الشهادة: {series}.`,
    plain: `يجب ألا تقل السلسلة عن ${doses('least')}؛ وعدد الجرعات المبيّن في الشهادة أقل من ذلك.`,
  },
  'booster-needed': {
    full: 'تلزم جرعة معززة؛ وتبيّن الشهادة الجرعة رقم {dose} من أصل {series}.',
    plain: 'تلزم جرعة معززة؛ ولا تبيّن الشهادة جرعة كهذه.',
    action: 'يُرجى إبراز شهادة جرعة معززة.',
  },
  'test-class': {
    full: `{accepted, select,
      many {لا يرد نوع الفحص ({class}) في قائمة الأنواع المقبولة (عددها {count}).}
      other {لا يرد نوع الفحص ({class}) ضمن الأنواع المقبولة: {accepted}.}}`,
    plain: `{accepted, select,
      many {لا يرد نوع الفحص في قائمة الأنواع المقبولة (عددها {count}).}
      other {لا يرد نوع الفحص ضمن الأنواع المقبولة: {accepted}.}}`,
    action: 'يُرجى إبراز فحص من نوع مقبول.',
  },
  'test-result': {
    full: 'النتيجة التي تطلبها القاعدة: {accepted}. النتيجة في الشهادة: {result}.',
    plain: 'النتيجة التي تطلبها القاعدة: {accepted}. والنتيجة في الشهادة غيرها.',
  },
  'device-not-listed': {
    full: 'لا يرد جهاز الفحص ({device}) في قائمة الأجهزة المقبولة.',
    plain: 'لا يرد جهاز الفحص في قائمة الأجهزة المقبولة.',
    action: 'يُرجى إبراز فحص أُجري بجهاز وارد في القائمة.',
  },
  disease: {
    full: 'المرض الذي تخصه القاعدة: {accepted}. المرض المبيّن في الشهادة: {disease}.',
    plain: 'المرض الذي تخصه القاعدة: {accepted}. والمرض المبيّن في الشهادة غيره.',
    action: 'يُرجى إبراز شهادة تخص المرض الذي تذكره القاعدة.',
  },
  'issuing-country': {
    full: `{accepted, select,
      many {لا يرد بلد الإصدار ({country}) في قائمة البلدان المقبولة شهاداتها (عددها {count}).}
      other {لا يرد بلد الإصدار ({country}) ضمن البلدان المقبولة شهاداتها: {accepted}.}}`,
    plain: `{accepted, select,
      many {لا يرد بلد الإصدار في قائمة البلدان المقبولة شهاداتها (عددها {count}).}
      other {لا يرد بلد الإصدار ضمن البلدان المقبولة شهاداتها: {accepted}.}}`,
  },
  issuer: {
    full: 'لا تقبل القاعدة شهادات هذه الجهة المُصدِرة: {issuer}.',
    plain: 'لا تقبل القاعدة شهادات هذه الجهة المُصدِرة.',
    action: 'يُرجى إبراز شهادة من جهة أخرى.',
  },
  identifier: {
    ...same('معرّف الشهادة من بين المعرّفات التي سحبتها الجهة المُصدِرة.'),
    action: 'يُرجى سؤال الجهة المُصدِرة عن السبب وطلب شهادة جديدة منها.',
  },
  'one-event': {
    full: 'تخص القاعدة الشهادات التي فيها قيد واحد فقط؛ وعدد القيود في هذه الشهادة: {count}.',
    plain:
      'تخص القاعدة الشهادات التي فيها قيد واحد فقط؛ وليس في هذه الشهادة قيد، أو فيها عدة قيود.',
    action: 'يُرجى إبراز شهادة فيها قيد واحد.',
  },
  kind: same(`{kind, select,
    vaccination {لا تُقبل هنا شهادات التطعيم.}
    test {لا تُقبل هنا شهادات الفحص.}
    recovery {لا تُقبل هنا إثباتات التعافي.}
    prophylaxis {لا تُقبل هنا إثباتات العلاج الوقائي.}
    exemption {لا تُقبل هنا الإعفاءات.}
    other {لا تُقبل هنا الشهادات من هذا النوع.}}`),
  'no-fact': {
    ...same(`{kind, select,
      vaccination {تطلب القاعدة شهادة تطعيم{disease, select, none {} other { ({disease})}}؛ ولم تُبرز شهادة كهذه.}
      test {تطلب القاعدة شهادة فحص{disease, select, none {} other { ({disease})}}؛ ولم تُبرز شهادة كهذه.}
      recovery {تطلب القاعدة إثبات تعافٍ{disease, select, none {} other { ({disease})}}؛ ولم يُبرز إثبات كهذا.}
      prophylaxis {تطلب القاعدة إثبات علاج وقائي{disease, select, none {} other { ({disease})}}؛ ولم يُبرز إثبات كهذا.}
      exemption {تطلب القاعدة إعفاءً{disease, select, none {} other { ({disease})}}؛ ولم يُبرز إعفاء كهذا.}
      other {تطلب القاعدة نوعًا آخر من الوثائق{disease, select, none {} other { ({disease})}}؛ ولم تُبرز وثيقة كهذه.}}`),
    action: `{kind, select,
      vaccination {يُرجى إبراز شهادة تطعيم.}
      test {يُرجى إبراز شهادة فحص.}
      recovery {يُرجى إبراز إثبات تعافٍ.}
      prophylaxis {يُرجى إبراز إثبات علاج وقائي.}
      exemption {يُرجى إبراز إعفاء.}
      other {يُرجى إبراز وثيقة أخرى.}}`,
  },
  'one-more': {
    ...same('تلزم وثيقة إضافية واحدة: {kinds}.'),
    action: 'يُرجى إبراز وثيقة إضافية واحدة: {kinds}.',
  },
  'value-missing': {
    ...same('لا تذكر الشهادة ما يتوقف عليه الجواب هنا: {field}.'),
    action: 'يُرجى إبراز وثيقة تذكر ذلك، أو طلبها من الجهة المُصدِرة.',
  },
  'journey-missing': {
    ...same('يتوقف الجواب على معلومة عن الرحلة لم تُذكر: {field}.'),
    action: 'يُرجى ذكرها وإعادة السؤال.',
  },
  'not-evaluable': {
    ...same(`{field, select,
      none {لا يمكن تطبيق هذه القاعدة آليًا.}
      other {لا يمكن تطبيق هذه القاعدة آليًا بسبب هذه المعلومة: {field}.}}`),
    action: 'يُرجى اتباع التعليمات الرسمية لبلد الوجهة.',
  },
  attestation: {
    ...same('لا تكفي هنا كلمة الجهة المُصدِرة وحدها: فالقاعدة تطلب الوقائع.'),
    action: 'يُرجى إبراز شهادة تذكر التطعيم أو الفحص أو التعافي نفسه.',
  },
  evidence: {
    full: 'المعروف عن المفتاح الذي وُقّعت به الشهادة: {level}. المطلوب: {needed}.',
    plain: 'مصدر المفتاح الذي وُقّعت به الشهادة غير مؤكد بما يكفي. المطلوب: {needed}.',
    action: 'يُرجى تحميل القوائم الرسمية الحالية وإعادة التحقق.',
  },
  'list-age': {
    ...same(`{list, select,
      keys {مضى على قائمة المفاتيح أكثر من ${DAYS}.}
      revocation {مضى على قائمة الشهادات الملغاة أكثر من ${DAYS}.}
      other {مضى على إحدى القوائم أكثر من ${DAYS}.}}`),
    action: 'يُرجى تحميل القائمة الحالية وإعادة التحقق.',
  },
  'no-rules': {
    ...same('لا تُعرف قواعد دخول لهذه الوجهة: {destination}. وهذا لا يعني أن الدخول مسموح به.'),
    action: 'يُرجى تحميل قواعد الدخول، أو اتباع التعليمات الرسمية لبلد الوجهة.',
  },
  'rules-outdated': {
    ...same(`مضى على آخر تأكيد لقواعد الدخول المتوفرة ({destination}) أكثر من ${DAYS}.`),
    action: 'يُرجى تحميل قواعد الدخول الحالية وإعادة التحقق.',
  },
  other: same('لم يتحقق أحد شروط القاعدة: {path} ({operation}).'),
}
