/**
 * The kiosk, in Spanish.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const KIOSK_ES: Messages['kiosk'] = {
  attract: 'Muestre su certificado sanitario',
  attractHint: 'Coloque el código delante de la cámara.',
  opening: 'Un momento…',
  parts: 'Muestre los otros códigos de esta tarjeta',
  another: 'Se necesita un certificado más',
  anotherHint: 'Coloque su código delante de la cámara.',
  one: 'Muestre los códigos de uno en uno.',
  unfit: 'Este código no corresponde al anterior.',
  repeated: 'Este código ya se ha leído.',
  checking: 'Comprobando…',
  document: 'Ahora muestre su pasaporte o documento de identidad',
  documentHint:
    'Póngalo sobre el lector, o escriba las líneas de la parte inferior, las que contienen el signo <.',
  line: 'Línea {number}',
  compare: 'Comparar',
  unreadable: 'No se han podido leer las líneas. Revise cada carácter.',
  nothingKept: 'Estos datos no se guardan.',
  cancel: 'Cancelar',
  accepted: 'Puede pasar',
  acceptedHint: 'Su certificado cumple las normas de entrada.',
  genuine: 'Su certificado es auténtico',
  genuineHint: 'No se ha comprobado ninguna norma de entrada.',
  moreNeeded: 'Se necesita un certificado más',
  refused: 'Diríjase al personal',
  refusedHint: 'No se cumplen las normas de entrada, o el documento es de otra persona.',
  notGenuine: 'Diríjase al personal',
  notGenuineHint: 'Este certificado no se puede aceptar.',
  undecided: 'Diríjase al personal',
  undecidedHint: 'Aquí no se puede dar una respuesta.',
  notACertificate: 'No es un certificado sanitario',
  notACertificateHint: 'Muestre el código de su certificado sanitario.',
  specimen: 'Certificado de prueba',
  specimenHint: 'No corresponde a nadie.',
  staff: 'Un miembro del personal le ayudará',
  staffHint: 'Espere aquí, o vaya a un mostrador.',
  again: 'Empezar de nuevo',
  fault: 'La cámara no está disponible. Use el lector, o pregunte al personal.',
}
