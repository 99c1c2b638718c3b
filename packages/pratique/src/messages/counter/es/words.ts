/**
 * Words of the counter in Spanish: formats, kinds of facts, and lines that are filled in.
 *
 * @module
 */

import type { CounterMessages } from '../messages.ts'

export const COUNTER_WORDS: Pick<CounterMessages, 'formats' | 'facts' | 'lines'> = {
  formats: {
    'eu-dcc': 'Certificado COVID digital de la UE',
    'who-ddcc': 'Certificado DDCC de la OMS',
    'who-icvp': 'Tarjeta amarilla digital de la OMS (ICVP)',
    'health-link': 'Enlace de salud en un certificado HCERT',
    'smart-health-card': 'Tarjeta SMART Health Card',
    'smart-health-link': 'Enlace SMART Health Link',
    'vds-nc': 'Sello digital visible de la OACI (VDS-NC)',
    divoc: 'Certificado DIVOC',
    'nz-pass': 'Pase COVID de Nueva Zelandia',
    hcert: 'Certificado de la familia HCERT (UE, OMS)',
    'path-check-cred': 'Credencial PathCheck',
    'ch-light-certificate': 'Certificado «light» suizo',
    'nl-domestic': 'Certificado nacional neerlandés',
    'france-2d-doc': '2D-Doc francés',
    openattestation: 'Documento OpenAttestation',
    'verifiable-health-link': 'Enlace Verifiable Health Link',
    'smart-api-access': 'Acceso a un servidor para un programa',
  },
  facts: {
    vaccination: 'Vacunación',
    test: 'Prueba diagnóstica',
    recovery: 'Recuperación',
    prophylaxis: 'Profilaxis',
    exemption: 'Exención',
    attestation: 'Declaración del emisor sin dato médico',
    other: 'Registro de salud de otro tipo',
    link: 'Enlace a documentos de salud',
  },
  lines: {
    testResult: 'Resultado de la prueba: {result}',
    ifReal: 'Si fuera real: {headline}',
  },
}
