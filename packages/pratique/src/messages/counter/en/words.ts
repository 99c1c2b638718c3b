/**
 * Words of the counter in English: formats, kinds of facts, and lines that are filled in.
 *
 * @module
 */

import type { CounterMessages } from '../messages.ts'

export const COUNTER_WORDS: Pick<CounterMessages, 'formats' | 'facts' | 'lines'> = {
  formats: {
    'eu-dcc': 'EU Digital COVID Certificate',
    'who-ddcc': 'WHO DDCC',
    'who-icvp': 'WHO digital yellow card (ICVP)',
    'health-link': 'Health link in an HCERT',
    'smart-health-card': 'SMART Health Card',
    'smart-health-link': 'SMART Health Link',
    'vds-nc': 'ICAO Visible Digital Seal (VDS-NC)',
    divoc: 'DIVOC certificate',
    'nz-pass': 'New Zealand COVID Pass',
    hcert: 'Certificate of the HCERT family (EU, WHO)',
    'path-check-cred': 'PathCheck credential',
    'ch-light-certificate': 'Swiss light certificate',
    'nl-domestic': 'Dutch domestic certificate',
    'france-2d-doc': 'French 2D-Doc',
    openattestation: 'OpenAttestation document',
    'verifiable-health-link': 'Verifiable Health Link',
    'smart-api-access': 'Access to a server for a program',
  },
  facts: {
    vaccination: 'Vaccination',
    test: 'Test',
    recovery: 'Recovery',
    prophylaxis: 'Prophylaxis',
    exemption: 'Exemption',
    attestation: 'Statement of the issuer without a medical fact',
    other: 'Health record of another kind',
    link: 'Link to health documents',
  },
  lines: {
    testResult: 'Test result: {result}',
    ifReal: 'If it were real: {headline}',
  },
}
