/**
 * Codes of the checks after `format` in Spanish.
 *
 * @module
 */

import type { CounterCheckCodes } from '../messages.ts'
import { ANOTHER, CLOCK, NEW_KEY, NO_RELIANCE, ORIGINAL, OTHER_DEVICE, UPDATE } from './actions.ts'

export const COUNTER_CODES: CounterCheckCodes = {
  'signer.unknown': { title: 'El emisor no está reconocido' },
  'signer.list-missing': { title: 'La lista de emisores no está cargada' },
  'signer.list-stale': { title: 'La lista de emisores es demasiado antigua' },
  'signer.evidence': { title: 'No es lo bastante seguro que la clave sea del emisor' },
  'signer.not-issued': { title: 'El firmante no es quien dice ser', action: ORIGINAL },
  'signer.unsupported-authority': {
    title: 'Este dispositivo no puede comprobar quién certificó la clave del firmante',
    action: OTHER_DEVICE,
  },
  'signature.invalid': { title: 'La firma no corresponde al contenido' },
  'signature.algorithm': { title: 'La firma no es del tipo que produce la clave del emisor' },
  'signature.unsupported-key': {
    title: 'Este dispositivo no admite la clave del emisor',
    action: OTHER_DEVICE,
  },
  'key-usage.not-allowed': {
    title: 'La clave del emisor no está prevista para este tipo de certificado',
    action: NEW_KEY,
  },
  'key-usage.weak-key': {
    title: 'La clave del emisor es demasiado débil para demostrar nada',
    action: NEW_KEY,
  },
  'key-usage.withdrawn': { title: 'La clave del emisor se ha retirado', action: NEW_KEY },
  'key-usage.country': { title: 'La clave es de otro país', action: ORIGINAL },
  'key-usage.domain': { title: 'La clave es para otros certificados', action: ORIGINAL },
  'validity.expired': { title: 'El periodo de firma ha terminado' },
  'validity.not-yet': { title: 'El periodo de firma no ha empezado', action: CLOCK },
  'validity.unreadable': { title: 'Una fecha del periodo de firma falta o no se puede leer' },
  'validity.contradictory': { title: 'El periodo de firma termina antes de empezar' },
  'validity.clock': { title: 'El reloj de este dispositivo no puede estar en hora' },
  'validity.key-expired': { title: 'La vida útil de la clave del emisor ha terminado' },
  'validity.key-not-yet': {
    title: 'La vida útil de la clave del emisor no ha empezado',
    action: CLOCK,
  },
  'revocation.revoked': {
    title: 'El emisor ha revocado este certificado, o la clave que lo firmó',
  },
  'revocation.list-missing': { title: 'La lista de certificados revocados no está cargada' },
  'revocation.list-stale': { title: 'La lista de certificados revocados no está actualizada' },
  'revocation.list-gap': { title: 'La lista de certificados revocados no se puede leer entera' },
  'revocation.not-covered': { title: 'La lista de certificados revocados no se refiere a este' },
  'revocation.no-token': {
    title: 'No tiene ningún lugar reservado en la lista de certificados revocados',
    reason: 'Nunca se habría podido revocar',
  },
  'content.unsupported': {
    title: 'La firma es correcta, pero este programa no puede leer el contenido',
    action: UPDATE,
  },
  'content.structure': { title: 'El certificado no indica lo que debe', action: ANOTHER },
  'content.implausible': { title: 'El certificado indica algo imposible', action: ANOTHER },
  'content.several-entries': {
    title: 'El certificado trata de varias cosas o personas a la vez',
    action: 'Pida al titular certificados que traten cada uno de una sola cosa y una sola persona.',
  },
  'content.no-fact': {
    title: 'No se ha encontrado ninguna vacunación ni prueba en la tarjeta',
    action: 'Pida al titular la tarjeta con la vacunación o la prueba.',
  },
  'content.fhir': { title: 'El registro de salud de la tarjeta está mal formado', action: ANOTHER },
  'content.unsigned': {
    title: 'Nadie ha firmado esto',
    action: 'Pida al titular un certificado firmado.',
  },
  'content.link': {
    title: 'Es un enlace a certificados, no un certificado',
    action: 'Pida al titular que presente los certificados mismos.',
  },
  'content.holder-unsigned': {
    title: 'La firma no abarca la identidad del titular',
    action: NO_RELIANCE,
  },
  'content.ambiguous': {
    title: 'Algunos datos firmados podrían haberse intercambiado',
    action: NO_RELIANCE,
  },
  'content.not-in-catalogue': {
    title: 'El producto no figura en el catálogo',
    action:
      'No lo acepte como certificado de este tipo. Si el catálogo es antiguo, cargue el actual.',
  },
  'content.no-catalogue': {
    title: 'No hay ningún catálogo en el que buscar el producto',
    action: 'Cargue el catálogo y vuelva a comprobarlo.',
  },
  'content.template-version': {
    title: 'Forma de este certificado más reciente que las conocidas',
    action: UPDATE,
  },
  'holder.mismatch': {
    title: 'Los nombres o las fechas de nacimiento no son de una misma persona',
    headline: 'No es la misma persona',
    action:
      'Consulte el documento de identidad y compruebe solo lo que sea de la persona presente.',
  },
  'holder.unclear': {
    title: 'No está claro si se trata de una misma persona',
    action: 'Compárelos con el documento de identidad y compruebe cada certificado por separado.',
  },
  'policy.unknown': { title: 'No se conoce ninguna norma de entrada para este destino' },
  'policy.outdated': {
    title: 'Las normas de entrada son demasiado antiguas',
    action: 'Cargue las normas actuales o siga las instrucciones oficiales del destino.',
  },
  'policy.evidence': {
    title: 'La norma de entrada pide un origen más seguro de la clave, o listas más recientes',
    action: 'Cargue las listas actuales, con las que pide la norma, y vuelva a comprobarlo.',
  },
  'policy.value-missing': {
    title: 'La norma de entrada necesita un dato que el certificado no indica',
    action: 'Pida al titular un certificado que lo indique, u otro justificante.',
  },
  'policy.not-evaluable': {
    title: 'Una norma de entrada no se ha podido aplicar',
    action: 'Decida según el texto oficial de la norma.',
  },
  'policy.more-needed': { title: 'Se necesita un documento más' },
  'policy.not-met': {
    title: 'No se cumple la norma de entrada',
    action: 'Comunique al titular qué condición no se cumple y, si se sabe, cuándo se cumpliría.',
  },
}
