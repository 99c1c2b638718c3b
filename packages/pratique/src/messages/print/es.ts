/**
 * Printed certificates in Spanish.
 *
 * @module
 */

import { POLICY_WORDS } from '../policy/es/words.ts'
import type { PrintMessages } from './messages.ts'

const MONTHS = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
]

export const PRINT_MESSAGES: PrintMessages = {
  language: 'es',
  direction: 'ltr',
  titles: {
    vaccination: 'Certificado de vacunación',
    icvp: 'Certificado internacional de vacunación o profilaxis',
    test: 'Certificado de prueba',
    recovery: 'Certificado de recuperación',
    certificate: 'Certificado sanitario',
    link: 'Enlace a documentos de salud',
  },
  labels: {
    name: 'Nombre completo',
    family: 'Apellidos',
    given: 'Nombres',
    ownName: 'Nombre en su escritura original',
    ownNameBeside: 'Nombre en su escritura original (no está en el código)',
    birthDate: 'Fecha de nacimiento',
    documentNumber: 'Número del documento de identidad',
    disease: 'Enfermedad',
    testResult: 'Resultado de la prueba',
    sampledAt: 'Toma de la muestra',
    testClass: 'Tipo de prueba',
    testName: 'Nombre de la prueba',
    testDevice: 'Dispositivo de la prueba',
    testCentre: 'Centro de la prueba',
    testStatus: 'Estado del resultado',
    vaccinationDate: 'Fecha de vacunación',
    product: 'Vacuna',
    vaccineType: 'Tipo de vacuna',
    manufacturer: 'Fabricante',
    dose: 'Dosis',
    lot: 'Lote',
    vaccinationStatus: 'Estado de la vacunación',
    firstPositive: 'Primera prueba positiva',
    validFrom: 'Válido desde',
    validUntil: 'Válido hasta',
    statement: 'Declaración',
    documentsAt: 'Los documentos se encuentran en',
    country: 'País',
    statedBy: 'Declarado por',
    issuer: 'Emitido por',
    codeFrom: 'Código utilizable desde',
    codeUntil: 'Código utilizable hasta',
    identifier: 'Identificador del certificado',
  },
  words: POLICY_WORDS,
  values: { notDone: 'no administrada', notFinal: 'no definitivo', unknownDate: 'desconocida' },
  dates: {
    months: MONTHS,
    monthsAlone: MONTHS,
    full: '{day} de {month} de {year}',
    month: '{month} de {year}',
  },
  steps: {
    code: 'El código contiene este certificado, firmado por su emisor. Se comprueba sin red y sin preguntar a nadie por usted.',
    showWithDocument: 'Muéstrelo junto con su documento de identidad.',
    nobodyElse:
      'Solo lo necesitan quienes comprueban certificados sanitarios. No publique ninguna imagen de él.',
    validUntil: 'El código es utilizable hasta el {date}. Después, pida uno nuevo al emisor.',
    noEnd: 'El código no indica un final de su validez.',
  },
  paper: {
    symbol: 'Código QR que contiene este certificado, para mostrarlo en el control',
    part: 'Código {first} de {count}: todos son necesarios',
    fold: 'Recorte por las marcas de las esquinas y doble dos veces: queda del tamaño de una tarjeta bancaria y cabe en un pasaporte.',
    card: 'Mostrar con un documento de identidad.',
  },
}
