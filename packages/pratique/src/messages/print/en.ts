/**
 * Printed certificates in English.
 *
 * @module
 */

import { POLICY_WORDS } from '../policy/en/words.ts'
import type { PrintMessages } from './messages.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

export const PRINT_MESSAGES: PrintMessages = {
  language: 'en',
  direction: 'ltr',
  titles: {
    vaccination: 'Certificate of vaccination',
    icvp: 'International Certificate of Vaccination or Prophylaxis',
    test: 'Test certificate',
    recovery: 'Certificate of recovery',
    certificate: 'Health certificate',
    link: 'Link to health documents',
  },
  labels: {
    name: 'Name',
    family: 'Surname',
    given: 'Given names',
    ownName: 'Name in its own script',
    ownNameBeside: 'Name in its own script (not in the code)',
    birthDate: 'Date of birth',
    documentNumber: 'Number of the identity document',
    disease: 'Disease',
    testResult: 'Test result',
    sampledAt: 'Sample taken',
    testClass: 'Type of test',
    testName: 'Name of the test',
    testDevice: 'Test device',
    testCentre: 'Test centre',
    testStatus: 'State of the result',
    vaccinationDate: 'Date of vaccination',
    product: 'Vaccine',
    vaccineType: 'Type of vaccine',
    manufacturer: 'Manufacturer',
    dose: 'Dose',
    lot: 'Batch',
    vaccinationStatus: 'State of the vaccination',
    firstPositive: 'First positive test',
    validFrom: 'Valid from',
    validUntil: 'Valid until',
    statement: 'Statement',
    documentsAt: 'Documents lie at',
    country: 'Country',
    statedBy: 'Stated by',
    issuer: 'Issued by',
    codeFrom: 'Code counts from',
    codeUntil: 'Code counts until',
    identifier: 'Identifier of the certificate',
  },
  words: POLICY_WORDS,
  values: { notDone: 'not given', notFinal: 'not final', unknownDate: 'unknown' },
  dates: {
    months: MONTHS,
    monthsAlone: MONTHS,
    full: '{day} {month} {year}',
    month: '{month} {year}',
  },
  steps: {
    code: 'The code holds this certificate, signed by its issuer. It can be checked without a network, and nobody is asked about you.',
    showWithDocument: 'Show it together with your identity document.',
    nobodyElse:
      'Nobody needs it but those who check health certificates. Do not publish a picture of it.',
    validUntil: 'The code counts until {date}. After that, ask the issuer for a new one.',
    noEnd: 'The code states no end of its validity.',
  },
  paper: {
    symbol: 'QR code that holds this certificate, to be shown to the checker',
    part: 'Code {first} of {count}: all of them are needed',
    fold: 'Cut along the corner marks and fold twice: it then has the size of a bank card and lies in a passport.',
    card: 'Show with an identity document.',
  },
}
