/**
 * What every screen says.
 *
 * @module
 */

export const APP_EN = {
  title: 'Pratique',
  scan: 'Scan',
} as const
