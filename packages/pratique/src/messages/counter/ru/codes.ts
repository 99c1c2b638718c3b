/**
 * Codes of the checks after `format` in Russian.
 *
 * @module
 */

import type { CounterCheckCodes } from '../messages.ts'
import { ANOTHER, CLOCK, NEW_KEY, NO_RELIANCE, ORIGINAL, OTHER_DEVICE, UPDATE } from './actions.ts'

export const COUNTER_CODES: CounterCheckCodes = {
  'signer.unknown': { title: 'Выдавшая организация не признана' },
  'signer.list-missing': { title: 'Список выдающих организаций не загружен' },
  'signer.list-stale': { title: 'Список выдающих организаций устарел' },
  'signer.evidence': {
    title: 'Недостаточно надёжно установлено, что ключ принадлежит выдавшей организации',
  },
  'signer.not-issued': { title: 'Подписавший не тот, за кого себя выдаёт', action: ORIGINAL },
  'signer.unsupported-authority': {
    title: 'Это устройство не может проверить, кто удостоверил ключ подписавшего',
    action: OTHER_DEVICE,
  },
  'signature.invalid': { title: 'Подпись не соответствует содержимому' },
  'signature.algorithm': { title: 'Подпись не того вида, какой создаёт ключ выдавшей организации' },
  'signature.unsupported-key': {
    title: 'Это устройство не поддерживает ключ выдавшей организации',
    action: OTHER_DEVICE,
  },
  'key-usage.not-allowed': {
    title: 'Ключ выдавшей организации не предназначен для сертификатов этого вида',
    action: NEW_KEY,
  },
  'key-usage.weak-key': {
    title: 'Ключ выдавшей организации слишком слаб, чтобы что-либо доказать',
    action: NEW_KEY,
  },
  'key-usage.withdrawn': { title: 'Ключ выдавшей организации изъят', action: NEW_KEY },
  'key-usage.country': { title: 'Ключ принадлежит другой стране', action: ORIGINAL },
  'key-usage.domain': { title: 'Ключ предназначен для других сертификатов', action: ORIGINAL },
  'validity.expired': { title: 'Срок действия подписи истёк' },
  'validity.not-yet': { title: 'Срок действия подписи ещё не начался', action: CLOCK },
  'validity.unreadable': {
    title: 'Одна из дат срока действия подписи отсутствует или не читается',
  },
  'validity.contradictory': { title: 'Срок действия подписи заканчивается раньше, чем начинается' },
  'validity.clock': { title: 'Часы этого устройства не могут идти верно' },
  'validity.key-expired': { title: 'Срок действия ключа выдавшей организации истёк' },
  'validity.key-not-yet': {
    title: 'Срок действия ключа выдавшей организации ещё не начался',
    action: CLOCK,
  },
  'revocation.revoked': {
    title: 'Организация отозвала этот сертификат или ключ, которым он подписан',
  },
  'revocation.list-missing': { title: 'Список отозванных сертификатов не загружен' },
  'revocation.list-stale': { title: 'Список отозванных сертификатов устарел' },
  'revocation.list-gap': { title: 'Список отозванных сертификатов не читается полностью' },
  'revocation.not-covered': {
    title: 'Список отозванных сертификатов к этому сертификату не относится',
  },
  'revocation.no-token': {
    title: 'В списке отозванных сертификатов для него не предусмотрено места',
    reason: 'Отозвать его было бы невозможно',
  },
  'content.unsupported': {
    title: 'Подпись верна, но эта программа не может прочитать содержимое',
    action: UPDATE,
  },
  'content.structure': {
    title: 'В сертификате не указано то, что должно быть указано',
    action: ANOTHER,
  },
  'content.implausible': { title: 'В сертификате указано то, чего не может быть', action: ANOTHER },
  'content.several-entries': {
    title: 'Сертификат относится сразу к нескольким событиям или лицам',
    action: 'Попросите у владельца сертификаты, каждый об одном событии и одном лице.',
  },
  'content.no-fact': {
    title: 'В карте не найдено ни вакцинации, ни теста',
    action: 'Попросите у владельца карту с вакцинацией или тестом.',
  },
  'content.fhir': {
    title: 'Медицинская запись внутри карты составлена неправильно',
    action: ANOTHER,
  },
  'content.unsigned': {
    title: 'Это никем не подписано',
    action: 'Попросите у владельца подписанный сертификат.',
  },
  'content.link': {
    title: 'Это ссылка на сертификаты, а не сертификат',
    action: 'Попросите владельца показать сами сертификаты.',
  },
  'content.holder-unsigned': {
    title: 'Подпись не охватывает сведения о владельце',
    action: NO_RELIANCE,
  },
  'content.ambiguous': {
    title: 'Подписанные данные могли быть переставлены местами',
    action: NO_RELIANCE,
  },
  'content.not-in-catalogue': {
    title: 'Этого препарата нет в каталоге',
    action:
      'Не принимайте его как сертификат этого вида. Если каталог старый, загрузите актуальный.',
  },
  'content.no-catalogue': {
    title: 'Нет каталога, в котором можно найти препарат',
    action: 'Загрузите каталог и повторите проверку.',
  },
  'content.template-version': { title: 'Форма этого сертификата новее известных', action: UPDATE },
  'holder.mismatch': {
    title: 'Имена или даты рождения принадлежат не одному лицу',
    headline: 'Не одно и то же лицо',
    action:
      'Сверьтесь с удостоверением личности и проверяйте только то, что принадлежит присутствующему лицу.',
  },
  'holder.unclear': {
    title: 'Неясно, одно ли это лицо',
    action: 'Сверьте их с удостоверением личности и проверьте каждый сертификат отдельно.',
  },
  'policy.unknown': { title: 'Правила въезда для этого места назначения неизвестны' },
  'policy.outdated': {
    title: 'Правила въезда устарели',
    action: 'Загрузите актуальные правила или следуйте официальным указаниям страны назначения.',
  },
  'policy.evidence': {
    title: 'Правило въезда требует более надёжного происхождения ключа или более новых списков',
    action:
      'Загрузите актуальные списки, в том числе те, которых требует правило, и повторите проверку.',
  },
  'policy.value-missing': {
    title: 'Правилу въезда нужны сведения, которых в сертификате нет',
    action: 'Попросите у владельца сертификат, где они указаны, или другое подтверждение.',
  },
  'policy.not-evaluable': {
    title: 'Одно из правил въезда не удалось применить',
    action: 'Примите решение по официальному тексту правила.',
  },
  'policy.more-needed': { title: 'Нужен ещё один документ' },
  'policy.not-met': {
    title: 'Правило въезда не выполнено',
    action:
      'Сообщите владельцу, какое условие не выполнено и, если известно, когда оно будет выполнено.',
  },
}
