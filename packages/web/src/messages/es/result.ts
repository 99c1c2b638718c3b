/**
 * What is said of a result, in Spanish.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const RESULT_ES: Messages['result'] = {
  mode: 'Comprobado: {mode}',
  name: 'Nombre',
  birthDate: 'Fecha de nacimiento',
  documentNumber: 'Número del documento',
  notStated: 'no consta',
  reason: 'Motivo',
  next: 'Qué hacer',
  issuer: 'Emisor',
  format: 'Tipo',
  remarks: '{count, plural, one {# observación} other {# observaciones}}',
  remarksNote: 'No cambian la respuesta.',
  lists: 'Listas utilizadas',
  keysAsOf: 'Claves: {date}',
  revocationAsOf: 'Revocaciones: {date}',
  policiesAsOf: 'Normas de entrada: {date}',
  code: 'Código para la asistencia: {code}',
  codeNone: 'Código para la asistencia: {exitCode}',
  compare: 'Comparar con el documento',
  compareTitle: '¿Es la misma persona?',
  compareText: 'Tome el documento de identidad en la mano y compare letra por letra.',
  same: 'Los datos son correctos',
  differs: 'Algo no coincide',
  confirmed: 'Identidad comparada',
  differsTitle: 'No es el certificado de esta persona',
  differsText:
    'No lo acepte. La grafía puede variar de un alfabeto a otro: compare las letras latinas. Si no es eso, pida el certificado de la propia persona.',
  another: 'Escanear el otro documento',
  scanNext: 'Escanear el siguiente',
  keepOpen: 'Mantener abierto',
  keepOpenLeft: '{count, plural, one {una vez más} other {# veces más}}',
  closes:
    '{seconds, plural, one {Esta pantalla se cierra en # segundo} other {Esta pantalla se cierra en # segundos}}',
  closesSoon: 'Esta pantalla se cierra en unos segundos',
  cardTitle: 'Qué muestra la pantalla y qué hacer',
  cardIntro:
    'Lea primero la palabra y después la forma. El color solo ayuda. El código al pie de la pantalla es para la asistencia.',
  cardVerdict: 'La pantalla muestra',
  cardDo: 'Qué hacer',
  cardReason: '{reason}.',
  cardPrint: 'Imprimir',
  cardFooter:
    'No se guardan datos de ninguna persona. No fotografíe nunca la pantalla ni un código.',
}
