/**
 * Words of the counter in Russian: formats, kinds of facts, and lines that are filled in.
 *
 * @module
 */

import type { CounterMessages } from '../messages.ts'

export const COUNTER_WORDS: Pick<CounterMessages, 'formats' | 'facts' | 'lines'> = {
  formats: {
    'eu-dcc': 'Цифровой COVID-сертификат ЕС',
    'who-ddcc': 'Сертификат DDCC ВОЗ',
    'who-icvp': 'Цифровая жёлтая карта ВОЗ (ICVP)',
    'health-link': 'Ссылка на медицинские документы в сертификате HCERT',
    'smart-health-card': 'Карта SMART Health Card',
    'smart-health-link': 'Ссылка SMART Health Link',
    'vds-nc': 'Видимая цифровая печать ИКАО (VDS-NC)',
    divoc: 'Сертификат DIVOC',
    'nz-pass': 'COVID-пропуск Новой Зеландии',
    hcert: 'Сертификат семейства HCERT (ЕС, ВОЗ)',
    'path-check-cred': 'Документ PathCheck',
    'ch-light-certificate': 'Облегчённый сертификат Швейцарии',
    'nl-domestic': 'Внутренний сертификат Нидерландов',
    'france-2d-doc': 'Код 2D-Doc Франции',
    openattestation: 'Документ OpenAttestation',
    'verifiable-health-link': 'Ссылка Verifiable Health Link',
    'smart-api-access': 'Доступ программы к серверу',
  },
  facts: {
    vaccination: 'Вакцинация',
    test: 'Тест',
    recovery: 'Выздоровление',
    prophylaxis: 'Профилактика',
    exemption: 'Медицинское освобождение',
    attestation: 'Заявление выдавшей организации без медицинских сведений',
    other: 'Медицинская запись другого вида',
    link: 'Ссылка на медицинские документы',
  },
  lines: {
    testResult: 'Результат теста: {result}',
    ifReal: 'Если бы он был настоящим: {headline}',
  },
}
