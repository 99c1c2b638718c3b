/**
 * What every screen says.
 *
 * @module
 */

export const APP_EN = {
  title: 'Pratique',
  home: 'Home',
  reading: 'Reading…',
  language: 'Language',
  fault: 'This program has a fault',
  faultAction:
    'No answer was reached. Check on another device, or load this page anew. The certificate may well be genuine.',
  reload: 'Load the page anew',
} as const
