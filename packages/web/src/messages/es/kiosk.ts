/**
 * The kiosk, in Spanish.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const KIOSK_ES: Messages['kiosk'] = {
  attract: 'Muestre su certificado de salud',
  attractHint: 'Sostenga el código ante la cámara.',
  opening: 'Un momento …',
  parts: 'Muestre los otros códigos de esta tarjeta',
  another: 'Se necesita otro certificado',
  anotherHint: 'Sostenga su código ante la cámara.',
  one: 'Muestre un solo código a la vez.',
  unfit: 'Este código no corresponde al anterior.',
  repeated: 'Este código ya está leído.',
  checking: 'Comprobando …',
  document: 'Ahora su pasaporte o documento de identidad',
  documentHint: 'Póngalo en el lector, o escriba las líneas del pie que tienen los signos <.',
  line: 'Línea {number}',
  compare: 'Comparar',
  unreadable: 'No se pudieron leer las líneas. Revise cada carácter.',
  nothingKept: 'No se guarda nada.',
  cancel: 'Cancelar',
  accepted: 'Puede pasar',
  acceptedHint: 'Su certificado cumple las reglas de entrada.',
  genuine: 'Su certificado es auténtico',
  genuineHint: 'No se comprobó ninguna regla de entrada.',
  moreNeeded: 'Se necesita otro certificado',
  refused: 'Diríjase al personal',
  refusedHint: 'No se cumplen las reglas de entrada, o el documento es de otra persona.',
  notGenuine: 'Diríjase al personal',
  notGenuineHint: 'Este certificado no se puede aceptar.',
  undecided: 'Diríjase al personal',
  undecidedHint: 'Aquí no hay respuesta.',
  notACertificate: 'No es un certificado de salud',
  notACertificateHint: 'Muestre el código de su certificado de salud.',
  specimen: 'Certificado de prueba',
  specimenHint: 'No es de nadie.',
  staff: 'Un miembro del personal le ayudará',
  staffHint: 'Espere aquí o vaya a un mostrador.',
  again: 'Empezar de nuevo',
  fault: 'La cámara no está disponible. Use el lector o pregunte al personal.',
}
