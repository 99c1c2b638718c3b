/**
 * The lines of a report on entry rules in Russian.
 *
 * @module
 */

import type { PolicyReport } from '../messages.ts'

export const POLICY_REPORT: PolicyReport = {
  results: {
    passed: 'Соответствует правилам въезда',
    'more-needed': 'Нужен ещё один документ',
    failed: 'Не соответствует правилам въезда',
    open: 'Нет ответа',
  },
  causes: {
    'no-rules': 'Нет ответа: правила въезда неизвестны',
    outdated: 'Нет ответа: правила или списки устарели',
    evidence: 'Нет ответа: происхождение ключа установлено недостаточно надёжно',
    'value-missing': 'Нет ответа: не указано то, от чего он зависит',
    error: 'Нет ответа: одно из правил нельзя применить автоматически',
  },
  windows: {
    acceptedBetween: 'Принимается с {from} до {until}',
    acceptedFrom: 'Принимается с {from}',
    acceptedUntil: 'Принимается до {until}',
    acceptedAlways: 'Принимается без ограничения срока',
    acceptedNever: 'Не принимается ни в какое время',
    nextPass: 'Могло бы приниматься с {date}',
    between: 'С {from} до {until}',
    from: 'С {from}',
    until: 'До {until}',
  },
  headings: {
    destination: 'Правила въезда: {destination}',
    arrival: 'Прибытие: {date}',
    reasons: 'Причины',
    actions: 'Что можно сделать',
    windows: 'Когда это принимается',
    officialText: 'Официальный текст страны назначения',
    usedFields: 'Что учитывали правила',
    derivedFields: 'Не указано, но выведено',
    missingFields: 'Не указано, а от этого зависит ответ',
    rules: 'Применённые правила',
  },
  notes: {
    certificate: 'Сертификат {number}',
    show: 'Достаточно предъявить: {certificates}',
    asOf: 'Правила по состоянию на {date}',
    timeZone: 'Время указано по часовому поясу {zone}',
    rule: 'Правило {rule}',
    windowLimits: 'По правилам, известным сегодня, и для предъявленных документов.',
  },
}
