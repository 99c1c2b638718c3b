/**
 * What every screen says, in Arabic.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const APP_AR: Messages['app'] = {
  title: 'Pratique',
  home: 'الرئيسية',
  reading: 'جارٍ القراءة…',
  language: 'اللغة',
  fault: 'حدث خلل في هذا البرنامج',
  faultAction:
    'لم يُتوصل إلى جواب. تحقق على جهاز آخر أو أعد تحميل هذه الصفحة. وقد تكون الشهادة أصلية.',
  reload: 'إعادة تحميل الصفحة',
}
