/**
 * Printed certificates in Russian.
 *
 * @module
 */

import { POLICY_WORDS } from '../policy/ru/words.ts'
import type { PrintMessages } from './messages.ts'

const MONTHS = [
  'января',
  'февраля',
  'марта',
  'апреля',
  'мая',
  'июня',
  'июля',
  'августа',
  'сентября',
  'октября',
  'ноября',
  'декабря',
]

const MONTHS_ALONE = [
  'январь',
  'февраль',
  'март',
  'апрель',
  'май',
  'июнь',
  'июль',
  'август',
  'сентябрь',
  'октябрь',
  'ноябрь',
  'декабрь',
]

export const PRINT_MESSAGES: PrintMessages = {
  language: 'ru',
  direction: 'ltr',
  titles: {
    vaccination: 'Сертификат о вакцинации',
    icvp: 'Международное свидетельство о вакцинации или профилактике',
    test: 'Сертификат о тестировании',
    recovery: 'Сертификат о перенесённом заболевании',
    certificate: 'Медицинский сертификат',
    link: 'Ссылка на медицинские документы',
  },
  labels: {
    name: 'Полное имя',
    family: 'Фамилия',
    given: 'Имена',
    ownName: 'Имя в исходном написании',
    ownNameBeside: 'Имя в исходном написании (в коде отсутствует)',
    birthDate: 'Дата рождения',
    documentNumber: 'Номер удостоверения личности',
    disease: 'Болезнь',
    testResult: 'Результат теста',
    sampledAt: 'Взятие пробы',
    testClass: 'Вид теста',
    testName: 'Название теста',
    testDevice: 'Тест-система',
    testCentre: 'Место тестирования',
    testStatus: 'Состояние результата',
    vaccinationDate: 'Дата вакцинации',
    product: 'Вакцина',
    vaccineType: 'Вид вакцины',
    manufacturer: 'Производитель',
    dose: 'Доза',
    lot: 'Серия',
    vaccinationStatus: 'Состояние вакцинации',
    firstPositive: 'Первый положительный тест',
    validFrom: 'Действует с',
    validUntil: 'Действует до',
    statement: 'Сведения',
    documentsAt: 'Документы хранятся у',
    country: 'Страна',
    statedBy: 'Сведения от',
    issuer: 'Кем выдан',
    codeFrom: 'Код действует с',
    codeUntil: 'Код действует до',
    identifier: 'Идентификатор сертификата',
  },
  words: POLICY_WORDS,
  values: { notDone: 'не введена', notFinal: 'не окончательный', unknownDate: 'неизвестна' },
  dates: {
    months: MONTHS,
    monthsAlone: MONTHS_ALONE,
    full: '{day} {month} {year} г.',
    month: '{month} {year} г.',
  },
  steps: {
    code: 'Код содержит этот сертификат с подписью того, кто его выдал. Он проверяется без сети, и о вас никого не спрашивают.',
    showWithDocument: 'Предъявляйте его вместе с удостоверением личности.',
    nobodyElse:
      'Он нужен только тем, кто проверяет медицинские сертификаты. Не публикуйте его изображение.',
    validUntil: 'Код действует до {date} После этого запросите новый у того, кто его выдал.',
    noEnd: 'В коде не указан срок его действия.',
  },
  paper: {
    symbol: 'QR-код с этим сертификатом, предъявляется при проверке',
    part: 'Код {first} из {count}: нужны все',
    fold: 'Вырежьте по угловым меткам и сложите дважды: получится размер банковской карты, который помещается в паспорт.',
    card: 'Предъявлять с удостоверением личности.',
  },
}
