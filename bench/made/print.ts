/**
 * Certificates of made-up people with a symbol each, to be printed.
 *
 * @module
 */

import type { PrintedSymbol } from 'pratique/print'
import { encodeQr } from 'pratique/qr'
import type { Field, HealthCertificate } from 'pratique/verify'

/** One certificate to print. */
export interface PrintSample {
  readonly certificate: HealthCertificate
  readonly symbol: PrintedSymbol
}

/** Of an EU certificate of vaccination; version 15 at level Q. */
const TEXT_LENGTH = 400
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** Makes so many, all of different people. */
export function makePrintSamples(count: number): readonly PrintSample[] {
  return Array.from({ length: count }, (_, i) => ({
    certificate: makeCertificate(i),
    symbol: makeSymbol(i + 1),
  }))
}

function stated<T>(value: T): Field<T> {
  return { value, source: 'stated' }
}

function makeCertificate(index: number): HealthCertificate {
  const day = String((index % 28) + 1).padStart(2, '0')
  const coded = (code: string) =>
    ({ value: 'unknown', source: 'stated', codes: [{ code }] }) as const
  return {
    holder: {
      name: { family: stated(`Mustermann-${index}`), given: stated('Renée Zoë') },
      birthDate: stated(`19${60 + (index % 40)}-02-${day}`),
      documentNumber: stated(`P${1_000_000 + index}`),
    },
    facts: [
      {
        kind: 'vaccination',
        disease: { ...coded('840539006'), value: 'covid-19' },
        date: stated(`2026-05-${day}`),
        product: coded('EU/1/20/1528'),
        vaccineType: coded('1119349007'),
        manufacturer: coded('ORG-100030215'),
        doseNumber: stated(2),
        seriesDoses: stated(2),
        status: stated('completed'),
        country: stated('UT'),
        statedBy: stated('Ministry of Health (Utopia)'),
      },
    ],
    identifiers: [{ scheme: 'uvci', value: `URN:UVCI:01:UT:1878375${100_000 + index}` }],
    issuer: { stated: stated('UT') },
    validity: { expiresAt: Date.parse('2027-06-30T00:00:00Z') / 1000 },
  }
}

function makeSymbol(seed: number): PrintedSymbol {
  let state = seed
  let text = 'HC1:'
  while (text.length < TEXT_LENGTH) {
    state = (state * 48_271) % 2_147_483_647
    text += ALPHANUMERIC.charAt(state % ALPHANUMERIC.length)
  }
  const symbol = encodeQr(text)
  // Made when they are asked for: not in the time of who draws them.
  symbol.modules.at(0)
  return symbol
}
