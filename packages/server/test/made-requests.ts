/**
 * What laboratories and clinics ask of a server, about made-up holders.
 *
 * @module
 */

import { ORDER as EXAMPLE } from '../src/http/examples.ts'

/** The order that the API describes, of another holder. */
export const ORDER = {
  ...EXAMPLE,
  holder: { family: 'Utopian', given: 'Ada', birthDate: '1990-01-01' },
} as const

/** The body that asks for it. */
export const REQUEST = { format: 'eu-dcc', order: ORDER } as const
