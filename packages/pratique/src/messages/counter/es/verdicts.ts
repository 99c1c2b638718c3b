/**
 * Verdicts in Spanish.
 *
 * @module
 */

import type { ExitCode } from '../../../outcome.ts'
import type { CounterVerdict } from '../messages.ts'

export const COUNTER_VERDICTS: Readonly<Record<ExitCode, CounterVerdict>> = {
  0: {
    headline: 'Cumple las normas de entrada',
    action: 'Compare el nombre y la fecha de nacimiento con un documento de identidad.',
  },
  3: {
    headline: 'Auténtico',
    reason: 'No se ha comprobado ninguna norma de entrada',
    action:
      'Compare el nombre y la fecha de nacimiento con un documento de identidad. Solo las normas del destino dicen si basta para entrar.',
  },
  10: {
    headline: 'Se necesita un documento más',
    action: 'Pida al titular el documento que indica el motivo y compruebe los dos juntos.',
  },
  11: {
    headline: 'No cumple las normas de entrada',
    action:
      'Comunique el motivo al titular: la condición que no se cumple, o que el certificado es de otra persona. El certificado en sí es auténtico.',
  },
  12: {
    headline: 'No se puede aceptar',
    reason: 'Falsificado o dañado',
    action:
      'Escanee el original una vez más, pues una mala copia da el mismo resultado. Si la respuesta no cambia, no acepte el certificado y pida otro justificante.',
  },
  13: {
    headline: 'No se puede aceptar',
    reason: 'Emisor no reconocido, o clave no prevista para este uso',
    action:
      'Pida un certificado de un emisor reconocido. Esta respuesta no dice que el certificado se haya alterado.',
  },
  14: {
    headline: 'No se puede aceptar',
    reason: 'Revocado por su emisor',
    action:
      'Pida otro justificante. El titular puede preguntar el motivo al emisor y solicitar un certificado nuevo.',
  },
  15: {
    headline: 'No se puede aceptar',
    reason: 'Fuera de su periodo de firma',
    action:
      'Indique al titular que solicite al emisor la renovación del certificado. Es un motivo técnico, que no dice nada de la vacunación, la prueba o la recuperación.',
  },
  20: {
    headline: 'Sin respuesta',
    reason: 'Falta una lista, es demasiado antigua o no demuestra lo suficiente',
    action:
      'Cargue las listas actuales y vuelva a comprobarlo. Es muy posible que el certificado sea auténtico.',
  },
  21: {
    headline: 'Sin respuesta',
    reason: 'No se conoce ninguna norma de entrada',
    action:
      'Cargue las normas del destino o siga sus instrucciones oficiales. Que no se conozca ninguna norma no significa que la entrada esté permitida.',
  },
  22: {
    headline: 'Sin respuesta',
    reason: 'Algo necesario falta o no está claro',
    action: 'Vea en el motivo qué falta. Pídalo al titular, o pida otro justificante.',
  },
  23: {
    headline: 'Sin respuesta',
    reason: 'El reloj de este dispositivo no puede estar en hora',
    action: 'Ajuste la fecha y la hora del dispositivo y vuelva a comprobarlo.',
  },
  30: {
    headline: 'Este código es para otra cosa',
    action: 'Busque otro código en el documento y escanéelo.',
  },
  31: {
    headline: 'Espécimen',
    reason: 'No es un certificado real',
    action: 'No demuestra nada sobre nadie. Pida un certificado real.',
  },
}
