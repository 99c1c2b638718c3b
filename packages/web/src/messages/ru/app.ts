/**
 * What every screen says, in Russian.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const APP_RU: Messages['app'] = {
  title: 'Pratique',
  home: 'Главная',
  reading: 'Чтение…',
  language: 'Язык',
  fault: 'В этой программе произошёл сбой',
  faultAction:
    'Ответ не получен. Проверьте на другом устройстве или загрузите страницу заново. Сертификат вполне может быть подлинным.',
  reload: 'Загрузить страницу заново',
}
