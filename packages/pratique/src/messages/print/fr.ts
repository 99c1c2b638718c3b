/**
 * Printed certificates in French.
 *
 * @module
 */

import { POLICY_WORDS } from '../policy/fr/words.ts'
import type { PrintMessages } from './messages.ts'

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]

export const PRINT_MESSAGES: PrintMessages = {
  language: 'fr',
  direction: 'ltr',
  titles: {
    vaccination: 'Certificat de vaccination',
    icvp: 'Certificat international de vaccination ou de prophylaxie',
    test: 'Certificat de test',
    recovery: 'Certificat de rétablissement',
    certificate: 'Certificat sanitaire',
    link: 'Lien vers des documents de santé',
  },
  labels: {
    name: 'Nom complet',
    family: 'Nom',
    given: 'Prénoms',
    ownName: 'Nom dans son écriture d’origine',
    ownNameBeside: 'Nom dans son écriture d’origine (absent du code)',
    birthDate: 'Date de naissance',
    documentNumber: 'Numéro de la pièce d’identité',
    disease: 'Maladie',
    testResult: 'Résultat du test',
    sampledAt: 'Prélèvement',
    testClass: 'Type de test',
    testName: 'Nom du test',
    testDevice: 'Dispositif de test',
    testCentre: 'Centre de test',
    testStatus: 'État du résultat',
    vaccinationDate: 'Date de vaccination',
    product: 'Vaccin',
    vaccineType: 'Type de vaccin',
    manufacturer: 'Fabricant',
    dose: 'Dose',
    lot: 'Lot',
    vaccinationStatus: 'État de la vaccination',
    firstPositive: 'Premier test positif',
    validFrom: 'Valable à partir du',
    validUntil: 'Valable jusqu’au',
    statement: 'Déclaration',
    documentsAt: 'Les documents se trouvent chez',
    country: 'Pays',
    statedBy: 'Déclaré par',
    issuer: 'Émis par',
    codeFrom: 'Code utilisable à partir du',
    codeUntil: 'Code utilisable jusqu’au',
    identifier: 'Identifiant du certificat',
  },
  words: POLICY_WORDS,
  values: { notDone: 'non administré', notFinal: 'non définitif', unknownDate: 'inconnue' },
  dates: {
    months: MONTHS,
    monthsAlone: MONTHS,
    full: '{day} {month} {year}',
    month: '{month} {year}',
  },
  steps: {
    code: 'Le code contient ce certificat, signé par son émetteur. Il se vérifie sans réseau, et personne n’est interrogé à votre sujet.',
    showWithDocument: 'Présentez-le avec votre pièce d’identité.',
    nobodyElse:
      'Seules les personnes qui contrôlent les certificats sanitaires en ont besoin. N’en publiez pas d’image.',
    validUntil:
      'Le code est utilisable jusqu’au {date}. Ensuite, demandez-en un nouveau à l’émetteur.',
    noEnd: 'Le code n’indique aucune fin de validité.',
  },
  paper: {
    symbol: 'Code QR contenant ce certificat, à présenter lors du contrôle',
    part: 'Code {first} sur {count}\u00a0: tous sont nécessaires',
    fold: 'Découpez selon les repères d’angle et pliez deux fois\u00a0: le format est alors celui d’une carte bancaire et tient dans un passeport.',
    card: 'À présenter avec une pièce d’identité.',
  },
}
