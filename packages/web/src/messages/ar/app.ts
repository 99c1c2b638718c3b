/**
 * What every screen says, in Arabic.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const APP_AR: Messages['app'] = {
  title: 'Pratique',
  home: 'الرئيسية',
  back: 'رجوع',
  reading: 'جارٍ القراءة…',
  language: 'اللغة',
  fault: 'في هذا البرنامج خلل',
  faultAction:
    'لم يُتوصل إلى جواب. يُرجى التحقق على جهاز آخر أو إعادة تحميل هذه الصفحة. وقد تكون الشهادة أصلية.',
  reload: 'إعادة تحميل الصفحة',
}
