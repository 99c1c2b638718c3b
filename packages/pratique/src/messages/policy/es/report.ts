/**
 * The lines of a report on entry rules in Spanish.
 *
 * @module
 */

import type { PolicyReport } from '../messages.ts'

export const POLICY_REPORT: PolicyReport = {
  results: {
    passed: 'Cumple las normas de entrada',
    'more-needed': 'Se necesita un documento más',
    failed: 'No cumple las normas de entrada',
    open: 'Sin respuesta',
  },
  causes: {
    'no-rules': 'Sin respuesta: no se conocen normas de entrada',
    outdated: 'Sin respuesta: las normas o las listas no están actualizadas',
    evidence: 'Sin respuesta: el origen de la clave no es lo bastante seguro',
    'value-missing': 'Sin respuesta: falta un dato decisivo',
    error: 'Sin respuesta: una norma no se puede aplicar de forma automática',
  },
  windows: {
    acceptedBetween: 'Se acepta desde el {from} hasta el {until}',
    acceptedFrom: 'Se acepta a partir del {from}',
    acceptedUntil: 'Se acepta hasta el {until}',
    acceptedAlways: 'Se acepta sin límite de tiempo',
    acceptedNever: 'No se acepta en ningún momento',
    nextPass: 'Se aceptaría a partir del {date}',
    between: 'Desde el {from} hasta el {until}',
    from: 'A partir del {from}',
    until: 'Hasta el {until}',
  },
  headings: {
    destination: 'Normas de entrada: {destination}',
    arrival: 'Llegada: {date}',
    reasons: 'Motivos',
    actions: 'Qué se puede hacer',
    windows: 'Cuándo se acepta',
    officialText: 'Texto oficial del destino',
    usedFields: 'Qué han tenido en cuenta las normas',
    derivedFields: 'No indicado, pero deducido',
    missingFields: 'No indicado y decisivo',
    rules: 'Normas aplicadas',
  },
  notes: {
    certificate: 'Certificado {number}',
    show: '{count, plural, one {Basta con este: {certificates}} other {Basta con estos: {certificates}}}',
    asOf: 'Normas con fecha del {date}',
    timeZone: 'Horas de la zona {zone}',
    rule: 'Norma {rule}',
    windowLimits: 'Según las normas conocidas hoy y para los documentos presentados.',
  },
}
