/**
 * Conditions of entry rules in Spanish.
 *
 * @module
 */

import { type ConditionMessages, same } from '../messages.ts'

/** Follows «durante», «después de», «de», «menos de». */
const AMOUNT = `{unit, select,
  hour {{amount, plural, one {# hora} other {# horas}}}
  day {{amount, plural, one {# día} other {# días}}}
  month {{amount, plural, one {# mes} other {# meses}}}
  year {{amount, plural, one {# año} other {# años}}}
  other {{amount}}}`

const DAYS = '{days, plural, one {# día} other {# días}}'

/** What is accepted, by the event that counts. */
const EVENT = `{event, select,
  vaccination {La última dosis}
  sample {La muestra}
  first_positive {La primera prueba positiva}
  prophylaxis {La profilaxis}
  exemption {La exención}
  other {Lo que pide la norma}}`

const DATED_EVENT = `{event, select,
  vaccination {La última dosis, del {date},}
  sample {La muestra del {date}}
  first_positive {La primera prueba positiva, del {date},}
  prophylaxis {La profilaxis del {date}}
  exemption {La exención del {date}}
  other {Lo que tiene fecha del {date}}}`

const DATE_OF_EVENT = `{event, select,
  vaccination {La fecha de la última dosis}
  sample {La fecha de la muestra}
  first_positive {La fecha de la primera prueba positiva}
  issuer_from {La fecha de inicio que indica el emisor}
  issuer_until {La fecha de fin que indica el emisor}
  birth {La fecha de nacimiento}
  prophylaxis {La fecha de la profilaxis}
  exemption {La fecha de la exención}
  other {La fecha}}`

