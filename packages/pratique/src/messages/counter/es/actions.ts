/**
 * Next steps that several codes share, in Spanish.
 *
 * @module
 */

export const ANOTHER = 'Pida otro certificado al titular.'
export const UPDATE = 'Actualice este programa o pida otro certificado al titular.'
export const ORIGINAL =
  'No acepte el certificado. Pida al titular el original que le entregó el emisor.'
export const NEW_KEY =
  'No acepte el certificado. El emisor puede emitirlo de nuevo con la clave correcta.'
export const OTHER_DEVICE =
  'Compruebe el certificado en otro dispositivo. Es muy posible que sea auténtico.'
export const CLOCK =
  'Compruebe la fecha y la hora de este dispositivo. Si son correctas, indique al titular que solicite al emisor la renovación del certificado.'
export const NO_RELIANCE = 'No lo tenga en cuenta. Pida otro certificado al titular.'
