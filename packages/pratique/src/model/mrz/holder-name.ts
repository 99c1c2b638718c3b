/**
 * The holder's name in the letters of a passport's machine-readable zone (ICAO Doc 9303-3 §6).
 *
 * @module
 */

import type { MrzName } from '../issuing.ts'
import type { OrderFault, OrderHolder } from '../order.ts'
import { orderFault } from '../order-faults.ts'
import {
  type MrzNameFault,
  type MrzName as WrittenName,
  toMrzName as writeName,
} from './mrz-name.ts'

/** The two parts of a name, and what their Latin form is called. */
export const NAME_PARTS = [
  { own: 'family', latin: 'familyTransliterated' },
  { own: 'given', latin: 'givenTransliterated' },
] as const

/** Tells whether all letters of a name are Latin: of other scripts there are conventions beside the tables. */
export function isLatin(name: string): boolean {
  return LATIN.test(name)
}

const LATIN = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u

interface WrittenParts {
  readonly family: WrittenName | undefined
  readonly given: WrittenName | undefined
}

/** A name as it is written, and why a part of it is not. */
export interface ReadName {
  /** A part that is not there, or could not be written, is empty. */
  readonly name: MrzName
  /** That it is not there at all is one reason. */
  readonly faults: readonly OrderFault[]
}

/** Tells what is written; a part that is not there, or could not be written, is empty. */
export function toMrzName(holder: OrderHolder): MrzName {
  return nameOf(writeParts(holder))
}

/** Writes a name, and lists why it cannot be written. */
export function readHolderName(holder: OrderHolder): ReadName {
  const parts = writeParts(holder)
  return { name: nameOf(parts), faults: findFaults(parts) }
}

function nameOf({ family, given }: WrittenParts): MrzName {
  return { family: textOf(family), given: textOf(given) }
}

function textOf(part: WrittenName | undefined): string {
  return part?.kind === 'written' ? part.text : ''
}

function findFaults(parts: WrittenParts): readonly OrderFault[] {
  if (!parts.family && !parts.given) {
    return [orderFault('holder.family', 'missing', 'a name: family, given or both')]
  }
  return NAME_PARTS.flatMap(({ own, latin }) => {
    const part = parts[own]
    return part?.kind === 'refused' ? [toFault(own, latin, part.faults[0])] : []
  })
}

function writeParts(holder: OrderHolder): WrittenParts {
  return {
    family: writePart(holder.family, holder.familyTransliterated),
    given: writePart(holder.given, holder.givenTransliterated),
  }
}

/** What the passport has counts before what the tables say. */
function writePart(own: string | undefined, latin: string | undefined): WrittenName | undefined {
  if (latin !== undefined) return { kind: 'written', text: latin, isShortened: false }
  return own === undefined ? undefined : writeName(own)
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
