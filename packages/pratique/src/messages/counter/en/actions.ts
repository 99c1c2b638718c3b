/**
 * Next steps that several codes share, in English.
 *
 * @module
 */

export const ANOTHER = 'Ask the holder for another certificate.'
export const UPDATE = 'Update this program, or ask the holder for another certificate.'
export const ORIGINAL = 'Do not accept it. Ask the holder for the original from the issuer.'
export const NEW_KEY = 'Do not accept it. The issuer can issue it again with the right key.'
export const OTHER_DEVICE = 'Check it on another device. The certificate may well be genuine.'
export const CLOCK =
  'Check the date and time of this device. If they are right, ask the holder to have the certificate renewed by its issuer.'
export const NO_RELIANCE = 'Do not rely on it. Ask the holder for another certificate.'
