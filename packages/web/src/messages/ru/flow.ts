/**
 * What is said before a scan, in Russian.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const FLOW_RU: Messages['flow'] = {
  welcome: 'Проверка медицинских сертификатов',
  welcomeChecked: 'Что проверяется',
  welcomeCheckedText:
    'Подлинный ли сертификат и действует ли он, а если выбрано место назначения — соответствует ли он правилам въезда.',
  welcomeKept: 'Ничего не сохраняется',
  welcomeKeptText:
    'Ни имени, ни места, ни истории. Устройство решает само, а ответ стирается через {seconds, plural, one {# секунду} few {# секунды} many {# секунд} other {# секунды}}.',
  welcomeIdentity: 'Сверка с документом',
  welcomeIdentityText:
    'Только сверка показывает, что сертификат принадлежит стоящему перед вами человеку.',
  agree: 'Прочитано',
  mode: 'Что проверяется?',
  modeEntry: 'Правила въезда',
  modeEntryText: 'Подлинный ли сертификат и соответствует ли он правилам места назначения?',
  modeGenuine: 'Только подлинность',
  modeGenuineText: 'Подлинный ли сертификат и действует ли он? Правила въезда не проверяются.',
  noDestinations: 'На этом устройстве нет правил въезда.',
  exampleRules: 'Это примеры правил, а не правила какой-либо страны.',
  destination: 'Место назначения',
  chooseDestination: 'Выберите место назначения',
  everywhere: 'Любая страна',
  arrival: 'Прибытие',
  arrivalNow: 'В момент проверки',
  arrivalLater: 'В другой день',
  arrivalDate: 'Дата прибытия',
  arrivalTime: 'Время прибытия по часам этого устройства (если известно)',
  arrivalMissing: 'Укажите дату прибытия, например день из билета.',
  destinationMissing: 'Выберите место назначения, правила въезда которого применяются.',
  purpose: 'Цель поездки',
  anyPurpose: 'Любая цель',
  useMode: 'Продолжить',
  changeMode: 'Изменить',
  scan: 'Сканировать',
  printedEntry: '{destination}\u00a0· прибытие: {date}',
  printedEntryNow: '{destination}\u00a0· прибытие сейчас',
  printedPurpose: '{mode}\u00a0· {purpose}',
  printedGenuine: 'Только подлинность\u00a0· правила въезда не проверяются',
  listsFresh: 'Списки от {date}',
  listsOld: 'Списки устарели: {date}',
  listsMissing: 'Нет нужных списков',
  lists: 'Списки',
  wipedTime: 'Ответ стёрт: его время истекло.',
  wipedHidden: 'Ответ стёрт: страница была скрыта.',
  settings: 'Настройки',
  sound: 'Звук',
  soundText: 'У каждого результата свой звуковой сигнал',
  vibration: 'Вибрация',
  vibrationText: 'У каждого результата свой ритм, если устройство поддерживает вибрацию',
  green: 'Зелёный, если правила соблюдены',
  greenText: 'Для стран, где этого требует закон. Слово и форма остаются прежними',
  tryVerdict: 'Прослушать сигнал каждого результата',
  staffCard: 'Памятка для сотрудников',
}