export const CONDITION_MESSAGES: ConditionMessages = {
  'too-old': {
    full: `{event, select,
      issuer_from {Se acepta durante ${AMOUNT} a partir del {date}, fecha de inicio que indica el emisor, es decir, hasta el {until}.}
      issuer_until {{amount, plural,
        =0 {Se acepta hasta el {until}, fecha de fin que indica el emisor.}
        other {Se acepta durante ${AMOUNT} después del {date}, fecha de fin que indica el emisor, es decir, hasta el {until}.}}}
      birth {Se acepta hasta la edad de ${AMOUNT}, es decir, hasta el {until}.}
      other {${DATED_EVENT} se acepta durante ${AMOUNT}, hasta el {until}.}}`,
    plain: `{event, select,
      issuer_from {Se acepta durante ${AMOUNT} a partir de la fecha de inicio que indica el emisor. Ese plazo ya ha terminado a la llegada.}
      issuer_until {{amount, plural,
        =0 {Se acepta hasta la fecha de fin que indica el emisor. Esa fecha ya ha pasado a la llegada.}
        other {Se acepta durante ${AMOUNT} después de la fecha de fin que indica el emisor. Ese plazo ya ha terminado a la llegada.}}}
      birth {Se acepta hasta la edad de ${AMOUNT}. Esa edad ya se ha superado a la llegada.}
      other {${EVENT} se acepta durante ${AMOUNT}. Ese plazo ya ha terminado a la llegada.}}`,
    action: `{event, select,
      birth {Presente un documento que las normas pidan a partir de esa edad.}
      other {Presente un documento más reciente.}}`,
  },
  'too-recent': {
    full: `{event, select,
      issuer_from {{amount, plural,
        =0 {Se acepta a partir del {from}, fecha de inicio que indica el emisor.}
        other {Se acepta a partir del {from}, ${AMOUNT} después de la fecha de inicio que indica el emisor ({date}).}}}
      issuer_until {{amount, plural,
        =0 {Se acepta a partir del {from}, fecha de fin que indica el emisor.}
        other {Se acepta a partir del {from}, ${AMOUNT} después de la fecha de fin que indica el emisor ({date}).}}}
      birth {Se acepta a partir de la edad de ${AMOUNT}, es decir, a partir del {from}.}
      other {${DATED_EVENT} se acepta después de ${AMOUNT}, a partir del {from}.}}`,
    plain: `{event, select,
      issuer_from {{amount, plural,
        =0 {Se acepta a partir de la fecha de inicio que indica el emisor. La llegada es anterior.}
        other {Se acepta ${AMOUNT} después de la fecha de inicio que indica el emisor. La llegada es anterior.}}}
      issuer_until {{amount, plural,
        =0 {Se acepta a partir de la fecha de fin que indica el emisor. La llegada es anterior.}
        other {Se acepta ${AMOUNT} después de la fecha de fin que indica el emisor. La llegada es anterior.}}}
      birth {Se acepta a partir de la edad de ${AMOUNT}. Esa edad no se ha alcanzado a la llegada.}
      other {${EVENT} se acepta después de ${AMOUNT}. Ese plazo no ha terminado a la llegada.}}`,
    action: 'Llegue el {from} o más tarde.',
    plainAction: 'Llegue más tarde.',
  },
  'in-future': {
    full: `${DATE_OF_EVENT} ({date}) es posterior a la llegada.`,
    plain: `${DATE_OF_EVENT} es posterior a la llegada.`,
    action: 'Si la fecha es errónea, el emisor puede corregirla.',
  },
  'event-before': {
    full: `${DATE_OF_EVENT} debe ser el {ruleDate} o posterior. El certificado indica el {date}.`,
    plain: `${DATE_OF_EVENT} debe ser el {ruleDate} o posterior. El certificado indica una anterior.`,
  },
  'event-after': {
    full: `${DATE_OF_EVENT} debe ser el {ruleDate} o anterior. El certificado indica el {date}.`,
    plain: `${DATE_OF_EVENT} debe ser el {ruleDate} o anterior. El certificado indica una posterior.`,
  },
  'not-yet': {
    ...same('Según esta norma, se acepta solo a partir del {ruleDate}.'),
    action: 'Llegue el {ruleDate} o más tarde.',
  },
  'no-longer': same('Según esta norma, se acepta solo hasta el {ruleDate}.'),
  'too-young': {
    full: `La norma es para personas de ${AMOUNT} de edad como mínimo. Esa edad se alcanza el {from}.`,
    plain: `La norma es para personas de ${AMOUNT} de edad como mínimo. Esa edad no se ha alcanzado a la llegada.`,
  },
  'too-old-holder': {
    full: `La norma es para personas de menos de ${AMOUNT} de edad. Se aplica hasta el {until}.`,
    plain: `La norma es para personas de menos de ${AMOUNT} de edad. Esa edad ya se ha alcanzado a la llegada.`,
    action: 'Presente un documento que las normas pidan a partir de esa edad.',
  },
  product: {
    full: `{accepted, select,
      many {{product} no figura en la lista de vacunas aceptadas ({count, plural, one {# vacuna} other {# vacunas}}).}
      other {{product} no figura entre las vacunas aceptadas: {accepted}.}}`,
    plain: `{accepted, select,
      many {La vacuna no figura en la lista de vacunas aceptadas ({count, plural, one {# vacuna} other {# vacunas}}).}
      other {La vacuna no figura entre las aceptadas: {accepted}.}}`,
    action: 'Presente un certificado de una de las vacunas aceptadas.',
  },
  manufacturer: {
    full: `{accepted, select,
      many {{manufacturer} no figura en la lista de fabricantes aceptados ({count, plural, one {# fabricante} other {# fabricantes}}).}
      other {{manufacturer} no figura entre los fabricantes aceptados: {accepted}.}}`,
    plain: `{accepted, select,
      many {El fabricante de la vacuna no figura en la lista de fabricantes aceptados ({count, plural, one {# fabricante} other {# fabricantes}}).}
      other {El fabricante de la vacuna no figura entre los aceptados: {accepted}.}}`,
    action: 'Presente un certificado de una vacuna de un fabricante aceptado.',
  },
  'vaccine-type': {
    full: `{accepted, select,
      many {El tipo de vacuna ({vaccineType}) no figura en la lista de tipos aceptados ({count, plural, one {# tipo} other {# tipos}}).}
      other {El tipo de vacuna ({vaccineType}) no figura entre los aceptados: {accepted}.}}`,
    plain: `{accepted, select,
      many {El tipo de vacuna no figura en la lista de tipos aceptados ({count, plural, one {# tipo} other {# tipos}}).}
      other {El tipo de vacuna no figura entre los aceptados: {accepted}.}}`,
    action: 'Presente un certificado de una vacuna de un tipo aceptado.',
  },
  'not-prequalified': {
    full: 'No consta que la vacuna ({product}) esté precalificada por la Organización Mundial de la Salud (OMS).',
    plain:
      'No consta que la vacuna esté precalificada por la Organización Mundial de la Salud (OMS).',
    action: 'Presente un certificado de una vacuna precalificada por la OMS.',
  },
  serogroups: {
    full: 'La vacuna debe cubrir todos estos serogrupos: {accepted}. {product} no los cubre todos.',
    plain:
      'La vacuna debe cubrir todos estos serogrupos: {accepted}. La del certificado no los cubre todos.',
    action: 'Presente un certificado de una vacuna que los cubra todos.',
  },
  'series-incomplete': {
    full: 'Se pide una pauta de vacunación completa. El certificado indica la dosis {dose} de {series}.',
    plain: 'Se pide una pauta de vacunación completa. El certificado no indica la última dosis.',
    action: 'Presente el certificado de la última dosis de la pauta.',
  },
  'too-few-doses': {
    full: 'Se {least, plural, one {pide al menos # dosis} other {piden al menos # dosis}}. El certificado indica la dosis número {dose}.',
    plain:
      'Se {least, plural, one {pide al menos # dosis} other {piden al menos # dosis}}. El certificado indica menos.',
    action: 'Presente el certificado de una dosis posterior.',
  },
  'too-many-doses': {
    full: 'La norma es para un máximo de {most, plural, one {# dosis} other {# dosis}}. El certificado indica la dosis número {dose}.',
    plain:
      'La norma es para un máximo de {most, plural, one {# dosis} other {# dosis}}. El certificado indica más.',
  },
  'beyond-series': {
    full: 'La norma es para la última dosis de una pauta. El certificado indica la dosis {dose} de una pauta de {series}.',
    plain:
      'La norma es para la última dosis de una pauta. El certificado indica una dosis posterior.',
  },
  'series-length': {
    full: 'La pauta de vacunación debe tener al menos {least, plural, one {# dosis} other {# dosis}}. El certificado indica {series}.',
    plain:
      'La pauta de vacunación debe tener al menos {least, plural, one {# dosis} other {# dosis}}. El certificado indica menos.',
  },
  'booster-needed': {
    full: 'Se pide una dosis de refuerzo. El certificado indica la dosis {dose} de {series}.',
    plain: 'Se pide una dosis de refuerzo. El certificado no indica ninguna.',
    action: 'Presente el certificado de una dosis de refuerzo.',
  },
  'test-class': {
    full: `{accepted, select,
      many {El tipo de prueba ({class}) no figura en la lista de tipos aceptados ({count, plural, one {# tipo} other {# tipos}}).}
      other {El tipo de prueba ({class}) no figura entre los aceptados: {accepted}.}}`,
    plain: `{accepted, select,
      many {El tipo de prueba no figura en la lista de tipos aceptados ({count, plural, one {# tipo} other {# tipos}}).}
      other {El tipo de prueba no figura entre los aceptados: {accepted}.}}`,
    action: 'Presente una prueba de un tipo aceptado.',
  },
  'test-result': {
    full: 'Resultado que pide la norma: {accepted}. Resultado que indica el certificado: {result}.',
    plain: 'Resultado que pide la norma: {accepted}. El certificado indica otro.',
  },
  'device-not-listed': {
    full: 'El dispositivo de la prueba ({device}) no figura en la lista de dispositivos aceptados.',
    plain: 'El dispositivo de la prueba no figura en la lista de dispositivos aceptados.',
    action: 'Presente una prueba hecha con un dispositivo de la lista.',
  },
  disease: {
    full: 'Enfermedad a la que se refiere la norma: {accepted}. Enfermedad que indica el certificado: {disease}.',
    plain: 'Enfermedad a la que se refiere la norma: {accepted}. El certificado indica otra.',
    action: 'Presente un certificado sobre la enfermedad que indica la norma.',
  },
  'issuing-country': {
    full: `{accepted, select,
      many {El país emisor ({country}) no figura en la lista de países cuyos certificados se aceptan ({count, plural, one {# país} other {# países}}).}
      other {El país emisor ({country}) no figura entre aquellos cuyos certificados se aceptan: {accepted}.}}`,
    plain: `{accepted, select,
      many {El país emisor no figura en la lista de países cuyos certificados se aceptan ({count, plural, one {# país} other {# países}}).}
      other {El país emisor no figura entre aquellos cuyos certificados se aceptan: {accepted}.}}`,
  },
  issuer: {
    full: 'La norma no acepta los certificados de este emisor: {issuer}.',
    plain: 'La norma no acepta los certificados de este emisor.',
    action: 'Presente un certificado de otro emisor.',
  },
  identifier: {
    ...same('El identificador del certificado figura entre los que su emisor ha retirado.'),
    action: 'Pregunte al emisor el motivo y solicite un certificado nuevo.',
  },
  'one-event': {
    full: 'La norma es para certificados con exactamente una anotación. {count, plural, =0 {Este no tiene ninguna.} other {Este tiene #.}}',
    plain:
      'La norma es para certificados con exactamente una anotación. Este no tiene ninguna, o tiene varias.',
    action: 'Presente un certificado con una sola anotación.',
  },
  kind: same(`{kind, select,
    vaccination {Aquí no se aceptan certificados de vacunación.}
    test {Aquí no se aceptan certificados de prueba diagnóstica.}
    recovery {Aquí no se aceptan certificados de recuperación.}
    prophylaxis {Aquí no se aceptan certificados de profilaxis.}
    exemption {Aquí no se aceptan exenciones.}
    other {Aquí no se aceptan certificados de este tipo.}}`),
  'no-fact': {
    ...same(`{kind, select,
      vaccination {La norma pide un certificado de vacunación{disease, select, none {} other { ({disease})}}. No se ha presentado ninguno.}
      test {La norma pide un certificado de prueba diagnóstica{disease, select, none {} other { ({disease})}}. No se ha presentado ninguno.}
      recovery {La norma pide un certificado de recuperación{disease, select, none {} other { ({disease})}}. No se ha presentado ninguno.}
      prophylaxis {La norma pide un certificado de profilaxis{disease, select, none {} other { ({disease})}}. No se ha presentado ninguno.}
      exemption {La norma pide una exención{disease, select, none {} other { ({disease})}}. No se ha presentado ninguna.}
      other {La norma pide otro tipo de documento{disease, select, none {} other { ({disease})}}. No se ha presentado ninguno.}}`),
    action: `{kind, select,
      vaccination {Presente un certificado de vacunación.}
      test {Presente un certificado de prueba diagnóstica.}
      recovery {Presente un certificado de recuperación.}
      prophylaxis {Presente un certificado de profilaxis.}
      exemption {Presente una exención.}
      other {Presente otro documento.}}`,
  },
  'one-more': {
    ...same('Se necesita un documento más: {kinds}.'),
    action: 'Presente un documento más: {kinds}.',
  },
  'value-missing': {
    ...same('El certificado no indica un dato que aquí es decisivo: {field}.'),
    action: 'Presente un documento que lo indique, o solicítelo al emisor.',
  },
  'journey-missing': {
    ...same('La respuesta depende de un dato del viaje que no se ha indicado: {field}.'),
    action: 'Indíquelo y repita la consulta.',
  },
  'not-evaluable': {
    ...same(`{field, select,
      none {Esta norma no se puede aplicar de forma automática.}
      other {Esta norma no se puede aplicar de forma automática debido a este dato: {field}.}}`),
    action: 'Siga las instrucciones oficiales del destino.',
  },
  attestation: {
    ...same('Aquí no se acepta solo la palabra del emisor: la norma pide los hechos.'),
    action: 'Presente un certificado que indique la vacunación, la prueba o la recuperación misma.',
  },
  evidence: {
    full: 'Lo que se sabe de la clave que firmó el certificado: {level}. Lo que se pide: {needed}.',
    plain:
      'El origen de la clave que firmó el certificado no es lo bastante seguro. Lo que se pide: {needed}.',
    action: 'Cargue las listas oficiales actuales y vuelva a comprobarlo.',
  },
  'list-age': {
    ...same(`{list, select,
      keys {La lista de claves tiene más de ${DAYS}.}
      revocation {La lista de certificados revocados tiene más de ${DAYS}.}
      other {Una lista tiene más de ${DAYS}.}}`),
    action: 'Cargue la lista actual y vuelva a comprobarlo.',
  },
  'no-rules': {
    ...same(
      'No se conocen normas de entrada para este destino: {destination}. Esto no significa que la entrada esté permitida.',
    ),
    action: 'Cargue las normas de entrada o siga las instrucciones oficiales del destino.',
  },
  'rules-outdated': {
    ...same(
      `Las normas de entrada disponibles ({destination}) se confirmaron hace más de ${DAYS}.`,
    ),
    action: 'Cargue las normas de entrada actuales y vuelva a comprobarlo.',
  },
  other: same('No se cumple una condición de la norma: {path} ({operation}).'),
}
