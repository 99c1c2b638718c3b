/**
 * What laboratories and clinics ask of a server, about made-up holders.
 *
 * @module
 */

/** An order that is carried out. */
export const ORDER = {
  holder: { family: 'Utopian', given: 'Ada', birthDate: '1990-01-01' },
  fact: {
    kind: 'vaccination',
    disease: 'covid-19',
    date: '2026-10-01',
    product: 'EU/1/20/1528',
    doseNumber: 2,
    seriesDoses: 2,
  },
} as const

/** The body that asks for it. */
export const REQUEST = { format: 'eu-dcc', order: ORDER } as const
