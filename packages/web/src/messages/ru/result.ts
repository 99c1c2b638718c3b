/**
 * What is said of a result, in Russian.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const RESULT_RU: Messages['result'] = {
  mode: 'Проверено: {mode}',
  name: 'Имя',
  birthDate: 'Дата рождения',
  documentNumber: 'Номер документа',
  notStated: 'не указано',
  reason: 'Причина',
  next: 'Что делать',
  issuer: 'Кем выдан',
  format: 'Вид',
  remarks:
    '{count, plural, one {# замечание} few {# замечания} many {# замечаний} other {# замечания}}',
  remarksNote: 'Они не меняют ответа.',
  lists: 'Использованные списки',
  keysAsOf: 'Ключи: {date}',
  revocationAsOf: 'Отзывы: {date}',
  policiesAsOf: 'Правила въезда: {date}',
  code: 'Код для службы поддержки: {code}',
  codeNone: 'Код для службы поддержки: {exitCode}',
  compare: 'Сверить с документом',
  compareTitle: 'Это тот же человек?',
  compareText: 'Возьмите удостоверение личности в руки и сверьте букву за буквой.',
  same: 'Данные верны',
  differs: 'Что-то не так',
  confirmed: 'Данные сверены с документом',
  differsTitle: 'Это сертификат другого человека',
  differsText:
    'Не принимайте его. Написание в разных алфавитах может отличаться: сравнивайте латинские буквы. Если дело не в этом, попросите собственный сертификат этого человека.',
  another: 'Сканировать другой документ',
  scanNext: 'Сканировать следующий',
  keepOpen: 'Не закрывать',
  keepOpenLeft:
    '{count, plural, one {ещё # раз} few {ещё # раза} many {ещё # раз} other {ещё # раза}}',
  closes:
    '{seconds, plural, one {Экран закроется через # секунду} few {Экран закроется через # секунды} many {Экран закроется через # секунд} other {Экран закроется через # секунды}}',
  closesSoon: 'Экран закроется через несколько секунд',
  cardTitle: 'Что показывает экран и что делать',
  cardIntro:
    'Сначала прочтите слово, затем посмотрите на форму. Цвет лишь помогает. Код внизу экрана — для службы поддержки.',
  cardVerdict: 'На экране',
  cardDo: 'Что делать',
  cardReason: '{reason}.',
  cardPrint: 'Печать',
  cardFooter: 'Данные о людях не сохраняются. Никогда не фотографируйте экран или код.',
}
