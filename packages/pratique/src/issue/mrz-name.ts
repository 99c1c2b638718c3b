/**
 * The holder's name in the letters of a passport's machine-readable zone (ICAO Doc 9303-3 §6).
 *
 * @module
 */

import type { MrzName } from '../model/issuing.ts'
import { type MrzNameFault, toMrzName as writeName } from '../model/mrz/mrz-name.ts'
import type { OrderFault, OrderHolder } from '../model/order.ts'
import { orderFault } from '../model/order-faults.ts'

/** The two parts of a name, and what their Latin form is called. */
const PARTS = [
  { own: 'family', latin: 'familyTransliterated' },
  { own: 'given', latin: 'givenTransliterated' },
] as const

/** Tells what is written; a part that is not there, or could not be written, is empty. */
export function toMrzName(holder: OrderHolder): MrzName {
  const [family = '', given = ''] = PARTS.map(({ own, latin }) =>
    toPart(holder[own], holder[latin]),
  )
  return { family, given }
}

/** What the passport has counts before what the tables say. */
function toPart(own: string | undefined, latin: string | undefined): string {
  if (latin !== undefined) return latin
  const written = own === undefined ? undefined : writeName(own)
  return written?.kind === 'written' ? written.text : ''
}

/** Lists why a name cannot be written; that it is not there at all is one reason. */
export function findNameFaults(holder: OrderHolder): readonly OrderFault[] {
  const faults = PARTS.flatMap(({ own, latin }) => {
    const text = holder[own]
    if (text === undefined || holder[latin] !== undefined) return []
    const written = writeName(text)
    return written.kind === 'refused' ? [toFault(own, latin, written.faults[0])] : []
  })
  if (PARTS.some(({ own, latin }) => holder[own] !== undefined || holder[latin] !== undefined)) {
    return faults
  }
  return [orderFault('holder.family', 'missing', 'a name: family, given or both')]
}

function toFault(own: string, latin: string, fault: MrzNameFault): OrderFault {
  const path = `holder.${own}`
  switch (fault.problem) {
    case 'script':
    case 'letter':
      return orderFault(
        path,
        'letters',
        `letters that ICAO Doc 9303-3 transliterates, and not of the script ${fault.script}: ` +
          `give holder.${latin} as the passport has it`,
      )
    case 'digit':
    case 'symbol':
      return orderFault(path, 'letters', 'letters, spaces, hyphens and apostrophes')
    case 'empty':
      return orderFault(path, 'letters', `a letter that can be written: give holder.${latin}`)
  }
}
