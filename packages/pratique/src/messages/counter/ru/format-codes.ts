/**
 * Codes of the `format` check in Russian.
 *
 * @module
 */

import type { CounterFormatCodes } from '../messages.ts'
import { ANOTHER, UPDATE } from './actions.ts'

export const COUNTER_FORMAT_CODES: CounterFormatCodes = {
  'format.prefix': { title: 'Это не из числа медицинских сертификатов, известных программе' },
  'format.unsupported': {
    title: 'Сертификат такого вида эта программа не проверяет',
    action: ANOTHER,
  },
  'format.not-asked': { title: 'Сертификат не того вида, который запрошен', action: ANOTHER },
  'format.version': { title: 'Вид сертификата новее, чем известно этой программе', action: UPDATE },
  'format.length': { title: 'Текст длиннее, чем у любого сертификата' },
  'format.base45': { title: 'Текст кода не удаётся декодировать' },
  'format.base64url': { title: 'Часть сертификата не удаётся декодировать' },
  'format.base64': { title: 'Архив в коде не удаётся декодировать' },
  'format.base32': { title: 'Текст пропуска не удаётся декодировать' },
  'format.numeric': { title: 'Цифры карты не удаётся прочитать' },
  'format.chunks': {
    title: 'Эти коды относятся не к одной карте',
    action: 'Отсканируйте заново все коды этой карты и никакие другие.',
  },
  'format.chunk-missing': {
    title: 'Не хватает части карты',
    action: 'Отсканируйте и остальные коды. Их порядок не важен.',
  },
  'format.file': { title: 'Файл с картами не удаётся прочитать' },
  'format.zlib': { title: 'Содержимое кода не удаётся распаковать' },
  'format.deflate': { title: 'Содержимое карты не удаётся распаковать' },
  'format.zip': { title: 'Архив в коде не удаётся открыть' },
  'format.cbor': { title: 'Данные внутри кода испорчены' },
  'format.cose': { title: 'Сертификат построен не как подписанное сообщение' },
  'format.jws': { title: 'Карта состоит не из трёх положенных частей' },
  'format.json': { title: 'Текст внутри сертификата испорчен' },
  'format.canonical': { title: 'Подписанный текст можно понять двояко' },
  'format.certificate': { title: 'Сертификат подписавшего внутри кода не удаётся прочитать' },
  'format.context': { title: 'Сертификат содержит собственный словарь' },
  'format.document': {
    title: 'В сертификате есть части, которых не пишет ни одна выдающая организация',
  },
  'format.proof': { title: 'Подпись описана не так, как должна быть' },
  'format.link': {
    title: 'Ссылка на медицинские документы неправильна',
    action: 'Попросите владельца снова показать ссылку или сам сертификат.',
  },
  'format.header': { title: 'Технический заголовок сертификата неправилен' },
  'format.claims': { title: 'Основные сведения сертификата отсутствуют или не читаются' },
}
