/**
 * Words of the counter in French: formats, kinds of facts, and lines that are filled in.
 *
 * @module
 */

import type { CounterMessages } from '../messages.ts'

export const COUNTER_WORDS: Pick<CounterMessages, 'formats' | 'facts' | 'lines'> = {
  formats: {
    'eu-dcc': 'Certificat COVID numérique de l’UE',
    'who-ddcc': 'Certificat DDCC de l’OMS',
    'who-icvp': 'Carte jaune numérique de l’OMS (ICVP)',
    'health-link': 'Lien de santé dans un certificat HCERT',
    'smart-health-card': 'Carte SMART Health Card',
    'smart-health-link': 'Lien SMART Health Link',
    'vds-nc': 'Cachet numérique visible de l’OACI (VDS-NC)',
    divoc: 'Certificat DIVOC',
    'nz-pass': 'Passe COVID de la Nouvelle-Zélande',
    hcert: 'Certificat de la famille HCERT (UE, OMS)',
    'path-check-cred': 'Justificatif PathCheck',
    'ch-light-certificate': 'Certificat suisse «\u00a0light\u00a0»',
    'nl-domestic': 'Certificat intérieur néerlandais',
    'france-2d-doc': '2D-Doc français',
    openattestation: 'Document OpenAttestation',
    'verifiable-health-link': 'Lien Verifiable Health Link',
    'smart-api-access': 'Accès à un serveur pour un programme',
  },
  facts: {
    vaccination: 'Vaccination',
    test: 'Test',
    recovery: 'Rétablissement',
    prophylaxis: 'Prophylaxie',
    exemption: 'Exemption',
    attestation: 'Déclaration de l’émetteur sans fait médical',
    other: 'Donnée de santé d’un autre type',
    link: 'Lien vers des documents de santé',
  },
  lines: {
    testResult: 'Résultat du test\u00a0: {result}',
    ifReal: 'S’il était réel\u00a0: {headline}',
  },
}
