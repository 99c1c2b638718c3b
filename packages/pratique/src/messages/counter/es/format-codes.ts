/**
 * Codes of the `format` check in Spanish.
 *
 * @module
 */

import type { CounterFormatCodes } from '../messages.ts'
import { ANOTHER, UPDATE } from './actions.ts'

export const COUNTER_FORMAT_CODES: CounterFormatCodes = {
  'format.prefix': { title: 'No es un certificado sanitario conocido por este programa' },
  'format.unsupported': {
    title: 'Certificado de un tipo que este programa no comprueba',
    action: ANOTHER,
  },
  'format.not-asked': { title: 'Certificado de un tipo que no se había pedido', action: ANOTHER },
  'format.version': {
    title: 'Certificado de un tipo más reciente que este programa',
    action: UPDATE,
  },
  'format.length': { title: 'El texto es más largo que el de cualquier certificado' },
  'format.base45': { title: 'El texto del código no se puede descodificar' },
  'format.base64url': { title: 'Una parte del certificado no se puede descodificar' },
  'format.base64': { title: 'El archivo comprimido del código no se puede descodificar' },
  'format.base32': { title: 'El texto del pase no se puede descodificar' },
  'format.numeric': { title: 'Las cifras de la tarjeta no se pueden leer' },
  'format.chunks': {
    title: 'Estos códigos no son de una misma tarjeta',
    action: 'Escanee de nuevo todos los códigos de esa tarjeta, y ningún otro.',
  },
  'format.chunk-missing': {
    title: 'Falta una parte de la tarjeta',
    action: 'Escanee también los códigos restantes. El orden no importa.',
  },
  'format.file': { title: 'El archivo de tarjetas no se puede leer' },
  'format.zlib': { title: 'El contenido del código no se puede descomprimir' },
  'format.deflate': { title: 'El contenido de la tarjeta no se puede descomprimir' },
  'format.zip': { title: 'El archivo comprimido del código no se puede abrir' },
  'format.cbor': { title: 'Los datos del código son defectuosos' },
  'format.cose': { title: 'El certificado no tiene la estructura de un mensaje firmado' },
  'format.jws': { title: 'La tarjeta no tiene sus tres partes' },
  'format.json': { title: 'El texto del certificado es defectuoso' },
  'format.canonical': { title: 'El texto firmado podría entenderse de dos maneras' },
  'format.certificate': {
    title: 'El certificado del firmante incluido en el código no se puede leer',
  },
  'format.context': { title: 'El certificado trae su propio diccionario' },
  'format.document': { title: 'El certificado tiene partes que ningún emisor escribe' },
  'format.proof': { title: 'La firma no está descrita como debe' },
  'format.link': {
    title: 'El enlace de salud no es correcto',
    action: 'Pida al titular que presente de nuevo el enlace, o el certificado mismo.',
  },
  'format.header': { title: 'La cabecera técnica del certificado no es correcta' },
  'format.claims': { title: 'Un dato básico del certificado falta o no se puede leer' },
}
