/**
 * What is said before a scan, in Arabic.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const FLOW_AR: Messages['flow'] = {
  welcome: 'التحقق من الشهادات الصحية',
  welcomeChecked: 'ما الذي يُتحقق منه',
  welcomeCheckedText:
    'ما إذا كانت الشهادة أصلية وسارية، وما إذا كانت تستوفي قواعد الدخول إلى الوجهة إن اختيرت.',
  welcomeKept: 'لا يُحفظ أي شيء',
  welcomeKeptText:
    'لا اسم ولا مكان ولا سجل. يقرر هذا الجهاز بمفرده، ويُمحى الجواب بعد {seconds, plural, zero {الآن} one {ثانية واحدة} two {ثانيتين} few {# ثوانٍ} many {# ثانية} other {# ثانية}}.',
  welcomeIdentity: 'المقارنة بوثيقة هوية',
  welcomeIdentityText: 'المقارنة وحدها تُثبت أن الشهادة تخص الشخص الماثل أمامك.',
  agree: 'قرأتُ ما سبق',
  mode: 'ما الذي تتحقق منه؟',
  modeEntry: 'قواعد الدخول',
  modeEntryText: 'هل الشهادة أصلية، وهل تستوفي قواعد وجهة معينة؟',
  modeGenuine: 'الأصالة فقط',
  modeGenuineText: 'هل الشهادة أصلية وسارية؟ لا يُتحقق من أي قاعدة دخول.',
  noDestinations: 'لم تُحمَّل قواعد دخول على هذا الجهاز.',
  exampleRules: 'هذه أمثلة على القواعد، وليست قواعد أي بلد.',
  destination: 'الوجهة',
  chooseDestination: 'اختر وجهة',
  everywhere: 'أي بلد',
  arrival: 'الوصول',
  arrivalNow: 'وقت التحقق',
  arrivalLater: 'في يوم آخر',
  arrivalDate: 'تاريخ الوصول',
  arrivalTime: 'وقت الوصول بحسب ساعة هذا الجهاز (إن كان معروفًا)',
  arrivalMissing: 'أدخل تاريخ الوصول، مثل اليوم المدوَّن على التذكرة.',
  destinationMissing: 'اختر الوجهة التي تنطبق قواعد الدخول إليها.',
  purpose: 'غرض السفر',
  anyPurpose: 'أي غرض',
  useMode: 'متابعة',
  changeMode: 'تغيير',
  scan: 'مسح',
  printedEntry: '{destination}\u00a0· الوصول: {date}',
  printedEntryNow: '{destination}\u00a0· الوصول الآن',
  printedPurpose: '{mode}\u00a0· {purpose}',
  printedGenuine: 'الأصالة فقط\u00a0· لا يُتحقق من أي قاعدة دخول',
  listsFresh: 'قوائم بتاريخ {date}',
  listsOld: 'القوائم قديمة جدًا: {date}',
  listsMissing: 'بعض القوائم غير محمّلة',
  lists: 'القوائم',
  wipedTime: 'مُحي الجواب: انتهت مدته.',
  wipedHidden: 'مُحي الجواب: لم تعد الصفحة ظاهرة.',
  settings: 'الإعدادات',
  sound: 'الصوت',
  soundText: 'لكل نتيجة نغماتها',
  vibration: 'الاهتزاز',
  vibrationText: 'لكل نتيجة إيقاعها، إذا كان الجهاز يدعم الاهتزاز',
  green: 'الأخضر عند استيفاء القواعد',
  greenText: 'للبلدان التي يشترطه قانونها. وتبقى الكلمة والشكل كما هما',
  tryVerdict: 'الاستماع إلى نغمات كل نتيجة',
  staffCard: 'بطاقة للموظفين',
}
